import {
  costsOf,
  countingOf,
  refillDuring,
  type Call,
  type Counting,
  type Observation,
  type ScenarioContext,
} from '../src/kit.js';

/** What several requests, sent one after the other with one key, took from its allowance. */
export interface Row {
  /** The first sets the mark. */
  readonly replies: readonly Observation[];
  /** Units of each reply but the first; empty when they cannot be told. */
  readonly units: readonly number[];
  /** Null: `reason` says why the units cannot be told. */
  readonly counting: Counting | null;
  readonly reason: string;
}

export function readRow(t: ScenarioContext, replies: readonly Observation[]): Row {
  const costs = costsOf(replies);
  if (costs.kind === 'unclear') return { replies, units: [], counting: null, reason: costs.reason };
  const { units } = costs;
  return { replies, units, counting: countingOf(units, refillDuring(replies, t.profile.values)), reason: '' };
}

export async function inTurn(t: ScenarioContext, calls: readonly Call[]): Promise<readonly Observation[]> {
  const replies: Observation[] = [];
  for (const call of calls) replies.push(await t.send(call));
  return replies;
}

export function repeated<Value>(value: Value, times: number): readonly Value[] {
  return Array.from({ length: times }, () => value);
}

/** Seconds after which a window that still ends at the same time is taken for a fixed one. */
const patience = 2;

/**
 * Sends requests one after the other; the first sets the mark. When a window ends meanwhile, all of it is done again, `attempts`
 * times at most.
 */
export async function measureRow(t: ScenarioContext, calls: readonly Call[], attempts = 1): Promise<Row> {
  const replies = await inTurn(t, calls);
  const row = readRow(t, replies);
  if (row.counting === null && attempts > 1) return measureRow(t, calls, attempts - 1);
  return row.units.some((units) => units < 1) ? await lookAgain(t, replies, calls) : row;
}

/**
 * Where something seemed to take nothing, one more request goes out a little later: a window that did not move by then is
 * a fixed one, in which nothing comes back.
 */
async function lookAgain(t: ScenarioContext, replies: readonly Observation[], calls: readonly Call[]): Promise<Row> {
  await t.wait(patience);
  return readRow(t, [...replies, ...(await inTurn(t, calls.slice(-1)))]);
}

const shared = 'somebody else uses the key at the same time';

/** Seconds of silence in which other users of a key show. */
const silence = 1;

/**
 * Whether a key is used by others: what a request takes after some silence is more than what it takes right after another.
 * Costs three requests. False also where the replies do not tell.
 */
async function isShared(t: ScenarioContext, probe: Call): Promise<boolean> {
  const close = await inTurn(t, [probe, probe]);
  await t.wait(silence);
  const costs = costsOf([...close, await t.send(probe)]);
  if (costs.kind === 'unclear') return false;
  const [usual = 0, afterSilence = 0] = costs.units;
  return afterSilence > usual;
}

interface Doubt {
  /** Whether a row speaks against the target. */
  readonly accuses: (row: Row) => boolean;
  /** A cheap request with the key in question. */
  readonly probe: Call;
  readonly again: () => Promise<Row>;
}

/**
 * Takes a row for what it is unless it speaks against the target: then the key is looked at in silence, and the row is
 * measured again. What others take from the key must not count against the target, and it hardly does so twice alike.
 */
export async function unlessShared(t: ScenarioContext, row: Row, { accuses, probe, again }: Doubt): Promise<Row> {
  if (row.counting === null || !accuses(row)) return row;
  return (await isShared(t, probe)) ? { ...row, counting: null, reason: shared } : again();
}

/** Whether each request of a row was counted, however dearly: one that is given back shows in the next only. */
export function isCounted({ counting }: Row): boolean {
  return counting === 'each' || counting === 'more';
}

/** Why a row says nothing of how its requests are counted; null: it does. */
export function obstacleIn({ counting, reason }: Row): string | null {
  switch (counting) {
    case null:
      return reason;
    case 'shared':
      return shared;
    case 'unclear':
      return 'the allowance refills as fast as it is used';
    case 'each':
    case 'more':
    case 'some':
    case 'none':
      return null;
  }
}
