import { expect, test } from 'vitest';
import { bodyOf, documentOf, exploring, reply, serving } from '../../../test/support/exploration.js';

test('a method that breaks every path is told of at every one, by its name in the document', async () => {
  const paths = Array.from({ length: 30 }, (_, at) => `/shelves/{shelfId}/row${at}`);
  const document = documentOf(Object.fromEntries(paths.map((path) => [`GET ${path}`, {}])));
  const target = await serving(document, ({ method }, response) => reply(response, method === 'GET' ? 200 : 405, {}));
  const broken = await serving(document, ({ method }, response) => reply(response, method === 'QUERY' ? 500 : 200, {}));
  const cases = Object.fromEntries(
    paths.map((path) => [`GET ${path}`, (index: number) => ({ value: { path: { shelfId: `made-up-${index}` } } })]),
  );
  const asked = { cases, only: ['GEN-01'], exploration: { runs: 1 } };
  expect((await exploring(target, asked)).findings).toEqual([]);
  const { findings } = await exploring(broken, asked);
  expect(findings.map(({ operation }) => operation)).toEqual(paths.map((path) => `QUERY ${path}`));
});

test.each([
  ['DELETE /shelf', true],
  ['POST /shelf', true],
  ['GET /shelf', false],
])('where the document lists no body, %s is tried with one of an unknown type: %s', async (key, isTried) => {
  const document = documentOf({ [key]: {} });
  const target = await serving(document, (request, response) => {
    void bodyOf(request).then((body) => reply(response, body === '' ? 200 : 500, {}));
  });
  const run = await exploring(target, { cases: { [key]: () => ({ value: {} }) }, only: ['GEN-01'] });
  expect(run.findings.map(({ operation, message }) => [operation, message])).toEqual(
    isTried ? [[key, 'A body where the document lists none is answered 500.']] : [],
  );
});

test('where only numbers lead to the operation, it is tried with one', async () => {
  const document = documentOf({ 'DELETE /shelves/{shelfId}': {} });
  const target = await serving(document, ({ url, headers }, response) => {
    const isStrange = headers['content-type'] === 'application/x-unknown';
    reply(response, url === '/shelves/0' && isStrange ? 500 : 404, {});
  });
  const cases = { 'DELETE /shelves/{shelfId}': () => ({ value: { path: { shelfId: 'a' } } }) };
  const run = await exploring(target, { cases, only: ['GEN-01'] });
  expect(run.findings.map(({ operation }) => operation)).toEqual(['DELETE /shelves/{shelfId}']);
});

test('an operation that fails without a body is not tried with one', async () => {
  const document = documentOf({ 'GET /up': {}, 'DELETE /shelf': {} });
  const target = await serving(document, ({ method, url }, response) =>
    reply(response, method === 'DELETE' && url === '/shelf' ? 500 : 200, {}),
  );
  const cases = { 'GET /up': () => ({ value: {} }), 'DELETE /shelf': () => ({ value: {} }) };
  const run = await exploring(target, { cases, only: ['GEN-01'] });
  expect(run.findings.map(({ message }) => message)).toEqual(['A request is answered 500.']);
});

test('no strange body goes where the document lists one, nor where it would create what must be deleted', async () => {
  const content = { 'application/json': {} };
  const document = documentOf({
    'PUT /shelf': { requestBody: { content } },
    'POST /books': {},
    'DELETE /books/{bookId}': {},
  });
  const types: unknown[] = [];
  const target = await serving(document, ({ method, headers }, response) => {
    if (method !== 'DELETE') types.push(headers['content-type']);
    reply(response, 200, { id: 'a' });
  });
  const cases = {
    'PUT /shelf': () => ({ value: {} }),
    'POST /books': () => ({ value: {} }),
    'DELETE /books/{bookId}': () => ({ value: { path: { bookId: 'a' } } }),
  };
  await exploring(target, { cases, only: ['GEN-01'] });
  expect(types).not.toContain('application/x-unknown');
  expect(types.length).toBeGreaterThan(2);
});
