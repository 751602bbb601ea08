import { expect, test } from 'vitest';
import { made } from '../../test/support/observation.js';
import { createLedger } from './ledger.js';

test('a broken operation does not crowd out another one', () => {
  const ledger = createLedger(new Map([['GEN-01', 'MUST']]));
  const file = (path: string, message: string) =>
    ledger.violated('GEN-01', { message, expected: '', actual: '' }, { seen: [made({ path })], curl: () => null });
  const filed = (path: string, count: number) =>
    Array.from({ length: count }, (_, at) => file(path, `cause ${at}`)).filter((finding) => finding !== null).length;
  expect(filed('/emails/send', 40)).toBe(25);
  expect(filed('/emails/send/batch', 3)).toBe(3);
  // Paths may be made up without end; what is not in the document shares one measure.
  expect(filed('/nowhere/1', 20) + filed('/nowhere/2', 20)).toBe(25);
  expect(ledger.tally('GEN-01').findings).toHaveLength(53);
});

test('the command that repeats a request is made once for each root cause', () => {
  const ledger = createLedger(new Map([['GEN-01', 'MUST']]));
  let commands = 0;
  const proof = { seen: [], curl: () => String((commands += 1)) };
  for (const message of ['a', 'a', 'b', 'a']) ledger.violated('GEN-01', { message, expected: '', actual: '' }, proof);
  expect(commands).toBe(2);
});
