import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import type { ResolvedConfig } from '../config/resolved.js';
import type { FindingResult, RequirementResult, RunResults } from '../report/results.js';
import { areas, requirements } from '../requirements/index.js';
import type { Requirement } from '../requirements/requirement.js';
import { runSession } from '../session.js';

export interface ConformanceOptions {
  /** Resolved configuration, e.g. from `resolveConfig`. */
  readonly config: ResolvedConfig;
  readonly toolVersion: string;
  /** Longest the whole run may take, in milliseconds. Default: ten minutes. */
  readonly timeoutMs?: number;
}

/**
 * Registers the requirements as vitest tests: one suite per area, one test per requirement, each with the outcome and
 * the evidence of one shared run. A test fails when its requirement is violated, blocked or broken, it is skipped with
 * the reason when it is not applicable or not tested, and a warning becomes an annotation.
 * Only the requirements that vitest's own filter leaves are tested.
 */
export function conformance(options: ConformanceOptions): void {
  const state: { results: RunResults | null } = { results: null };
  describe('conformance', () => {
    const abort = new AbortController();
    beforeAll(async (_context, suite) => {
      const ids = chosenIds(suite);
      const all = ids.length === requirements.length;
      const config = all ? options.config : { ...options.config, only: ids };
      const deps = { toolVersion: options.toolVersion, onEvent: () => undefined, signal: abort.signal };
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

function register({ id, title }: Requirement, state: { readonly results: RunResults | null }): void {
  test(`${id} ${title}`, async (context) => {
    const row = state.results?.requirements.find((one) => one.id === id);
    if (!row) throw new Error(`the run says nothing of ${id}`);
    await show(row, context);
  });
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
