import { expect, test } from 'vitest';
import { contextFor, made, target, type Made } from '../../test/support/observation.js';
import { failures, withStatus, type About } from '../checks/about.js';
import type { Fold, Invariant } from '../checks/check.js';
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

const unseen = { outcome: 'not-tested', reason: 'nothing was seen' } as const;
const always = (about: About): Invariant => ({
  kind: 'invariant',
  requirement: 'ENV-01',
  about,
  applies: () => true,
  judge: () => [],
  unseen,
});

test.each<[string, About, boolean]>([
  ['any reply', {}, true],
  ['its status', withStatus(404), true],
  ['failures', failures, true],
  ['another status', withStatus(200, 401), false],
  ['its operation', { operations: ['GET /me', 'POST /emails/send'] }, true],
  ['another operation', { operations: ['GET /me'] }, false],
  ['its status at another operation', { ...failures, operations: ['GET /me'] }, false],
])('a check about %s is shown a 404 or not', (_, about, shown) => {
  const standing = createStandingChecks([always(about)], contextFor());
  const seen = made({ status: 404 });
  expect([standing.judge(seen).length, standing.judge(seen).length]).toEqual(shown ? [1, 1] : [0, 0]);
});

test('a fold goes on where it was with the replies it is about', () => {
  const count: Fold<number> = {
    kind: 'fold',
    requirement: 'ENV-01',
    about: withStatus(200),
    start: () => 0,
    step: (state) => ({ state: state + 1, relevant: state >= 1, violations: [] }),
    unseen,
  };
  const standing = createStandingChecks([count], contextFor());
  const said = [200, 404, 200].map((status) => standing.judge(made({ status })).length);
  expect(said).toEqual([0, 0, 1]);
});
