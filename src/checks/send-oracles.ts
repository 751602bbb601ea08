import { mailEndpoint } from '../http/mail-meter.js';
import { send, sends } from '../requirements/operations.js';
import type { OperationKey } from '../contract/model.js';
import { ofCases } from './case-oracle.js';
import type { Observation } from './check.js';
import { isSuccess } from './envelope.js';
import { describe, errorReply, first, statusIs, that, tolerated, type Judgement } from './judge.js';
import { oracleOf, triedAs, untested } from './make-oracle.js';
import type { Oracle } from './oracle.js';
import { asObject } from './observe.js';
import { breaksUntoldRules } from './untold-rules.js';

/** SEND-01: how an accepted mail is answered. */
const acceptedMailsAreAnswered200 = ofCases('SEND-01', {
  operation: send,
  read: ({ case: { value }, request, seen }, { profile }) =>
    request.verdict.kind === 'valid' && isSuccess(seen) && !breaksUntoldRules(value.body, profile) ? {} : null,
  judge: (_, { seen }, { profile }) => {
    const { sendSuccessStatus } = profile.options;
    if (sendSuccessStatus.length === 1) return statusIs(seen, ...sendSuccessStatus);
    const strict = statusIs(seen, 200);
    return sendSuccessStatus.includes(seen.status) ? tolerated(strict) : strict;
  },
});

/** SEND-23. What is no JSON is called so; that nothing was sent may be called a missing body as well. */
function refusesBrokenJson(operation: OperationKey): Oracle {
  return ofCases('SEND-23', {
    operation,
    read: ({ case: { edits } }) => {
      const [edit, ...others] = edits;
      if (edit?.at !== '/body' || others.length > 0) return null;
      return /^(?:json|required)\b/.test(edit.keyword) ? edit : null;
    },
    judge: ({ keyword }, { seen }, { profile }) => {
      const strict = errorReply(seen, { status: 400, code: 'invalid_parameter' });
      const missing = errorReply(seen, { status: [400, 422], code: ['missing_parameter', 'validation_error'] });
      const mayBeMissing = keyword === 'required' && profile.options.validationStatus === 'lenient';
      return mayBeMissing && missing === null ? tolerated(strict) : strict;
    },
  });
}

/** SEND-24. Who may not send, or has used the key before, may be told so before the body is read. */
function refusesWhatIsNoObject(operation: OperationKey): Oracle {
  return ofCases('SEND-24', {
    operation,
    read: ({ case: { edits }, request }) => {
      const [edit, ...others] = edits;
      const isNoObject = edit?.at === '/body' && edit.keyword === 'type' && others.length === 0;
      return isNoObject && request.verdict.kind === 'invalid' ? {} : null;
    },
    judge: (_, { seen }) => ([401, 402, 403, 409, 429].includes(seen.status) ? null : statusIs(seen, 400, 422)),
  });
}

/** SEND-31: control characters in texts that become headers. */
const controlCharactersAreSurvived = ofCases('SEND-31', {
  operation: send,
  read: ({ case: { value } }) => (headerTexts(value.body).some((text) => isControlled.test(text)) ? {} : null),
  judge: (_, { seen }) =>
    that(seen.status < 500, {
      message: 'The server fails over a control character.',
      expected: 'the mail is refused or accepted',
      actual: describe(seen),
    }),
});

const isControlled = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/;

function headerTexts(body: unknown): readonly string[] {
  const { subject, from, to, custom_headers: headers } = asObject(body) ?? {};
  const values = [subject, asObject(from)?.['name'], asObject(to)?.['name'], ...Object.values(asObject(headers) ?? {})];
  return values.filter((value) => typeof value === 'string');
}

/** SEND-28 */
function refusesOtherMethods(operation: OperationKey): Oracle {
  return oracleOf('SEND-28', {
    operation,
    read: (tried) => {
      const one = triedAs('method', tried);
      return one !== null && operation === operationAt(one.seen) && isPlainMethod(one.method) ? one.seen : null;
    },
    judge: (seen) => [judgeMethod(seen) ?? []].flat(),
    unseen: untested('no other method was tried on the send paths'),
  });
}

/** HTTP itself says what these mean. */
function isPlainMethod(method: string): boolean {
  return method !== 'HEAD' && method !== 'OPTIONS';
}

function operationAt({ exchange: { request } }: Observation): OperationKey | null {
  const endpoint = mailEndpoint(request.url);
  return endpoint === null ? null : sends[endpoint === 'send' ? 0 : 1];
}

/** RFC 9110 section 15.5.6: a 405 lists what the resource does support. */
function judgeMethod(seen: Observation): Judgement {
  const allow = seen.headerLines('Allow').join(',');
  const names = allow.split(',').map((method) => method.trim().toUpperCase());
  return first(
    statusIs(seen, 404, 405),
    that(seen.status !== 405 || names.includes('POST'), {
      message: 'A 405 has no Allow that lists POST.',
      expected: 'Allow: POST',
      actual: allow === '' ? 'no such header' : allow,
    }),
  );
}

/** What generated requests show of sending besides single faults. */
export const sendOracles: readonly Oracle[] = [
  acceptedMailsAreAnswered200,
  ...sends.map(refusesBrokenJson),
  ...sends.map(refusesWhatIsNoObject),
  ...sends.map(refusesOtherMethods),
  controlCharactersAreSurvived,
];
