import { expect, test } from 'vitest';
import type { RunResults } from '../../src/report/results.js';
import { resultsOf } from '../support/embedded-run.js';
import { genericDefects } from './defects.js';
import { refuse } from './http-messages.js';
import { libraryToken, openLibrary, type Library } from './library.js';
import { serve } from './serve.js';

/** Explores a library as any API is. */
async function explore(library: Library): Promise<RunResults['requirements']> {
  const server = await serve(library);
  try {
    const { requirements } = await resultsOf({
      target: server.url,
      profile: 'openapi',
      mode: 'full',
      runs: 60,
      principals: { sender: { value: libraryToken } },
    });
    return requirements;
  } finally {
    await server.close();
  }
}

/** What was found, a line each. */
function told(requirements: RunResults['requirements']): string {
  const lines = requirements.flatMap(({ id, findings }) =>
    findings.map(
      ({ operation, message, expected, actual }) => `${id} ${operation}: ${message} ${expected} / ${actual}`,
    ),
  );
  return lines.join('\n');
}

test('exploration shows every requirement on a sound server, and finds nothing', async () => {
  const requirements = await explore(openLibrary());
  expect(told(requirements)).toBe('');
  const general = requirements.filter(({ id }) => id.startsWith('GEN-'));
  expect(general.filter(({ outcome }) => outcome !== 'passed').map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(
    [],
  );
});

test.each(genericDefects)('exploration finds $id and nothing else', async (defect) => {
  const requirements = await explore(defect.apply(openLibrary()));
  const red = requirements.filter(({ findings }) => findings.length > 0).map(({ id }) => id);
  expect(red.toSorted(), told(requirements)).toEqual([defect.requirement, ...defect.companions].toSorted());
});

test('a refusal that valid requests get, too, is not held against its words', async () => {
  const { document, handle } = openLibrary();
  const closed: Library = {
    document,
    handle: (asked) => (asked.method === 'POST' ? refuse(422, 'No more today') : handle(asked)),
  };
  const told = (await explore(closed)).filter(({ id }) => id === 'GEN-08');
  expect(told.map(({ outcome, findings }) => ({ outcome, findings }))).toEqual([{ outcome: 'passed', findings: [] }]);
});

test('a refusal that is gone with the state it was about is not held against its words', async () => {
  const { document, handle } = openLibrary();
  let asked = 0;
  const busy: Library = {
    document,
    handle: (request) => {
      const adds = request.method === 'POST' && request.path === '/books';
      if (adds) asked += 1;
      // As many as there are generated requests of an operation: then the state is another one.
      return adds && asked <= 60 ? refuse(422, 'There is one already') : handle(request);
    },
  };
  const wordless = (await explore(busy)).filter(({ id }) => id === 'GEN-08');
  expect(wordless.map(({ outcome, findings }) => ({ outcome, findings }))).toEqual([
    { outcome: 'passed', findings: [] },
  ]);
});
