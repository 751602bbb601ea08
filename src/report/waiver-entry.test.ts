import { expect, test } from 'vitest';
import { finding, hostile } from '../../test/support/run-log.js';
import { parseWaivers } from '../config/waivers.js';
import { waiverEntry } from './waiver-entry.js';

const startedAt = '2026-11-02T09:30:00.000Z';

test.each(Object.entries(hostile))('an entry with %s in its operation reads back as it was', (_, text) => {
  const operation = `GET /${text}`;
  const line = waiverEntry('ENV-01', { ...finding('ENV-01#1', { operation }), case: null, count: 1 }, startedAt);
  expect(line).toMatch(/^[ -~]+$/);
  expect(parseWaivers(line.replace('CHANGE ME', 'known'), 'x').entries).toMatchObject([
    { requirement: 'ENV-01', operation, fingerprint: finding('ENV-01#1').fingerprint, expires: '2027-01-31' },
  ]);
});

test('an entry is refused until its reason is written', () => {
  const line = waiverEntry('ENV-01', { ...finding('ENV-01#1'), case: null, count: 1 }, startedAt);
  expect(() => parseWaivers(line, 'x')).toThrow('x:1 still says CHANGE ME');
});
