import { expect, test } from 'vitest';
import { findProfile } from '../../requirements/profiles/index.js';
import { bodyOf, documentOf, exploring, reply, serving } from '../../../test/support/exploration.js';

const pets = documentOf({
  'GET /pets': {},
  'POST /pets': { responses: { '201': { description: 'made' } } },
  'GET /pets/{petId}': {},
  'DELETE /pets/{petId}': { responses: { '204': { description: 'gone' }, '404': { description: 'x' } } },
});

/** Keeps pets; ids follow from names, so that they do not depend on the order of requests. */
function petShop(log: string[] = []) {
  const kept = new Map<string, unknown>();
  const start = () =>
    serving(pets, (request, response) => {
      log.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const id = /^\/pets\/([^/?]+)/.exec(request.url ?? '')?.[1];
      const documented = id === undefined ? ['GET', 'POST', 'HEAD'] : ['GET', 'DELETE', 'HEAD'];
      if (!documented.includes(request.method ?? '')) {
        response.writeHead(405, { Allow: documented.join(', ') }).end();
      } else if (request.method === 'POST') {
        void bodyOf(request).then((body) => {
          const { name } = JSON.parse(body) as { name: string };
          kept.set(`id-${name}`, { id: `id-${name}`, name });
          reply(response, 201, { id: `id-${name}`, name });
        });
      } else if (id === undefined) reply(response, 200, [...kept.values()].slice(0, 3));
      else if (!kept.has(id)) reply(response, 404, { error: 'no such pet' });
      else if (request.method === 'DELETE') {
        kept.delete(id);
        reply(response, 204);
      } else reply(response, 200, kept.get(id));
    });
  return { kept, start };
}

const petCases = {
  'GET /pets': (index: number) => ({ value: { query: { page: index } } }),
  'POST /pets': (index: number, seed: number) => ({ value: { body: { name: `n${seed}-${index}` } } }),
  'GET /pets/{petId}': (index: number) => ({ value: { path: { petId: `unknown${index}` } } }),
  'DELETE /pets/{petId}': (index: number) => ({ value: { path: { petId: `unknown${index}` } } }),
};

test('the cases of all operations are sent, with ids that the target gave', async () => {
  const shop = petShop();
  const { requests, exploration, footer } = await exploring(await shop.start(), {
    cases: petCases,
    exploration: { runs: 20 },
  });
  expect(footer.incomplete).toBeNull();
  expect(exploration?.operations.map(({ state, cases }) => [state, cases])).toEqual(Array(4).fill(['explored', 20]));
  const reads = requests.filter(({ id }) => /^GET \/pets\/\{petId\}#\d+$/.test(id));
  expect(reads).toHaveLength(20);
  expect(reads.filter(({ status }) => status === 200).length).toBeGreaterThan(12);
});

test('nothing that was created is left', async () => {
  const shop = petShop();
  const { exploration } = await exploring(await shop.start(), { cases: petCases, exploration: { runs: 40 } });
  expect([...shop.kept.keys()]).toEqual([]);
  expect(exploration?.leftBehind).toEqual([]);
});

test('the same seed makes the same requests, whatever the concurrency', async () => {
  const lines = async (concurrency: number, seed: number) => {
    const shop = petShop();
    const run = await exploring(await shop.start(), { cases: petCases, exploration: { runs: 30 }, concurrency, seed });
    return run.requests.map(({ id, line }) => `${id} ${line}`).sort();
  };
  const one = await lines(1, 7);
  expect(one.length).toBeGreaterThan(150);
  expect(await lines(16, 7)).toEqual(one);
  expect(await lines(16, 8)).not.toEqual(one);
});

test('an operation that no requirement in scope speaks of is told as such, and may still be the canary', async () => {
  const document = documentOf({ 'GET /up': {}, 'POST /emails/send': {}, 'DELETE /emails/send': {} });
  const target = await serving(document, (_, response) => reply(response, 200, {}));
  const run = await exploring(target, {
    profile: findProfile('sending@2026-06'),
    principals: { sender: { name: 'KEY', value: 'secret' } },
    only: ['SEND-06'],
    budget: { maxRequests: 1000, maxMessages: 10, maxTimeMs: 60_000, rate: null },
    cases: { 'GET /up': () => ({ value: {} }), 'POST /emails/send': () => ({ value: { body: {} } }) },
    exploration: { exclude: ['DELETE /emails/send'] },
  });
  expect(run.plan.exploration?.operations.map(({ decision, cases }) => [decision, cases])).toEqual([
    ['unasked', 0],
    ['explore', 10],
    ['skip', 0],
  ]);
  expect(run.exploration?.operations.map(({ state }) => state)).toEqual(['unasked', 'explored', 'not-explored']);
  expect(run.exploration?.canary).toBe('GET /up');
});
