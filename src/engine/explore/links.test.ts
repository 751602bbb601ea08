import { expect, test } from 'vitest';
import { documentOf, exploring, reply, serving } from '../../../test/support/exploration.js';

const link = (operation: object) => ({
  responses: { '200': { description: 'x', content: { 'application/json': {} }, links: { next: operation } } },
});
const any = () => ({ value: { path: { key: 'made-up' }, body: {} } });

/** Answers every request with the same things in body and header. */
function serve(document: object): Promise<string> {
  return serving(document, (request, response) => {
    response.setHeader('X-Receipt', 'from-header');
    reply(response, 200, { ticket: { key: 'from-body' }, asked: request.url });
  });
}

const pathsOf = (run: { requests: readonly { id: string; line: string }[] }, operation: string) =>
  new Set(run.requests.filter(({ id }) => new RegExp(`^${operation}#\\d+$`).test(id)).map(({ line }) => line));

test.each([
  [
    'its operationId and a member of the body',
    { operationId: 'read', parameters: { key: '$response.body#/ticket/key' } },
    'from-body',
  ],
  [
    'a pointer and a header',
    { operationRef: '#/paths/~1orders~1{key}/get', parameters: { 'path.key': '$response.header.X-Receipt' } },
    'from-header',
  ],
])('a declared link by %s feeds the operation it leads to', async (_, operation, id) => {
  const document = documentOf({ 'POST /checkout': link(operation), 'GET /orders/{key}': { operationId: 'read' } });
  const cases = { 'POST /checkout': any, 'GET /orders/{key}': any };
  const run = await exploring(await serve(document), { cases });
  expect(pathsOf(run, 'GET /orders/\\{key\\}')).toEqual(new Set([`GET /orders/${id}`, 'GET /orders/made-up']));
});

test('links that lead in a circle make nobody wait for ever', async () => {
  const to = (operationId: string) => link({ operationId, parameters: { key: '$response.body#/ticket/key' } });
  const document = documentOf({
    'GET /a/{key}': { operationId: 'a', ...to('b') },
    'GET /b/{key}': { operationId: 'b', ...to('c') },
    'GET /c/{key}': { operationId: 'c', ...to('a') },
  });
  const cases = { 'GET /a/{key}': any, 'GET /b/{key}': any, 'GET /c/{key}': any };
  const run = await exploring(await serve(document), { cases });
  expect(run.exploration?.operations.map((each) => each.cases)).toEqual([10, 10, 10]);
  expect(pathsOf(run, 'GET /b/\\{key\\}')).toContain('GET /b/from-body');
});
