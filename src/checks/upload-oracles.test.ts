import { expect, test } from 'vitest';
import { judgedCase, triedCase, type MadeCase } from '../../test/support/tried-mail.js';
import type { TriedCase } from './case-oracle.js';
import type { RequestValue } from '../generate/request-case.js';
import { upload } from '../requirements/operations.js';
import { uploadOracles } from './upload-oracles.js';

interface MadeUpload extends MadeCase {
  readonly value?: RequestValue;
  readonly bytes?: string;
  readonly family?: 'boundary';
}

const named = { query: { filename: 'note.txt' } };

/** An upload of three bytes called note.txt, and its reply. */
function triedUpload({ value = named, bytes = 'abc', family, ...rest }: MadeUpload): TriedCase {
  const { case: one, request, ...tried } = triedCase(rest);
  const { wire, verdict } = request;
  return {
    ...tried,
    case: { ...one, operation: { ...one.operation, key: upload }, value, family: family ?? one.family },
    request: { wire: { ...wire, body: Buffer.from(bytes) }, verdict },
  };
}

const shown = (data: object) => ({ status: 201, body: { ok: true, data, meta: {} } });
const longest = { edits: [{ at: '/query/filename', keyword: 'maxLength' }], family: 'boundary' } as const;

test.each<readonly [string, MadeUpload, readonly string[] | 'silent']>([
  ['ATT-01 of an upload answered 201', { reply: { status: 201 } }, []],
  ['ATT-01 of an upload answered 200', { reply: { status: 200 } }, ['The status is not 201.']],
  ['ATT-01 of an upload that is refused', { reply: { status: 422 } }, 'silent'],
  ['ATT-01 of a faulty upload', { verdict: 'invalid', reply: { status: 200 } }, 'silent'],
  ['ATT-03 of what is shown as it was sent', { reply: shown({ filename: 'note.txt', size_bytes: 3 }) }, []],
  [
    'ATT-03 of what is shown as something else',
    { reply: shown({ filename: 'note', size_bytes: 4 }) },
    ['filename is not that of the upload.', 'size_bytes is not that of the upload.'],
  ],
  ['ATT-03 of members that are missing', { reply: shown({}) }, []],
  [
    'ATT-03 of a key that may have been used',
    { value: { ...named, header: { 'Idempotency-Key': 'k' } }, reply: shown({ size_bytes: 4 }) },
    'silent',
  ],
  ['ATT-05 of a Location', { reply: { status: 201, headers: [['Location', '/x']] } }, []],
  ['ATT-05 of none', { reply: { status: 201 } }, ['An upload has no Location.']],
  ['ATT-05 of a replay', { reply: { status: 200 } }, 'silent'],
  ['ATT-11 of nothing that is refused', { bytes: '', reply: { status: 422 } }, []],
  ['ATT-11 of nothing that is kept', { bytes: '', reply: { status: 201 } }, ['The status is not 400 or 422.']],
  ['ATT-11 of nothing, by who may not send', { bytes: '', reply: { status: 403 } }, 'silent'],
  ['ATT-11 of something', { reply: { status: 201 } }, 'silent'],
  [
    'ATT-09 of the longest name that is refused',
    { ...longest, verdict: 'valid', reply: { status: 422 } },
    ['An upload on the edge of what is allowed is refused.'],
  ],
  ['ATT-09 of the longest name', { ...longest, verdict: 'valid', reply: { status: 201 } }, []],
  ['ATT-09 of a name', { verdict: 'valid', reply: { status: 422 } }, 'silent'],
])('%s', (name, what, want) => {
  const said = uploadOracles
    .filter(({ requirement }) => name.startsWith(requirement))
    .map((oracle) => judgedCase(oracle, triedUpload(what)));
  expect(said.find((one) => one !== 'silent') ?? 'silent').toEqual(want);
});
