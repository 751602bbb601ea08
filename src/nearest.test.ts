import { expect, test } from 'vitest';
import { nearest } from './nearest.js';

test.each([
  ['sending@2026-6', ['sending@2026-06', 'openapi'], 'sending@2026-06'],
  ['OpenAPI', ['sending@2026-06', 'openapi'], 'openapi'],
  ['env-1', ['HDR-01', 'ENV-01'], 'ENV-01'],
  ['anything', [], null],
])('the nearest to %s of %j is %s', (name, candidates, want) => {
  expect(nearest(name, candidates)).toBe(want);
});
