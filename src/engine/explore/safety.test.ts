import { expect, test } from 'vitest';
import { bodyOf, documentOf, exploring, reply, serving } from '../../../test/support/exploration.js';
import { forgetfulLog } from '../../http/created-log.js';

const things = documentOf({
  'GET /things': { tags: ['reading'] },
  'POST /things': { operationId: 'make' },
  'GET /things/{thingId}': { tags: ['reading'] },
  'PUT /things/{thingId}': {},
  'DELETE /things/{thingId}': {},
});
const any = (index: number) => ({ value: { path: { thingId: `made-up-${index}` }, query: { index } } });
const posted = (index: number) => ({ value: { body: { index } } });
const cases = {
  'GET /things': any,
  'POST /things': posted,
  'GET /things/{thingId}': any,
  'PUT /things/{thingId}': any,
  'DELETE /things/{thingId}': any,
};

/** Lists things that were there before and takes whatever is sent. */
function thingServer(log: string[] = []): Promise<string> {
  let made = 0;
  return serving(things, (request, response) => {
    log.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (request.method === 'POST') reply(response, 201, { id: `new-${(made += 1)}` });
    else if (request.url?.startsWith('/things?')) reply(response, 200, [{ id: 'old-1' }, { id: 'old-2' }]);
    else reply(response, 200, {});
  });
}

const methodsOf = (lines: readonly { readonly line: string }[]) =>
  [...new Set(lines.map(({ line }) => line.split(' ', 1)[0]))].toSorted();

test('in safe and smoke mode only GET and HEAD are sent', async () => {
  for (const mode of ['safe', 'smoke'] as const) {
    const run = await exploring(await thingServer(), { cases, mode });
    expect(methodsOf(run.requests)).toEqual(['GET', 'HEAD']);
    expect(run.plan.exploration?.operations.filter(({ decision }) => decision === 'skip')).toEqual(
      ['POST /things', 'PUT /things/{thingId}', 'DELETE /things/{thingId}'].map((operation) => ({
        operation,
        decision: 'skip',
        reason: `${operation.split(' ', 1)[0] ?? ''} needs mode full (this run is ${mode}), or the setting allowMethods`,
        cases: 0,
      })),
    );
  }
});

test('a method that the owner of the target allows is sent in safe mode, and no undocumented one is tried', async () => {
  const run = await exploring(await thingServer(), { cases, mode: 'safe', exploration: { allowMethods: ['POST'] } });
  // What was created is deleted, though nothing else may be.
  expect(methodsOf(run.requests)).toEqual(['DELETE', 'GET', 'HEAD', 'POST']);
  expect(run.requests.filter(({ line }) => line.startsWith('DELETE') && !line.includes('/new-'))).toEqual([]);
});

test('what was at the target before is read, and never changed', async () => {
  const without = Object.fromEntries(Object.entries(cases).filter(([key]) => key !== 'POST /things'));
  const log: string[] = [];
  await exploring(await thingServer(log), { cases: without, exploration: { runs: 30 } });
  expect(log.some((line) => line.startsWith('GET /things/old-'))).toBe(true);
  expect(log.filter((line) => /^(?:PUT|DELETE|PATCH|POST) \/things\/old-/.test(line))).toEqual([]);
});

test('operations are chosen by key, operationId, tag and path', async () => {
  const explored = async (exploration: object) => {
    const run = await exploring(await thingServer(), { cases, exploration: { runs: 1, ...exploration } });
    return run.plan.exploration?.operations
      .filter(({ decision }) => decision === 'explore')
      .map((each) => each.operation);
  };
  expect(await explored({ include: ['reading', 'make'] })).toEqual([
    'GET /things',
    'POST /things',
    'GET /things/{thingId}',
  ]);
  expect(await explored({ exclude: ['/things/*'] })).toEqual(['GET /things', 'POST /things']);
  expect(await explored({ include: ['* /things'], exclude: ['POST /things'] })).toEqual(['GET /things']);
  await expect(explored({ exclude: ['POST /thing'] })).rejects.toThrow(
    'the document has nothing that POST /thing means',
  );
});

test('what is excluded is sent nothing, not even to try whether it is there or to clean up', async () => {
  const log: string[] = [];
  const exploration = { exclude: ['DELETE /things/{thingId}', 'PUT /things/{thingId}'] };
  const run = await exploring(await thingServer(log), { cases, exploration });
  expect(log.filter((line) => /^(?:PUT|DELETE) \/things\//.test(line))).toEqual([]);
  expect(run.exploration?.leftBehind).toEqual([
    { path: 'POST /things', reason: expect.stringMatching(/^10 created; /) as string },
  ]);
});

test('a small budget makes fewer cases of each operation, and is kept', async () => {
  const budget = { maxRequests: 200, maxMessages: 0, maxTimeMs: 60_000, rate: null };
  const run = await exploring(await thingServer(), { cases, budget, exploration: { runs: 500 } });
  const planned = run.plan.exploration?.operations.map((each) => each.cases) ?? [];
  expect(new Set(planned).size).toBe(1);
  expect(planned[0]).toBeGreaterThan(3);
  expect(run.plan.exploration?.note).toMatch(
    /cases of each operation instead of 500: \d+ requests of the budget are left/,
  );
  expect(run.requests.length).toBeLessThanOrEqual(200);
  expect(run.footer.incomplete).toBeNull();
});

test('the plan is an upper bound of what is sent', async () => {
  const run = await exploring(await thingServer(), { cases, exploration: { runs: 25 } });
  expect(run.requests.length).toBeLessThanOrEqual((run.plan.exploration?.requests ?? 0) + 3);
});

test('without a key, operations that ask for one are not explored', async () => {
  const closed = { ...documentOf({ 'GET /open': { security: [] }, 'GET /closed': {} }), security: [{ key: [] }] };
  const components = { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } };
  const target = await serving({ ...closed, components }, (_, response) => reply(response, 200, {}));
  const run = await exploring(target, { cases: { 'GET /open': any, 'GET /closed': any } });
  expect(run.plan.exploration?.operations.map(({ reason }) => reason)).toEqual([
    null,
    'needs the principal sender (config: principals.sender)',
  ]);
});

test.each([
  [{ type: 'apiKey', in: 'header', name: 'X-Key' }, 'x-key', 'user:secret'],
  [{ type: 'apiKey', in: 'cookie', name: 'session' }, 'cookie', 'session=user:secret'],
  [{ type: 'http', scheme: 'bearer' }, 'authorization', 'Bearer user:secret'],
  [{ type: 'http', scheme: 'basic' }, 'authorization', `Basic ${Buffer.from('user:secret').toString('base64')}`],
  [{ type: 'oauth2', flows: {} }, 'authorization', 'Bearer user:secret'],
  [{ type: 'openIdConnect', openIdConnectUrl: 'https://x.example' }, 'authorization', 'Bearer user:secret'],
])('the key goes where %j wants it, and is left out and replaced once', async (scheme, header, value) => {
  const document = {
    ...documentOf({ 'GET /closed': {} }),
    security: [{ key: [] }],
    components: { securitySchemes: { key: scheme } },
  };
  const seen: (string | undefined)[] = [];
  const target = await serving(document, (request, response) => {
    if (request.method === 'GET') seen.push(request.headers[header]?.toString());
    reply(response, 200, {});
  });
  const principals = { sender: { name: 'KEY', value: 'user:secret' } };
  const run = await exploring(target, { cases: { 'GET /closed': any }, principals, mode: 'safe' });
  expect(seen.filter((each) => each === value).length).toBeGreaterThanOrEqual(10);
  expect(seen.filter((each) => each === undefined)).toHaveLength(1);
  expect(run.outcome('GEN-09')).toBe('failed');
});

test('a key in the query is told from the parameters of the operation', async () => {
  const scheme = { type: 'apiKey', in: 'query', name: 'api key' };
  const document = {
    ...documentOf({ 'GET /closed': {} }),
    security: [{ key: [] }],
    components: { securitySchemes: { key: scheme } },
  };
  const log: string[] = [];
  const target = await serving(document, (request, response) => {
    log.push(request.url ?? '');
    reply(response, 200, {});
  });
  await exploring(target, {
    cases: { 'GET /closed': any },
    principals: { sender: { name: 'KEY', value: 'a&b' } },
    mode: 'safe',
  });
  expect(log).toContain('/closed?index=3&api%20key=a%26b');
  expect(log.some((url) => !url.includes('api%20key'))).toBe(true);
});

test.each([
  ['a whole run', []],
  ['a run of a single case', ['GET /things#0']],
])('what an earlier run left behind is deleted first by %s', async (_, onlyCases) => {
  const log: string[] = [];
  const earlier = {
    creations: [{ path: '/things/left', remove: 'DELETE /things/{thingId}' }],
    unsettled: ['POST /things#3'],
  };
  const created = { ...forgetfulLog(), earlier };
  const run = await exploring(await thingServer(log), { cases, created, exploration: { onlyCases } });
  expect(log.find((line) => !line.startsWith('GET /openapi'))).toBe('DELETE /things/left');
  expect(run.exploration?.tidied).toBe(1);
  expect(run.exploration?.leftBehind).toEqual([
    { path: 'POST /things#3', reason: 'an earlier run ended before it learned what this request created' },
  ]);
});

test('what cannot be deleted is told', async () => {
  let made = 0;
  const target = await serving(things, (request, response) => {
    void bodyOf(request).then(() => {
      if (request.method === 'POST') reply(response, 201, { id: (made += 1) });
      else reply(response, request.method === 'DELETE' ? 409 : 200, {});
    });
  });
  const run = await exploring(target, { cases, exploration: { runs: 3 } });
  expect(run.exploration?.leftBehind).toContainEqual({
    path: '/things/1?index=0',
    reason: 'its deletion was answered 409',
  });
});

/** Keeps what is made; interrupts the run and falls silent at the first request after `most` of it that is meant. */
async function interruptedAt(isMeant: (line: string) => boolean, most: number) {
  const abort = new AbortController();
  const kept = new Set<string>();
  let made = 0;
  const target = await serving(things, (request, response) => {
    const line = `${request.method ?? ''} ${request.url ?? ''}`;
    if (abort.signal.aborted) return;
    if (kept.size >= most && isMeant(line)) {
      abort.abort();
      return;
    }
    const id = /^DELETE \/things\/([^?]+)/.exec(line)?.[1];
    if (request.method === 'POST') kept.add(`new-${(made += 1)}`);
    if (id !== undefined) kept.delete(id);
    if (request.method === 'POST') reply(response, 201, { id: `new-${made}` });
    else reply(response, 200, {});
  });
  const { signal } = abort;
  const run = await exploring(target, { cases, concurrency: 1, signal });
  return { run, kept, target };
}

test('an interrupted run says how much it has left, and which command deletes it', async () => {
  const { run, kept, target } = await interruptedAt((line) => line.startsWith('PUT '), 1);
  expect(run.footer.incomplete).not.toBeNull();
  expect(kept.size).toBeGreaterThan(0);
  expect(run.exploration?.toDelete).toEqual({
    things: kept.size,
    command: `touchstone run ${target} --profile openapi --mode full --seed 7 --runs 10 --case "GET /things#0"`,
  });
  expect(run.exploration?.leftBehind).toHaveLength(kept.size);
});

test('a creation that was not answered is told, for nobody knows what came of it', async () => {
  const { run } = await interruptedAt((line) => line.startsWith('POST '), 2);
  expect(run.exploration?.leftBehind).toContainEqual({
    path: 'POST /things',
    reason: '1 without an answer; whether they created something is not known',
  });
});

test('a run that could clean up has nothing to delete', async () => {
  const run = await exploring(await thingServer(), { cases });
  expect(run.exploration?.toDelete).toBeNull();
});
