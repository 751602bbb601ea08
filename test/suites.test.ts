import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVitest, type TestCase } from 'vitest/node';
import { startGateway } from '../src/gateway/gateway.js';
import type { RunningGateway } from '../src/gateway/options.js';
import { enterKeyRegister } from '../src/neighbours/key-register.js';
import { thisProcess } from '../src/neighbours/this-process.js';
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

/** Runs the suite file under vitest as `npm run suites` does; its tests by the id of their requirement. */
async function viaVitest(testNamePattern = ''): Promise<ReadonlyMap<string, TestCase>> {
  const configFile = join(folder, 'touchstone.config.json');
  await writeFile(configFile, JSON.stringify({ ...configOf(gateway), reports: join(folder, 'vitest') }));
  const vitest = await createVitest('test', {
    root,
    config: join(root, 'vitest.suites.config.ts'),
    watch: false,
    testNamePattern,
    reporters: [{}],
    env: { TOUCHSTONE_CONFIG: configFile, XDG_CACHE_HOME: folder },
  });
  try {
    const { testModules } = await vitest.start();
    const tests = testModules.flatMap((module) => [...module.children.allTests()]);
    return new Map(tests.map((one) => [one.name.split(' ', 1)[0] ?? '', one]));
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
  const tests = await viaVitest();
  const want = results.requirements.map(({ id, outcome }) => [id, stateOf[outcome]]);
  expect(results.summary.failed).toBeGreaterThan(0);
  expect([...tests].map(([id, one]) => [id, one.result().state])).toEqual(want);
  const copy = JSON.parse(await readFile(join(folder, 'vitest', 'results.json'), 'utf8')) as RunResults;
  expect(copy.requirements.map(({ id, outcome }) => [id, outcome])).toEqual(
    results.requirements.map(({ id, outcome }) => [id, outcome]),
  );
});

test('vitest tells of another run with one of the keys where something is at odds', async () => {
  const use = { runId: 'run-other', target: gateway.url, keys: { any: gateway.keys.sender } };
  const register = await enterKeyRegister(
    join(folder, 'touchstone', 'runs'),
    { ...use, startedAt: Date.now(), maxTimeMs: 600_000 },
    { ...thisProcess, host: 'another' },
  );
  try {
    const tests = await viaVitest('AUTH-03|ENV-01');
    const told = [...tests].filter(([, one]) =>
      one.annotations().some(({ message }) => /^Another run used the key of sender .* run-other/.test(message)),
    );
    const failed = [...tests].filter(([, one]) => one.result().state === 'failed');
    expect(failed.map(([id]) => id)).toEqual(['AUTH-03']);
    expect(told).toEqual(failed);
    expect(tests.get('ENV-01')?.result().state).toBe('passed');
  } finally {
    register.leave();
  }
});
