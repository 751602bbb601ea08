import type { ApiModel, ApiOperation } from '../../contract/model.js';
import { mailEndpoint } from '../../http/mail-meter.js';
import { UsageError } from '../../errors.js';
import type { PlannedExploration, PlannedOperation } from '../events.js';
import type { ExplorationOptions, RunOptions } from '../options.js';
import { allows } from '../outcome.js';
import type { Oracle } from '../../checks/oracle.js';
import { canaryEvery } from './canary.js';
import { readCaseId, type CaseName } from './case-id.js';
import { accessOf } from './credentials.js';
import { mostProbes } from './probes.js';
import { means } from './select.js';

/** What the budget leaves when the scenarios have had their share. */
export interface Leftover {
  readonly requests: number;
  readonly messages: number;
}

/** What there is to show, and with what. */
export interface Means {
  readonly left: Leftover;
  /** Oracles of the requirements in scope. */
  readonly oracles: readonly Oracle[];
}

/** What becomes of an operation, whatever the budget. */
interface Standing extends Pick<PlannedOperation, 'decision' | 'reason'> {
  readonly operation: ApiOperation;
}

/**
 * Decides which operations are explored and with how many cases. Where the budget does not allow for all that is asked
 * for, every operation has the same share of it.
 * @throws UsageError when a selection or `--case` names nothing.
 */
export function planExploration(
  options: RunOptions,
  model: ApiModel,
  { left, oracles }: Means,
): PlannedExploration | null {
  const { exploration } = options;
  if (exploration === null || exploration.runs === 0) return null;
  const isAsked = ({ key }: ApiOperation) =>
    oracles.some(({ operation }) => operation === undefined || operation === key);
  const operations = [...model.operations.values()];
  refuseUnknown(exploration, operations);
  const wanted = casesNamed(exploration, model);
  const standings = operations.map((operation): Standing => {
    if (wanted.length > 0 && !wanted.some((name) => name.operation === operation.key)) {
      return { operation, decision: 'skip', reason: 'another case is asked for (--case)' };
    }
    const obstacle = obstacleTo(operation, options, model);
    if (obstacle !== null) return { operation, decision: 'skip', reason: obstacle };
    return isAsked(operation)
      ? { operation, decision: 'explore', reason: null }
      : { operation, decision: 'unasked', reason: 'no requirement in scope speaks of generated requests to it' };
  });
  const explored = standings.filter(({ decision }) => decision === 'explore').map(({ operation }) => operation);
  const runs = wanted.length === 0 ? affordable(explored, exploration.runs, left.requests) : wanted.length;
  const cases = runs * explored.length;
  return {
    operations: standings.map(({ operation: { key }, decision, reason }): PlannedOperation => {
      if (decision !== 'explore') return { operation: key, decision, reason, cases: 0 };
      return runs === 0
        ? { operation: key, decision: 'skip', reason: tooDear(left), cases: 0 }
        : { operation: key, decision, reason, cases: runs };
    }),
    cases,
    requests: runs === 0 ? 0 : Math.min(price(explored, runs), Math.max(0, left.requests)),
    messages: explored.some((each) => mailEndpoint(each.path) !== null) ? Math.max(0, left.messages) : 0,
    note: noteOn({ runs, explored: explored.length, wanted: wanted.length > 0 }, exploration, left),
  };
}

function noteOn(
  { runs, explored, wanted }: { runs: number; explored: number; wanted: boolean },
  exploration: ExplorationOptions,
  left: Leftover,
): string | null {
  if (explored === 0) return 'no operation can be explored';
  if (wanted || runs === exploration.runs) return null;
  return runs === 0
    ? tooDear(left)
    : `${runs} cases of each operation instead of ${exploration.runs}: ${left.requests} requests of the budget are left (--max-requests)`;
}

function tooDear({ requests }: Leftover): string {
  return `${Math.max(0, requests)} requests of the budget are left (--max-requests)`;
}

/** The most cases of each operation that the budget allows, up to those asked for. */
function affordable(operations: readonly ApiOperation[], runs: number, requests: number): number {
  if (operations.length === 0) return 0;
  let low = 0;
  let high = runs;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (price(operations, middle) <= requests) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Requests at most: what is created is read and deleted, what is deleted is read; a tenth more makes counterexamples small. */
function price(operations: readonly ApiOperation[], runs: number): number {
  const cases = operations.reduce(
    (sum, { method }) => sum + runs * (method === 'POST' ? 3 : method === 'DELETE' ? 2 : 1),
    0,
  );
  const looks = Math.ceil((operations.length * runs) / canaryEvery) + 6;
  return Math.ceil((cases + looks + operations.length * mostProbes) * 1.1);
}

/** What may be spent on making counterexamples small: what the plan holds in reserve for it. */
export function shrinkAllowance({ requests }: PlannedExploration): number {
  return Math.ceil(requests / 11);
}

function obstacleTo(operation: ApiOperation, options: RunOptions, model: ApiModel): string | null {
  const include = options.exploration?.include ?? [];
  if (include.length > 0 && !include.some((pattern) => means(pattern, operation))) return 'not included (--include)';
  return obstacleToSending(operation, options, model);
}

/** Why nothing may be sent to an operation, not even for the ids that others need; null: it may. */
export function obstacleToSending(operation: ApiOperation, options: RunOptions, model: ApiModel): string | null {
  const { exploration, principals } = options;
  const exclude = exploration?.exclude ?? [];
  if (exclude.some((pattern) => means(pattern, operation))) return 'excluded (--exclude)';
  const obstacle = obstacleOfMode(operation, options);
  if (obstacle !== null) return obstacle;
  const access = accessOf(operation, model, principals.sender !== undefined);
  return access.kind === 'closed' ? access.reason : null;
}

/** Safe methods only (RFC 9110 section 9.2.1), unless the target's owner allows more or the mode does. */
function obstacleOfMode({ method }: ApiOperation, { mode, exploration }: RunOptions): string | null {
  if (method === 'TRACE') return 'TRACE is not sent';
  if (allows(mode, 'full') || method === 'GET' || method === 'HEAD') return null;
  if (exploration?.allowMethods.includes(method)) return null;
  return `${method} needs mode full (this run is ${mode}), or the setting allowMethods`;
}

function refuseUnknown({ include, exclude, excuses }: ExplorationOptions, operations: readonly ApiOperation[]): void {
  const lists = { '--include': include, '--exclude': exclude, excuse: excuses.map(({ operation }) => operation) };
  for (const [where, patterns] of Object.entries(lists)) {
    const stray = patterns.find((pattern) => !operations.some((operation) => means(pattern, operation)));
    if (stray !== undefined) {
      throw new UsageError(`the document has nothing that ${stray} means`, {
        where,
        advice: 'Name an operation (`GET /pets`), its operationId, a tag or a path; `*` stands for anything.',
      });
    }
  }
}

function casesNamed({ onlyCases }: ExplorationOptions, { operations }: ApiModel): readonly CaseName[] {
  return onlyCases.map((id) => {
    const name = readCaseId(id);
    if (name !== null && operations.has(name.operation)) return name;
    throw new UsageError(name === null ? `${id} names no case` : `the document lists no ${name.operation}`, {
      where: '--case',
      advice: 'A case is an operation and a number, as findings tell it: `POST /pets#17`.',
    });
  });
}
