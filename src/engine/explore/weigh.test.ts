import { expect, test } from 'vitest';
import { made, model } from '../../../test/support/observation.js';
import type { Oracle } from '../../checks/oracle.js';
import type { RequirementId } from '../../requirements/index.js';
import { pathBeside } from './beside.js';
import type { HeldSuspicion } from './suspicions.js';
import { tellAlso, weigh } from './weigh.js';

const held = (requirement: RequirementId, message: string): HeldSuspicion => ({
  requirement,
  violation: { message, expected: '', actual: '' },
  seen: [made()],
  index: 0,
  origin: null,
  count: 1,
});
const oracle = (
  requirement: RequirementId,
  worth?: (messages: readonly string[]) => ReturnType<NonNullable<Oracle['weigh']>>,
): Oracle => ({
  kind: 'oracle',
  requirement,
  judge: () => [],
  unseen: { outcome: 'not-tested', reason: '' },
  ...(worth === undefined ? {} : { weigh: (own) => worth(own.map(({ message }) => message)) }),
});

test('each oracle says what its own violations are worth', () => {
  const all = [held('GEN-07', 'a'), held('GEN-01', 'b'), held('GEN-07', 'c'), held('ENV-10', 'd')];
  const seventh = oracle('GEN-07', (messages) => messages.map((message) => (message === 'a' ? ['c', 'e'] : null)));
  const counting = weigh(all, [seventh, oracle('GEN-01')]);
  expect(counting.map(({ violation }) => violation.message)).toEqual(['a', 'b', 'd']);
  expect(counting.map(tellAlso)).toEqual(['; also c, e', '', '']);
});

test('a long list is cut and counted', () => {
  const also = Array.from({ length: 12 }, (_, at) => `/body/${at}`);
  expect(tellAlso({ ...held('GEN-07', 'a'), also })).toMatch(/^; also \/body\/0, .*\/body\/9, and 2 more$/);
});

test('a made-up path lies beside another, or below it where the document has something for any neighbour', () => {
  expect(pathBeside('/emails/send?x=1', model)).toBe('/emails/touchstone-nowhere');
  const [operation] = model.operations.values();
  if (operation === undefined) throw new Error('the model has no operation');
  const listing = (...keys: readonly string[]) =>
    new Map(keys.map((key) => [key, { ...operation, method: 'GET' as const, path: key.slice(4) }]));
  const templates = listing('GET /emails/{id}');
  expect(pathBeside('/emails/1', { ...model, operations: templates })).toBe('/emails/1/touchstone-nowhere');
  const deep = listing('GET /emails/{id}', 'GET /emails/{a}/{b}');
  expect(pathBeside('/emails/1', { ...model, operations: deep })).toBe(
    '/emails/1/touchstone-nowhere/touchstone-nowhere',
  );
});
