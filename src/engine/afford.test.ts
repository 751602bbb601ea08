import { expect, test } from 'vitest';
import { withinBudget } from './afford.js';
import { scenario } from './scenario.js';
import type { Scenario } from './suite.js';

const budget = { maxRequests: 103, maxMessages: 2, maxTimeMs: 1000, rate: null };

function costing(id: string, price: Scenario['price'], verifies: Scenario['verifies'] = ['ENV-01']): Scenario {
  return scenario({ id, title: id, verifies, mode: 'smoke', price, run: () => Promise.resolve() });
}

function running(scenarios: readonly Scenario[]): readonly string[] {
  const chosen = scenarios.map((one) => ({ scenario: one, obstacle: null }));
  const applicable = new Set(scenarios.flatMap(({ verifies }) => verifies));
  return withinBudget(chosen, { budget, applicable })
    .filter(({ obstacle }) => obstacle === null)
    .map(({ scenario: { id } }) => id);
}

test('what fits runs, and what does not is left out while smaller ones still fit', () => {
  expect(
    running([
      costing('A.a', { requests: 60, messages: 0 }),
      costing('A.b', { requests: 50, messages: 0 }),
      costing('A.c', { requests: 40, messages: 0 }),
    ]),
  ).toEqual(['A.a', 'A.c']);
});

test('messages go to the scenario that verifies most with each', () => {
  const many = costing('B.many', { requests: 1, messages: 1 }, ['SEND-01', 'SEND-02', 'SEND-03']);
  const dear = costing('B.dear', { requests: 1, messages: 2 }, ['BATCH-01', 'BATCH-05', 'BATCH-06']);
  const other = costing('B.other', { requests: 1, messages: 1 }, ['SEND-04']);
  expect(running([dear, other, many])).toEqual(['B.other', 'B.many']);
});

test('a scenario left out says what it lacks', () => {
  const chosen = [{ scenario: costing('A.a', { requests: 10, messages: 3 }), obstacle: null }];
  const [one] = withinBudget(chosen, { budget, applicable: new Set(['ENV-01']) });
  expect(one?.obstacle).toBe('needs up to 3 messages, 2 of the budget are left (--max-messages)');
});

test('another obstacle stays and costs nothing', () => {
  const blocked = { scenario: costing('A.a', { requests: 90, messages: 0 }), obstacle: 'needs mode full' };
  const free = { scenario: costing('A.b', { requests: 90, messages: 0 }), obstacle: null };
  const [first, second] = withinBudget([blocked, free], { budget, applicable: new Set(['ENV-01']) });
  expect([first?.obstacle, second?.obstacle]).toEqual(['needs mode full', null]);
});
