import { expect, test } from 'vitest';
import { documentOf, exploring, reply, serving } from '../../../test/support/exploration.js';

const made = (name: string) => () => ({ value: { path: { [name]: 'made-up' } } });

async function pathsAsked(document: object, cases: Parameters<typeof exploring>[1]['cases'] = {}) {
  const target = await serving(document, ({ url }, response) =>
    reply(response, 200, url === '/boards' ? [] : [{ projectId: 'p1', id: 'i1' }]),
  );
  const run = await exploring(target, { cases, exploration: { runs: 3 }, only: ['GEN-01'] });
  return new Set(run.requests.map(({ line }) => line));
}

test('a parameter takes what its namesake in the path of a collection takes', async () => {
  const document = documentOf({
    'GET /boards': {},
    'GET /boards/{projectId}': {},
    'GET /projects': {},
    'GET /projects/{projectId}': {},
  });
  const cases = {
    'GET /boards': () => ({ value: {} }),
    'GET /boards/{projectId}': made('projectId'),
    'GET /projects': () => ({ value: {} }),
    'GET /projects/{projectId}': made('projectId'),
  };
  expect(await pathsAsked(document, cases)).toContain('GET /boards/p1');
});

test('a name that means another thing in every path stays as it was made up', async () => {
  const document = documentOf({ 'GET /boards/{id}': {}, 'GET /projects': {}, 'GET /projects/{id}': {} });
  const cases = {
    'GET /boards/{id}': made('id'),
    'GET /projects': () => ({ value: {} }),
    'GET /projects/{id}': made('id'),
  };
  const asked = await pathsAsked(document, cases);
  expect(asked).toContain('GET /projects/i1');
  expect(asked).not.toContain('GET /boards/i1');
});

test('what was there before is put into no request that changes something', async () => {
  const document = documentOf({ 'PUT /boards/{projectId}': {}, 'GET /projects': {}, 'GET /projects/{projectId}': {} });
  const cases = { 'PUT /boards/{projectId}': made('projectId'), 'GET /projects': () => ({ value: {} }) };
  expect(await pathsAsked(document, cases)).not.toContain('PUT /boards/p1');
});
