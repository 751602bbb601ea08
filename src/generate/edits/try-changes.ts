import { valueAt } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import type { EditedValue, Obstacle } from '../schema-source.js';
import { withValueAt } from './apply-edits.js';
import { breaksOnly, type Fault } from './confirm.js';
import type { Change, EditContext, Rule } from './edit-model.js';
import { pathOf, withGiven, withGivenInside } from './given.js';
import type { Area } from './sites.js';

/** Changes tried for one keyword at one place. */
const mostTried = 300;
/** Longest text by which changes are remembered whole. */
const longestKey = 200;

/** What is wanted of one base. */
export interface Wish {
  readonly pointer: string;
  readonly base: Json;
  readonly family: 'edges' | 'faults';
}

/** What is known so far of a base and its edits. */
export interface Run extends Wish {
  readonly context: EditContext;
  /** Changes tried, with the keyword for which they were given out; null: they were refused. */
  readonly seen: Map<string, string | null>;
  /** Keywords at places for which something was given out. */
  readonly done: Set<string>;
  /** Keywords of schemas, as `pointer keyword`: broken somewhere, or nowhere so far. */
  readonly broken: Set<string>;
  readonly unbroken: Map<string, Obstacle>;
}

/** What shall come of a change. */
export interface Attempt {
  readonly area: Area;
  readonly rule: Rule;
  readonly keyword: string;
  /** What shall be broken; null: the value shall stay valid. */
  readonly fault: Omit<Fault, 'at'> | null;
}

/** What becomes of changes that do what they shall, one per goal. */
export function* confirmed(run: Run, attempt: Attempt, changes: Iterable<Change>): Iterable<EditedValue> {
  const reached = new Set<string>();
  let tried = 0;
  for (const change of changes) {
    tried += 1;
    if (tried > mostTried) return;
    if (change.goal !== undefined && reached.has(change.goal)) continue;
    const edited = tryChange(run, attempt, change);
    if (edited === null) continue;
    if (change.goal !== undefined) reached.add(change.goal);
    yield edited;
  }
}

function tryChange(run: Run, attempt: Attempt, change: Change): EditedValue | null {
  const { area, rule, keyword, fault } = attempt;
  const { at } = change;
  const after = guarded(run.context, area.base, { change, isFault: fault !== null });
  const current = valueAt(area.base, at);
  const before = at === area.within ? valueAt(run.base, at) : current;
  const text = JSON.stringify(after);
  if (text === JSON.stringify(current) || (before !== undefined && text === JSON.stringify(before))) return null;
  const key = shortened(`${area.id} ${fault === null} ${at} ${text}`);
  const known = run.seen.get(key);
  // The same value breaks the same keyword of all schemas that set the same limit.
  if (typeof known === 'string' && fault?.names.has(known) === true) run.broken.add(`${rule.place.pointer} ${keyword}`);
  if (known !== undefined) return null;
  const value = withValueAt(area.base, at, after);
  const isWanted = value !== undefined && isAsWanted(run, value, fault === null ? null : { ...fault, at });
  run.seen.set(key, isWanted ? keyword : null);
  return isWanted ? { value, edits: [{ at, keyword, schema: rule.place.pointer, before, after }] } : null;
}

function isAsWanted({ context, pointer }: Run, value: Json, fault: Fault | null): boolean {
  const verdict = context.source.judge(pointer, value);
  return fault === null ? verdict.kind !== 'invalid' : breaksOnly(verdict, fault);
}

/** What is added or stays valid holds given values where some are given; what is broken on purpose stays broken. */
function guarded(
  { source }: EditContext,
  base: Json,
  { change: { at, after }, isFault }: { readonly change: Change; readonly isFault: boolean },
): Json | undefined {
  if (source.given === undefined || after === undefined) return after;
  return (isFault ? withGivenInside : withGiven)(source.given, pathOf(base, at), after);
}

/** Long changes are told apart by their ends and their length. */
function shortened(text: string): string {
  return text.length <= longestKey ? text : `${text.slice(0, longestKey)} ${text.length} ${text.slice(-longestKey)}`;
}
