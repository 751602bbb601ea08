import { expect, test } from 'vitest';
import { contextFor, made, target, type Made } from '../../test/support/observation.js';
import type { Observation } from './check.js';
import { standingChecks } from './index.js';

function speaking(seen: Observation): readonly string[] {
  const context = contextFor();
  return standingChecks
    .filter((check) =>
      check.kind === 'invariant' ? check.applies(seen, context) : check.step(check.start(), seen, context).relevant,
    )
    .map(({ requirement }) => requirement);
}

const page: Made = { method: 'GET', status: 404, body: '<h1>Not here</h1>', type: 'text/html' };

test.each([
  'https://api.example.com/emails/send',
  'https://api.example.com/api/v10/x',
  'http://api.example.com/api/v1/x',
])('no standing check judges what answers at %s', (path) => {
  expect(speaking(made({ ...page, path }))).toEqual([]);
});

test.each([target, `${target}/`, `${target}?a=b`, `${target}/nowhere`])('replies at %s are judged', (path) => {
  expect(speaking(made({ ...page, path }))).toContain('HDR-07');
});
