import type { Observation } from '../../checks/check.js';
import type { ApiOperation } from '../../contract/model.js';
import { isOverloaded } from '../overload.js';
import { holdSuspicions, type Suspicion, type Suspicions } from './suspicions.js';

/** Cases between two looks at the target. */
export const canaryEvery = 200;

/** Cases of a stretch that a finding names. */
const mostNamed = 20;

/** A case that was sent, and what is held against its operation for it. */
export interface Booking {
  readonly id: string;
  readonly operation: ApiOperation;
  /** Null: it was not answered. */
  readonly seen: Observation | null;
  readonly suspicions: readonly Suspicion[];
}

/** Cases between two looks at the target. What they show counts when the target is sound after them. */
export interface Stretch {
  readonly suspicions: Suspicions;
  /** Cases that may have hurt the target: all but reads, and those it failed on. */
  readonly suspects: string[];
  /** The first reply to such a case; null: there was none. */
  since: Observation | null;
  /** The last reply to any case; null: there was none. */
  last: Observation | null;
}

/**
 * A plain request that the target answered well, repeated between the cases: when it fails, so may everything else, and
 * a 5xx then says nothing of the operation it came from.
 */
export interface Canary {
  /** Books a case into the present stretch; resolves to false when it is time for a look. */
  book(booking: Booking): void;
  /** Whether enough cases were sent since the last look. */
  isDue(): boolean;
  /** Ends the present stretch and begins another. */
  turn(): Stretch;
}

export function openCanary(): Canary {
  let stretch = openStretch();
  let cases = 0;
  return {
    book: ({ id, operation, seen, suspicions }) => {
      cases += 1;
      for (const one of suspicions) stretch.suspicions.add(operation.key, one);
      stretch.last = seen ?? stretch.last;
      const harmless = operation.method === 'GET' || operation.method === 'HEAD';
      if (harmless && seen !== null && seen.status < 500) return;
      stretch.since ??= seen;
      if (stretch.suspects.length < mostNamed) stretch.suspects.push(id);
    },
    isDue: () => cases >= canaryEvery,
    turn: () => {
      const ended = stretch;
      stretch = openStretch();
      cases = 0;
      return ended;
    },
  };
}

function openStretch(): Stretch {
  return { suspicions: holdSuspicions(), suspects: [], since: null, last: null };
}

/** The target answers as it did before. */
export function isSound(before: Observation, after: Observation | null): boolean {
  if (after === null) return false;
  return isOverloaded(after) || after.status < 500 || after.status === before.status;
}

/** Takes over what a stretch showed; of one that left the target unsound, nothing that the damage itself may explain. */
export function absorb(held: Suspicions, { suspicions }: Stretch, sound: boolean): void {
  if (sound) {
    held.absorb(suspicions);
    return;
  }
  for (const operation of suspicions.operations()) {
    for (const { count, ...one } of suspicions.take(operation)) {
      if ((one.seen.at(-1)?.status ?? 500) < 500) held.add(operation, one, count);
    }
  }
}
