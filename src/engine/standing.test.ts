import { expect, test } from 'vitest';
import { contextFor, made, target, type Made } from '../../test/support/observation.js';
import { standingChecks } from '../checks/index.js';
import { createStandingChecks } from './standing.js';

const page: Made = { method: 'GET', status: 404, body: '<h1>Not here</h1>', type: 'text/html' };

function speaking(path: string): readonly string[] {
  const standing = createStandingChecks(standingChecks, contextFor());
  return standing.judge(made({ ...page, path })).map(({ requirement }) => requirement);
}

test.each([
  'https://api.example.com/emails/send',
  'https://api.example.com/api/v10/x',
  'http://api.example.com/api/v1/x',
])('no standing check judges what answers at %s', (path) => {
  expect(speaking(path)).toEqual([]);
});

test.each([target, `${target}/`, `${target}?a=b`, `${target}/nowhere`])('replies at %s are judged', (path) => {
  expect(speaking(path)).toContain('HDR-07');
});
