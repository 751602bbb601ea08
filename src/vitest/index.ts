import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { cacheHomeOf } from '../config/cache-home.js';
import type { Config } from '../config/config.js';
import { loadConfig } from '../config/load.js';
import { resolveConfig } from '../config/resolve.js';
import type { ResolvedConfig } from '../config/resolved.js';
import type { FindingResult, RequirementResult, RunResults } from '../report/results.js';
import { areas, requirements } from '../requirements/index.js';
import type { Requirement } from '../requirements/requirement.js';
import { runSession } from '../session.js';
import { readVersion } from '../version.js';

export interface ConformanceOptions {
  /** What would stand in `touchstone.config.*`. Default: the file of that name in `cwd`, if there is one. */
  readonly config?: Config;
  /** Usually `process.env`: secrets are read from it, and `TOUCHSTONE_*` overrides the configuration. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute folder that relative paths start from. */
  readonly cwd: string;
  /** Longest the whole run may take, in milliseconds. Default: ten minutes. */
  readonly timeoutMs?: number;
}

/**
 * Registers the requirements as vitest tests: one suite per area, one test per requirement, each with the outcome and
 * the evidence of one shared run. A test fails when its requirement is violated, blocked or broken, it is skipped with
 * the reason when it is not applicable or not tested, and a warning becomes an annotation, as does what else had a hand in
 * what was found.
 * Only the requirements that vitest's own filter leaves are tested.
 */
export function conformance(options: ConformanceOptions): void {
  const state: { results: RunResults | null } = { results: null };
  describe('conformance', () => {
    const abort = new AbortController();
    beforeAll(async ({}, suite) => {
      const config = narrowed(await configure(options), chosenIds(suite));
      const deps = { toolVersion: readVersion(), onEvent: () => undefined, signal: abort.signal };
      state.results = (await runSession(config, deps)).results;
    }, options.timeoutMs ?? 600_000);
    afterAll(() => abort.abort());
    for (const { code, title } of areas) {
      describe(`${code} ${title}`, () => {
        for (const requirement of requirements.filter(({ area }) => area === code)) register(requirement, state);
      });
    }
  });
}

function configure({ config, environment, cwd }: ConformanceOptions): Promise<ResolvedConfig> | ResolvedConfig {
  const cacheHome = cacheHomeOf(environment);
  const input = { flags: {}, environment, cwd, cacheHome, dryRun: false, freshSeed: randomInt(2 ** 32) };
  if (config === undefined) return loadConfig({ ...input, path: environment['TOUCHSTONE_CONFIG'] ?? null });
  const file = { path: 'conformance()', folder: cwd, value: config };
  return resolveConfig({ ...input, file, readText: (path) => readFileSync(path, 'utf8') });
}

/** Without a filter the configuration's own choice stands. */
function narrowed(config: ResolvedConfig, ids: readonly string[]): ResolvedConfig {
  return ids.length === requirements.length ? config : { ...config, only: ids };
}

function register({ id, title }: Requirement, state: { readonly results: RunResults | null }): void {
  test(`${id} ${title}`, async (context) => {
    const row = state.results?.requirements.find((one) => one.id === id);
    if (!row || !state.results) throw new Error(`the run says nothing of ${id}`);
    for (const notice of isAtOdds(row) ? state.results.notices : []) await context.annotate(notice, 'warning');
    await show(row, context);
  });
}

/** Another run with the same key may be what is found here. */
function isAtOdds({ outcome }: RequirementResult): boolean {
  return ['failed', 'warned', 'waived', 'blocked', 'error'].includes(outcome);
}

/** Turns an outcome into what vitest knows: a pass, a failure with the evidence, a skip with the reason. */
async function show(row: RequirementResult, context: TestContext): Promise<void> {
  const reason = row.reason ?? row.outcome;
  switch (row.outcome) {
    case 'passed':
      return;
    case 'warned':
    case 'waived':
      for (const finding of row.findings) await context.annotate(describeFinding(row, finding), row.outcome);
      return;
    case 'not-applicable':
    case 'not-tested':
      context.skip(`${row.outcome}: ${reason}`);
      return;
    case 'failed':
    case 'blocked':
    case 'error': {
      const evidence = row.findings.map((finding) => describeFinding(row, finding)).join('\n\n');
      expect.fail(evidence === '' ? `${row.outcome}: ${reason}` : evidence);
    }
  }
}

function describeFinding({ statement }: RequirementResult, finding: FindingResult): string {
  const times = finding.count > 1 ? ` (${finding.count} times)` : '';
  return [
    `${finding.operation}: ${finding.message}${times}`,
    `requirement: ${statement}`,
    `expected: ${finding.expected}`,
    `actual: ${finding.actual}`,
    ...(finding.curl === null ? [] : [finding.curl]),
  ].join('\n');
}

interface Task {
  readonly type: string;
  readonly mode: string;
  readonly name: string;
  readonly tasks?: readonly Task[];
}

/** Ids of the tests that the filter of this vitest run leaves. */
function chosenIds(task: Task): readonly string[] {
  if (task.type === 'test') return task.mode === 'run' ? [task.name.split(' ', 1)[0] ?? ''] : [];
  return (task.tasks ?? []).flatMap(chosenIds);
}
