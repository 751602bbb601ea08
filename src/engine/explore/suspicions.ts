import type { Observation, Violation } from '../../checks/check.js';
import type { RequestCase } from '../../generate/request-case.js';
import type { RequirementId } from '../../requirements/index.js';
import type { Excuse } from '../options.js';
import type { Binding } from './binding.js';

/** How far what followed a case matters for what it showed. */
export type Depth = 'case' | 'created';

/** The case behind a violation, and what is needed to try a smaller one. */
export interface Origin {
  readonly case: RequestCase;
  readonly binding: Binding;
  readonly depth: Depth;
}

/** What a check says of something that was tried. */
export interface Suspicion {
  readonly requirement: RequirementId;
  readonly violation: Violation;
  /** The decisive one last. */
  readonly seen: readonly Observation[];
  /** Position of the case in its operation's list. */
  readonly index: number;
  /** Null: no other request could show it. */
  readonly origin: Origin | null;
  /** Where it was tried, when no operation of the document was asked: `QUERY /pets/{petId}`. */
  readonly place?: string;
  /** Kept apart from the same without an excuse, which counts. */
  readonly excuse?: Excuse | null;
}

export interface HeldSuspicion extends Suspicion {
  /** How often the same was seen. */
  readonly count: number;
  /** What else is of the same cause, in words. */
  readonly also?: readonly string[];
}

/** Causes kept of one operation at most: a broken target repeats itself. */
const mostHeld = 60;

/**
 * What was seen and not yet filed, by operation: of each cause the case that comes first in the operation's list,
 * whichever was answered first.
 */
export interface Suspicions {
  add(operation: string, suspicion: Suspicion, count?: number): void;
  /** Takes out what is held of an operation, in the order of the cases. */
  take(operation: string): readonly HeldSuspicion[];
  /** Takes over everything that another holds. */
  absorb(other: Suspicions): void;
  operations(): readonly string[];
}

export function holdSuspicions(): Suspicions {
  const held = new Map<string, Map<string, HeldSuspicion>>();
  const add: Suspicions['add'] = (operation, suspicion, count = 1) => {
    const causes = held.get(operation) ?? new Map<string, HeldSuspicion>();
    held.set(operation, causes);
    const cause = causeOf(suspicion);
    const known = causes.get(cause);
    if (known) {
      const first = known.index <= suspicion.index ? known : suspicion;
      causes.set(cause, { ...first, count: known.count + count });
    } else if (causes.size < mostHeld) causes.set(cause, { ...suspicion, count });
  };
  const take = (operation: string) => {
    const causes = [...(held.get(operation)?.values() ?? [])];
    held.delete(operation);
    return causes.toSorted((one, other) => one.index - other.index || (causeOf(one) < causeOf(other) ? -1 : 1));
  };
  return {
    add,
    take,
    absorb: (other) => {
      for (const operation of other.operations()) {
        for (const { count, ...suspicion } of other.take(operation)) add(operation, suspicion, count);
      }
    },
    operations: () => [...held.keys()],
  };
}

export function causeOf({ requirement, violation, seen, place, excuse }: Suspicion): string {
  return `${requirement}\n${seen.at(-1)?.operation?.key ?? place ?? ''}\n${violation.message}\n${excuse?.reason ?? ''}`;
}
