import { expect, test } from 'vitest';
import { bodyOf, documentOf, exploring, reply, serving } from '../../../test/support/exploration.js';
import type { FakeCase } from '../../../test/support/fake-cases.js';

const echo = documentOf({ 'GET /up': {}, 'POST /echo': {} });

/** A number, and the simpler ones one would try in its place. */
const counting = (number: number): FakeCase => ({
  value: { body: { number, words: 'x'.repeat(number % 7) } },
  smaller: () =>
    [0, Math.floor(number / 2), number - 1].filter((less) => less >= 0 && less < number).map((less) => counting(less)),
});

const echoCases = {
  'GET /up': () => ({ value: {} }),
  'POST /echo': (index: number) => counting(index * 3),
};

/** Fails on every number from a limit on. */
function failingFrom(limit: number): Promise<string> {
  return serving(echo, (request, response) => {
    void bodyOf(request).then((body) => {
      const { number } = JSON.parse(body === '' ? '{}' : body) as { number?: number };
      reply(response, number !== undefined && number >= limit ? 500 : 200, { number: number ?? null });
    });
  });
}

test('a fault is filed once, with the smallest request that shows it and how often it was seen', async () => {
  const run = await exploring(await failingFrom(20), { cases: echoCases, exploration: { runs: 30 }, only: ['GEN-01'] });
  expect(run.findings).toHaveLength(1);
  const [finding] = run.findings;
  expect(finding).toMatchObject({
    requirement: 'GEN-01',
    operation: 'POST /echo',
    case: { id: 'POST /echo#7', broken: null, seed: 7 },
  });
  expect(finding?.case?.command).toMatch(
    /^touchstone run http:\S+ --profile openapi .*--seed 7 .*--case "POST \/echo#7"$/,
  );
  expect(finding?.curl).toContain('"number":20,');
  const shown = run.requests.find(({ id }) => id === finding?.exchanges.at(-1));
  expect(shown?.status).toBe(500);
  const outcome = run.events.find((event) => event.kind === 'outcome' && event.requirement === 'GEN-01');
  expect(outcome).toMatchObject({ outcome: 'failed', occurrences: { [finding?.fingerprint ?? '']: 23 } });
});

test('making a request smaller costs the same requests whatever the concurrency', async () => {
  const ids = async (concurrency: number) => {
    const target = await failingFrom(20);
    const run = await exploring(target, { cases: echoCases, exploration: { runs: 30 }, concurrency });
    return run.requests.map(({ id, line }) => `${id} ${line}`).sort();
  };
  expect(await ids(16)).toEqual(await ids(1));
});

test('a single case is sent with the ones whose ids it needs, and nothing else', async () => {
  const document = documentOf({ 'GET /pets': {}, 'POST /pets': {}, 'GET /pets/{petId}': {}, 'GET /other': {} });
  const target = await serving(document, (request, response) =>
    reply(response, 200, { id: `of-${request.method ?? ''}` }),
  );
  const cases = {
    'GET /pets': () => ({ value: {} }),
    'POST /pets': (index: number) => ({ value: { body: { index } } }),
    'GET /pets/{petId}': () => ({ value: { path: { petId: 'unknown' } } }),
    'GET /other': () => ({ value: {} }),
  };
  const whole = await exploring(target, { cases });
  const line = (run: typeof whole) => run.requests.find(({ id }) => id === 'GET /pets/{petId}#4')?.line;
  const single = await exploring(target, {
    cases,
    exploration: { onlyCases: ['GET /pets/{petId}#4'] },
    mode: 'safe',
    concurrency: 1,
  });
  expect(line(whole)).toBe('GET /pets/of-POST');
  const alone = await exploring(target, { cases, exploration: { onlyCases: ['GET /pets/{petId}#4'] } });
  expect(line(alone)).toBe('GET /pets/of-POST');
  expect(alone.requests.filter(({ id }) => /^[A-Z]+ \S+#\d+$/.test(id)).map(({ id }) => id)).toEqual([
    expect.stringMatching(/^POST \/pets#\d+$/),
    'GET /pets/{petId}#4',
  ]);
  // What may not create takes what it finds.
  expect(line(single)).toBe('GET /pets/of-GET');
});

test('an operation that answers 404 to everything is told once as not implemented, and of nothing else', async () => {
  const document = documentOf({ 'GET /up': {}, 'GET /later': { responses: { '200': { description: 'x' } } } });
  const target = await serving(document, (request, response) =>
    request.url === '/up' ? reply(response, 200, {}) : reply(response, 404, { nothing: true }),
  );
  const cases = {
    'GET /up': () => ({ value: {} }),
    'GET /later': (index: number) => ({ value: { query: { index } } }),
  };
  const run = await exploring(target, { cases });
  expect(run.exploration?.operations.map(({ operation, state }) => [operation, state])).toEqual([
    ['GET /up', 'explored'],
    ['GET /later', 'not-implemented'],
  ]);
  expect(
    run.findings.filter(({ operation }) => operation === 'GET /later').map(({ requirement }) => requirement),
  ).toEqual(['GEN-22']);
});

test('what is declared as a fault of the environment is counted and not filed', async () => {
  const excuses = [{ operation: 'POST /echo', status: 500, given: null, reason: 'there is no network here' }];
  const asked = { cases: echoCases, only: ['GEN-01'] };
  const run = await exploring(await failingFrom(1), { ...asked, exploration: { runs: 10, excuses } });
  expect(run.findings).toEqual([]);
  expect(run.exploration?.excused).toEqual([{ operation: 'POST /echo', reason: 'there is no network here', count: 9 }]);
  const other = [{ ...excuses[0]!, status: 502 }];
  expect(
    (await exploring(await failingFrom(1), { ...asked, exploration: { runs: 10, excuses: other } })).findings,
  ).toHaveLength(1);
});

test('an excuse for requests that hold something leaves the same fault of the others', async () => {
  const target = await failingFrom(1);
  const cases = {
    'GET /up': () => ({ value: {} }),
    'POST /echo': (index: number) => ({ value: { body: { number: index, ...(index < 4 ? { address: 'x' } : {}) } } }),
  };
  const excuses = [{ operation: 'POST /echo', status: 500, given: '/body/address', reason: 'no network' }];
  const run = await exploring(target, { cases, only: ['GEN-01'], exploration: { runs: 10, excuses } });
  expect(run.exploration?.excused).toEqual([{ operation: 'POST /echo', reason: 'no network', count: 3 }]);
  expect(run.findings.map(({ case: shown }) => shown?.id)).toEqual(['POST /echo#4']);
});

test('a request that poisons the target is found by the canary, and the failures after it are not filed one by one', async () => {
  const document = documentOf({ 'GET /up': {}, 'GET /a': {}, 'GET /b': {}, 'POST /maintenance': {} });
  let poisoned = false;
  const target = await serving(document, (request, response) => {
    if (request.url === '/maintenance') poisoned = true;
    reply(response, poisoned ? 500 : 200, {});
  });
  const get = (index: number) => ({ value: { query: { index } } });
  const cases = { 'GET /up': get, 'GET /a': get, 'GET /b': get, 'POST /maintenance': () => ({ value: {} }) };
  const run = await exploring(target, { cases, exploration: { runs: 200 }, only: ['GEN-01', 'GEN-21'] });
  expect(run.findings.map(({ requirement }) => requirement)).toEqual(['GEN-21']);
  expect(run.findings[0]?.actual).toMatch(/sent since: .*POST \/maintenance#0/);
  expect(run.exploration?.stopped).toMatch(/^GET \/up, answered 200 before, is answered 500 since .*#/);
  expect(run.outcome('GEN-01')).toBe('blocked');
  expect(run.requests.length).toBeLessThan(500);
});

test('a target that dies ends the exploration: what is left is blocked, not violated', async () => {
  let answered = 0;
  const target = await serving(echo, (request, response) => {
    answered += 1;
    if (answered > 40) request.socket.destroy();
    else reply(response, 200, {});
  });
  const run = await exploring(target, { cases: echoCases, exploration: { runs: 300 } });
  expect(run.findings).toEqual([]);
  expect(run.exploration?.stopped).toMatch(/^the target does not answer any more/);
  expect(run.outcome('GEN-01')).toBe('blocked');
  expect(run.requests.length).toBeLessThan(200);
});

test('a target that asks to wait is waited for, and not accused', async () => {
  let sent = 0;
  const target = await serving(echo, (_, response) => {
    sent += 1;
    if (sent % 40 !== 0) reply(response, 200, {});
    else response.writeHead(429, { 'Retry-After': '1' }).end();
  });
  const run = await exploring(target, { cases: echoCases, exploration: { runs: 40 }, only: ['GEN-01', 'GEN-02'] });
  expect(run.findings).toEqual([]);
  expect(run.exploration?.operations.map(({ cases }) => cases)).toEqual([40, 40]);
});

test('what was found is filed when the user ends the run', async () => {
  const end = new AbortController();
  let sent = 0;
  const target = await serving(echo, (request, response) => {
    sent += 1;
    if (sent === 100) end.abort();
    reply(response, request.method === 'POST' ? 500 : 200, {});
  });
  const run = await exploring(target, { cases: echoCases, exploration: { runs: 1000 }, signal: end.signal });
  expect(run.footer).toMatchObject({ incomplete: 'interrupted', exitCode: 4 });
  expect(run.findings.map(({ requirement }) => requirement)).toContain('GEN-01');
  expect(run.requests.length).toBeLessThan(150);
});
