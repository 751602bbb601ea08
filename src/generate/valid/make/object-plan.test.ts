import { expect, test } from 'vitest';
import { judgedSchema } from '../../../../test/support/judged-schema.js';
import { sampleAt } from '../../../../test/support/made-values.js';
import { createValueMaker } from '../../value-maker.js';

test('members with made-up names share one place, so that nothing piles up with the values made', () => {
  const schema = {
    type: 'object',
    required: ['subject', 'headers'],
    properties: {
      subject: { type: 'string' },
      headers: { type: 'object', minProperties: 2, patternProperties: { '^X-': { type: 'string' } } },
    },
    additionalProperties: false,
  };
  const asked = new Set<string>();
  const given = (at: string) => {
    asked.add(at);
    return null;
  };
  const maker = createValueMaker({ ...judgedSchema(schema), given });
  const names = new Set<string>();
  for (let index = 0; index < 100; index += 1) {
    const { headers } = sampleAt(maker, index).value as { headers: object };
    for (const name of Object.keys(headers)) names.add(name);
  }
  expect(names.size).toBeGreaterThan(50);
  expect([...asked].toSorted()).toEqual(['', '/headers', '/headers/*', '/subject']);
});
