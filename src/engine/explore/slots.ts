import type { ApiOperation } from '../../contract/model.js';
import type { RequestCase } from '../../generate/request-case.js';
import type { Capture } from './capture.js';

/** Cases of an operation at most whose ids are used by others; what they create lives until the end. */
const mostSlots = 16;

/** A case that others take ids from. It is sent once, by whoever needs it first. */
export interface Slot {
  readonly case: RequestCase;
  /** What its reply gives; null: nothing. */
  settled(): Promise<Capture | null>;
}

/** The cases that give ids to others, by operation. Which ones they are follows from the seed alone. */
export interface Slots {
  /** Takes up a case when it gives ids; asked for each case of an operation in the order of their making. */
  admit(one: RequestCase): Slot | null;
  /** Those of an operation; of one that is not explored, its first cases are made for it. */
  of(operation: ApiOperation): readonly Slot[];
}

export interface SlotParts {
  /** Sends a case and reads the ids out of its reply. */
  readonly send: (one: RequestCase) => Promise<Capture | null>;
  /** The cases of an operation; none where nothing may be sent to it. */
  readonly cases: (operation: ApiOperation) => Iterable<RequestCase>;
}

export function openSlots({ send, cases }: SlotParts): Slots {
  const slots = new Map<string, Slot[]>();
  const open = (key: string): Slot[] => {
    const known = slots.get(key) ?? [];
    slots.set(key, known);
    return known;
  };
  const admit = (one: RequestCase): Slot | null => {
    const known = open(one.operation.key);
    const twin = known.find((slot) => slot.case.index === one.index);
    if (twin || one.family === 'invalid' || known.length >= mostSlots) return twin ?? null;
    const slot = slotFor(one, send);
    known.push(slot);
    return slot;
  };
  return {
    admit,
    of: (operation) => {
      const known = slots.get(operation.key);
      if (known) return known;
      const made = open(operation.key);
      for (const one of cases(operation)) {
        admit(one);
        if (made.length >= mostSlots) break;
      }
      return made;
    },
  };
}

function slotFor(one: RequestCase, send: (one: RequestCase) => Promise<Capture | null>): Slot {
  let sent: Promise<Capture | null> | null = null;
  return { case: one, settled: () => (sent ??= send(one)) };
}
