import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVitest } from 'vitest/node';
import { startGateway } from '../src/gateway/gateway.js';
import type { RunningGateway } from '../src/gateway/options.js';
import type { RunResults } from '../src/report/results.js';
import { configOf, resultsOf } from './support/embedded-run.js';

const root = join(import.meta.dirname, '..');

const defects = ['AUTH-03'];
let gateway: RunningGateway;
let folder: string;

beforeAll(async () => {
  gateway = await startGateway({ defects });
  folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
});

afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

/** Runs the suite file under vitest as `npm run suites` does and reads each test's state. */
async function viaVitest(): Promise<ReadonlyMap<string, string>> {
  const configFile = join(folder, 'touchstone.config.json');
  await writeFile(configFile, JSON.stringify({ ...configOf(gateway), reports: join(folder, 'vitest') }));
  const vitest = await createVitest('test', {
    root,
    config: join(root, 'vitest.suites.config.ts'),
    watch: false,
    reporters: [{}],
    env: { TOUCHSTONE_CONFIG: configFile },
  });
  try {
    const { testModules } = await vitest.start();
    const states = new Map<string, string>();
    for (const module of testModules) {
      for (const one of module.children.allTests()) states.set(one.name.split(' ', 1)[0] ?? '', one.result().state);
    }
    return states;
  } finally {
    await vitest.close();
  }
}

const stateOf: Readonly<Record<string, string>> = {
  passed: 'passed',
  warned: 'passed',
  waived: 'passed',
  failed: 'failed',
  blocked: 'failed',
  error: 'failed',
  'not-applicable': 'skipped',
  'not-tested': 'skipped',
};

test('vitest gives every requirement the outcome that a run gives it', async () => {
  const results = await resultsOf(configOf(gateway));
  const states = await viaVitest();
  const want = results.requirements.map(({ id, outcome }) => [id, stateOf[outcome]]);
  expect(results.summary.failed).toBeGreaterThan(0);
  expect([...states]).toEqual(want);
  const copy = JSON.parse(await readFile(join(folder, 'vitest', 'results.json'), 'utf8')) as RunResults;
  expect(copy.requirements.map(({ id, outcome }) => [id, outcome])).toEqual(
    results.requirements.map(({ id, outcome }) => [id, outcome]),
  );
});
