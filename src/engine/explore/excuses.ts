import { valueAt } from '../../contract/json-pointer.js';
import type { ExplorationEvent } from '../events.js';
import type { Excuse } from '../options.js';
import type { Field } from './field.js';
import { means } from './select.js';
import type { Suspicion } from './suspicions.js';

/** What was seen and is declared to be no fault of the target. */
export interface Excused {
  /** Counts what an excuse covers; false: there is none. */
  covers(excuse: Excuse | null, count: number): boolean;
  all(): ExplorationEvent['excused'];
}

export function countExcused(): Excused {
  const counts = new Map<Excuse, number>();
  return {
    covers: (excuse, count) => {
      if (excuse === null) return false;
      counts.set(excuse, (counts.get(excuse) ?? 0) + count);
      return true;
    },
    all: () => [...counts].map(([{ operation, reason }, count]) => ({ operation, reason, count })),
  };
}

/** The first excuse that means the operation, the request and the status of the decisive reply. */
export function excuseFor({ seen, origin }: Suspicion, { options }: Pick<Field, 'options'>): Excuse | null {
  const decisive = seen.at(-1);
  const operation = decisive?.operation;
  if (!decisive || !operation) return null;
  const excuses = options.exploration?.excuses ?? [];
  return (
    excuses.find(
      ({ status, given, operation: meant }) =>
        (status === null || status === decisive.status) &&
        means(meant, operation) &&
        (given === null || (origin !== null && valueAt({ ...origin.case.value }, given) !== undefined)),
    ) ?? null
  );
}
