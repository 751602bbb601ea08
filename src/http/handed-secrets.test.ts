import { expect, test } from 'vitest';
import type { ReceivedResponse } from './exchange.js';
import { handedSecrets } from './handed-secrets.js';

const token = 'tok/0123456789abcdef';

function reply(text: string): ReceivedResponse {
  const body = Buffer.from(text);
  return { status: 201, statusText: '', headers: [], body, bodyBytes: body.length, truncated: false, tls: null };
}

test.each<[string, string, readonly string[]]>([
  [
    'a member of a header map',
    `{"data":{"headers":{"X-Sendmux-Upload-Token":"${token}"}}}`,
    ['X_SENDMUX_UPLOAD_TOKEN'],
  ],
  ['a member called secret', `{"secret" : "${token}"}`, ['SECRET']],
  ['an escaped value', '{"upload_token":"tok\\/0123456789abcdef"}', ['UPLOAD_TOKEN']],
  ['a name that only begins like one', `{"tokens_left":"${token}"}`, []],
  ['a value that is a sentence', '{"token":"the token of the upload"}', []],
  ['a short value', '{"token":"bearer"}', []],
  ['an object', '{"token":{"type":"string"}}', []],
  ['no JSON', 'token: 0123456789abcdef', []],
])('%s', (_, text, names) => {
  const found = handedSecrets(reply(text));
  expect(found.map(({ name }) => name)).toEqual(names);
  for (const { value } of found) expect(value).toBe(token);
});
