import type { CheckContext, Observation, Violation } from './check.js';
import { decodedContent } from './content-coding.js';
import { credentialsIn } from './credentials.js';
import { oracleOf, untested } from './make-oracle.js';
import { latestOf } from './gen-reply.js';

/** GEN-20. What failures repeat is ENV-11's to report. */
export const successesRepeatNoCredential = oracleOf('GEN-20', {
  read: (tried, { secrets }) => {
    const seen = latestOf(tried);
    return seen !== null && seen.status < 400 && credentialsIn(seen, secrets).length > 0 ? seen : null;
  },
  judge: (seen, context) => [...inBody(seen, context), ...inHeaders(seen, context)],
  unseen: untested('no request with a credential was accepted'),
});

const expected = 'no credential in the reply';

function inBody(seen: Observation, { secrets }: CheckContext): readonly Violation[] {
  const { response } = seen.exchange;
  const content = response === null ? null : decodedContent(response, seen.header('content-encoding'));
  if (content === null || content.length === 0) return [];
  const body = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!credentialsIn(seen, secrets).some((one) => body.includes(one))) return [];
  return [{ message: 'The body of a success repeats a credential.', expected, actual: 'one that is in use' }];
}

function inHeaders(seen: Observation, { secrets }: CheckContext): readonly Violation[] {
  const credentials = credentialsIn(seen, secrets);
  const lines = seen.exchange.response?.headers ?? [];
  const line = lines.find(([, value]) => credentials.some((one) => value.includes(one)));
  if (line === undefined) return [];
  return [
    {
      message: `The header field ${line[0].toLowerCase()} repeats a credential.`,
      expected,
      actual: 'one that is in use',
    },
  ];
}
