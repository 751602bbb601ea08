import { member, valueAt } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import type { EditedValue } from '../schema-source.js';
import { withValueAt } from './apply-edits.js';
import { breaksOnly, type Fault } from './confirm.js';
import type { Change, EditContext, KeywordEdits, Rule, Site, Spot } from './edit-model.js';
import { pathOf, withGiven, withGivenInside } from './given.js';
import { interleave } from './interleave.js';
import { keywordTable } from './keywords/keyword-table.js';
import { firstOf } from './made-values.js';
import { openingsOf } from './openings.js';
import { sitesOf, type Area } from './sites.js';

/** Changes tried for one keyword at one place, and faults given out for it. */
const mostTried = 300;
const mostFaults = 16;
/** Ways into schemas that the base does not touch. */
const mostOpenings = 300;
/** Longest text by which changes are remembered whole. */
const longestKey = 200;

/** What is wanted of one base. */
export interface Wish {
  readonly pointer: string;
  readonly base: Json;
  readonly family: 'edges' | 'faults';
}

/**
 * Values one change away from a base, or from the base with a member, an item or an alternative it did not have: first
 * one for every keyword at every place, then the next ones. Each is held to the schema before it is given out.
 */
export function* editedValues(context: EditContext, wish: Wish): Generator<EditedValue> {
  if (context.source.judge(wish.pointer, wish.base).kind === 'invalid') {
    context.note({ kind: 'obstacle', pointer: wish.pointer, reason: 'the value to be edited is invalid itself' });
    return;
  }
  const run: Run = { context, ...wish, seen: new Set(), unbroken: new Map(), broken: new Set() };
  yield* interleave(streamsOf(run));
  for (const [key, obstacle] of run.unbroken) if (!run.broken.has(key)) context.note({ kind: 'obstacle', ...obstacle });
}

interface Run extends Wish {
  readonly context: EditContext;
  /** Changes given out or refused. */
  readonly seen: Set<string>;
  readonly unbroken: Map<string, { readonly pointer: string; readonly reason: string }>;
  readonly broken: Set<string>;
}

function* streamsOf(run: Run): Iterable<Iterable<EditedValue>> {
  const areas: Area[] = [{ base: run.base, within: '' }];
  const opened = new Set<string>();
  for (const area of areas) {
    const sites = [...sitesOf(run.context, run.pointer, area)];
    yield* keywordStreams(run, area, sites);
    for (const site of sites) {
      for (const opening of openingsOf(run.context, site)) {
        if (opened.has(opening.key) || opened.size >= mostOpenings) continue;
        opened.add(opening.key);
        const attempt: Attempt = { area, rule: opening.rule, keyword: opening.keyword, fault: null };
        const edited = firstOf(confirmed(run, attempt, opening.changes));
        const [edit] = edited?.edits ?? [];
        if (edited === undefined || edit === undefined) continue;
        if (run.family === 'edges') yield [edited];
        areas.push({ base: edited.value, within: edit.at });
      }
    }
  }
}

/** The streams of all keywords at all places: the most telling keyword of each place, then the second of each. */
function* keywordStreams(run: Run, area: Area, sites: readonly Site[]): Iterable<Iterable<EditedValue>> {
  const spots = sites.map((site) => spotsOf(run.context, site));
  const most = Math.max(0, ...spots.map((list) => list.length));
  for (let rank = 0; rank < most; rank += 1) {
    for (const list of spots) {
      const spot = list[rank];
      if (spot !== undefined) yield keywordStream(run, area, spot);
    }
  }
}

interface KeywordSpot extends Spot {
  readonly edits: KeywordEdits;
}

function spotsOf(context: EditContext, site: Site): readonly KeywordSpot[] {
  const { vocabulary } = context.schemas;
  return keywordTable.flatMap((edits) =>
    site.rules.flatMap((rule) => {
      const limit = vocabulary.knows(edits.keyword) ? member(rule.schema, edits.keyword) : undefined;
      return limit === undefined ? [] : [{ context, site, rule, limit, edits }];
    }),
  );
}

function* keywordStream(run: Run, area: Area, spot: KeywordSpot): Iterable<EditedValue> {
  const { keyword, reportedAs = [keyword], reportedInside = false } = spot.edits;
  const { rule, edits } = spot;
  if (run.family === 'edges') {
    yield* confirmed(run, { area, rule, keyword, fault: null }, spot.edits.edges?.(spot) ?? []);
    return;
  }
  const key = `${rule.place.pointer} ${keyword}`;
  let [tried, broken] = [false, 0];
  function* changes(): Iterable<Change> {
    for (const change of edits.faults?.(spot) ?? []) {
      tried = true;
      yield change;
    }
  }
  const fault = { names: new Set(reportedAs), inside: reportedInside ? keyword : null };
  for (const edited of confirmed(run, { area, rule, keyword, fault }, changes())) {
    run.broken.add(key);
    yield edited;
    broken += 1;
    if (broken >= mostFaults) return;
  }
  const reason = `no value was found that breaks only ${keyword} at ${spot.site.at || 'the top'}`;
  if (tried && broken === 0) run.unbroken.set(key, { pointer: rule.place.pointer, reason });
}

interface Attempt {
  readonly area: Area;
  readonly rule: Rule;
  readonly keyword: string;
  /** What shall be broken; null: the value shall stay valid. */
  readonly fault: Omit<Fault, 'at'> | null;
}

function* confirmed(run: Run, attempt: Attempt, changes: Iterable<Change>): Iterable<EditedValue> {
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

function tryChange(run: Run, { area, rule, keyword, fault }: Attempt, change: Change): EditedValue | null {
  const { context, pointer } = run;
  const { at } = change;
  const after = guarded(context, area.base, { change, isFault: fault !== null });
  const current = valueAt(area.base, at);
  const text = JSON.stringify(after);
  if (text === JSON.stringify(current) || isRepeated(run.seen, `${fault === null} ${at} ${text}`)) return null;
  const before = at === area.within ? valueAt(run.base, at) : current;
  const value = withValueAt(area.base, at, after);
  if (value === undefined || (before !== undefined && text === JSON.stringify(before))) return null;
  const verdict = context.source.judge(pointer, value);
  if (fault === null ? verdict.kind === 'invalid' : !breaksOnly(verdict, { at, ...fault })) return null;
  return { value, edits: [{ at, keyword, schema: rule.place.pointer, before, after }] };
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
function isRepeated(seen: Set<string>, text: string): boolean {
  const key =
    text.length <= longestKey ? text : `${text.slice(0, longestKey)} ${text.length} ${text.slice(-longestKey)}`;
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}
