import { expect, test } from 'vitest';
import { madeExchange, success } from '../../test/support/observation.js';
import { createRedactor } from '../http/redact.js';
import { logExchange } from './desk.js';
import type { RunOptions } from './options.js';

const token = 'opaque-0123456789abcdef';

function logged(...exchanges: Parameters<typeof madeExchange>[0][]): string {
  const lines: string[] = [];
  // Only these two are looked at when an exchange is written.
  const options = {
    redactor: createRedactor([]),
    recordExchanges: true,
    emit: (event: unknown) => lines.push(JSON.stringify(event)),
  } as unknown as RunOptions;
  for (const what of exchanges) logExchange(options, madeExchange(what));
  return lines.join('\n');
}

test('a token that the target hands out is in no record, the one it came with included', () => {
  const headers = { 'Content-Type': 'text/plain', 'X-Sendmux-Upload-Token': token };
  const log = logged(
    { path: '/emails/attachment-uploads', status: 201, body: success({ headers }) },
    { path: `/emails/attachment-uploads/x?t=${token}`, method: 'PUT', asked: [['X-Other', token]] },
  );
  expect(log).toContain('X-Sendmux-Upload-Token');
  expect(log).not.toContain(token);
});

test('a token that was never handed out is written as it stands', () => {
  expect(logged({ path: `/x?t=${token}` })).toContain(token);
});
