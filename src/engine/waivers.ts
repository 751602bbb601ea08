/** One entry of a waivers file: a violation that its owner knows of and answers for, until a day. */
export interface Waiver {
  readonly requirement: string;
  /** `POST /emails/send`; null: wherever it is violated. */
  readonly operation: string | null;
  /** Null: whatever the cause. */
  readonly fingerprint: string | null;
  readonly reason: string;
  readonly owner: string | null;
  readonly link: string | null;
  /** Last day on which it holds: `YYYY-MM-DD`, UTC. */
  readonly expires: string;
  /** Lines of the file that it takes up, from 1. */
  readonly lines: { readonly first: number; readonly last: number };
}

/** A waivers file as read. */
export interface WaiverList {
  /** Its name, without the folder. */
  readonly file: string;
  readonly entries: readonly Waiver[];
}

/**
 * What became of an entry: it is `used` when it covers a finding, `stale` when it covers none although the run would
 * have seen one, `unmatched` when the run could not tell, `pending` while the run lasts.
 */
export type WaiverState = 'pending' | 'used' | 'unmatched' | 'stale' | 'expired' | 'duplicate';

export interface SettledWaiver extends Waiver {
  readonly state: WaiverState;
  /** Why, in words; null where the state says it all. */
  readonly detail: string | null;
}

/** What of a finding decides which waivers cover it. */
export interface WaivedSubject {
  readonly requirement: string;
  readonly operation: string;
  readonly fingerprint: string;
}

export function covers(waiver: Waiver, subject: WaivedSubject): boolean {
  return (
    waiver.requirement === subject.requirement &&
    (waiver.operation === null || waiver.operation === subject.operation) &&
    (waiver.fingerprint === null || waiver.fingerprint === subject.fingerprint)
  );
}

/**
 * Entries that count on a day: those neither past their last day nor a repetition of one before.
 * @param today `YYYY-MM-DD`, UTC
 */
export function waiversInForce({ entries }: WaiverList, today: string): readonly Waiver[] {
  const valid = entries.filter((waiver) => !hasExpired(waiver, today));
  return valid.filter((waiver) => earlierTwin(waiver, valid) === null);
}

/** Of the entries that cover a finding the one that says most about it, whose reason is then told. */
export function mostPrecise(covering: readonly Waiver[]): Waiver | null {
  return covering.toSorted((one, other) => precision(other) - precision(one))[0] ?? null;
}

function precision({ operation, fingerprint }: Waiver): number {
  return (fingerprint === null ? 0 : 2) + (operation === null ? 0 : 1);
}

export interface SettlingFacts {
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** Entries that covered a finding of the run. */
  readonly used: ReadonlySet<Waiver>;
  /** Why the run could not have shown what an entry covers; null: it could. */
  readonly blindTo: (waiver: Waiver) => string | null;
}

/** Says what became of every entry of a list by the end of a run. */
export function settleWaivers({ entries }: WaiverList, facts: SettlingFacts): readonly SettledWaiver[] {
  const valid = entries.filter((waiver) => !hasExpired(waiver, facts.today));
  return entries.map((waiver) => {
    if (hasExpired(waiver, facts.today)) return { ...waiver, state: 'expired', detail: `ended on ${waiver.expires}` };
    const twin = earlierTwin(waiver, valid);
    if (twin !== null) return { ...waiver, state: 'duplicate', detail: `repeats line ${twin.lines.first}` };
    if (facts.used.has(waiver)) return { ...waiver, state: 'used', detail: null };
    const blind = facts.blindTo(waiver);
    if (blind !== null) return { ...waiver, state: 'unmatched', detail: blind };
    return { ...waiver, state: 'stale', detail: 'nothing it covers was found' };
  });
}

/** Entries that have to be deleted; as long as there are any, a run does not pass. */
export function mustGo({ state }: SettledWaiver): boolean {
  return state === 'stale' || state === 'expired' || state === 'duplicate';
}

function hasExpired({ expires }: Waiver, today: string): boolean {
  return expires < today;
}

function earlierTwin(waiver: Waiver, entries: readonly Waiver[]): Waiver | null {
  const before = entries.slice(0, entries.indexOf(waiver));
  return before.find((other) => sameScope(other, waiver)) ?? null;
}

function sameScope(one: Waiver, other: Waiver): boolean {
  return (
    one.requirement === other.requirement && one.operation === other.operation && one.fingerprint === other.fingerprint
  );
}
