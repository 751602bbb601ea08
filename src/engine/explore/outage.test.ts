import { expect, test } from 'vitest';
import { documentOf, exploring, reply, serving } from '../../../test/support/exploration.js';

const writes = ['PUT /a', 'PUT /b', 'PUT /c', 'PUT /closing'];
const document = documentOf({ 'GET /up': {}, ...Object.fromEntries(writes.map((key) => [key, {}])) });
const cases = {
  'GET /up': () => ({ value: {} }),
  ...Object.fromEntries(writes.map((key) => [key, (index: number) => ({ value: { body: { index } } })])),
};

/** Answers everything but what `isOut` says. */
function serve(isOut: (line: string) => boolean): Promise<string> {
  return serving(document, (request, response) => {
    const out = isOut(`${request.method ?? ''} ${request.url ?? ''}`);
    reply(response, out ? 503 : 200, { title: 'Closed' });
  });
}

/** Is closed for writing from the second `PUT /closing` on. */
function shop(): Promise<string> {
  let asked = 0;
  return serve((line) => {
    if (asked > 1 && line.startsWith('PUT')) return true;
    if (line === 'PUT /closing') asked += 1;
    return false;
  });
}

/** Answers one operation once and never again. */
function weary(): Promise<string> {
  let asked = 0;
  return serve((line) => line === 'PUT /b' && (asked += 1) > 1);
}

const settings = { cases, exploration: { runs: 4 }, only: ['GEN-01', 'GEN-21'], concurrency: 1 };

test('a target that goes out of service is told of once, with the request before it', async () => {
  const { findings } = await exploring(await shop(), settings);
  expect(findings.map(({ requirement, message }) => `${requirement} ${message}`)).toEqual([
    'GEN-21 After it the target answers 503 to what it answered before.',
  ]);
  expect(findings[0]?.actual).toMatch(/sent in between: PUT \S+\/closing/);
});

test('an operation that alone answers 503 is at fault itself', async () => {
  const { findings } = await exploring(await weary(), settings);
  expect(findings.map(({ requirement, operation }) => `${requirement} ${operation}`)).toEqual(['GEN-01 PUT /b']);
}, 60_000);
