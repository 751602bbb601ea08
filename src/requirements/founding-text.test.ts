import { expect, test } from 'vitest';
import { coveringIds, foundingText } from './founding-text.js';
import { areas, requirements } from './index.js';

const known = new Set(requirements.map(({ id }) => id));
const named = new Set(foundingText.flatMap(coveringIds));

test('every requirement that the founding text is traced to exists', () => {
  const landed = new Set<string>(areas.map(({ code }) => code));
  const toCome = ['RATE', 'SIZE'].filter((code) => !landed.has(code));
  const mistaken = [...named].filter((id) => !known.has(id));
  expect(mistaken.filter((id) => !toCome.includes(id.replace(/-\d+$/, '')))).toEqual([]);
});

test('every requirement of the tier seed is reached from the founding text', () => {
  expect(requirements.filter(({ id, tier }) => tier === 'seed' && !named.has(id)).map(({ id }) => id)).toEqual([]);
});

test('a statement that no requirement covers says why', () => {
  expect(foundingText.filter(({ by, beyond }) => by.length === 0 && beyond === undefined)).toEqual([]);
});

test('areas and rows of ids are written out', () => {
  expect(coveringIds({ says: '', by: ['ENV-09..11', 'ENV-10', 'HDR-01'] })).toEqual([
    'ENV-09',
    'ENV-10',
    'ENV-11',
    'HDR-01',
  ]);
  const area = requirements.filter(({ area: code }) => code === 'COND').map(({ id }) => id);
  expect(coveringIds({ says: '', by: ['COND'] })).toEqual(area);
});
