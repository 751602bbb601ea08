import { isList, member } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import type { EditedValue } from '../schema-source.js';
import { faultOf } from './confirm.js';
import type { Change, EditContext, KeywordEdits, Site, Spot } from './edit-model.js';
import { interleave } from './interleave.js';
import { keywordTable } from './keywords/keyword-table.js';
import { firstOf } from './made-values.js';
import { openingsOf } from './openings.js';
import { sitesOf, type Area } from './sites.js';
import { confirmed, type Attempt, type Run, type Wish } from './try-changes.js';

/** Faults given out for one keyword at one place. */
const mostFaults = 16;
/** Ways into schemas that the base does not touch. */
const mostOpenings = 2000;

/**
 * Values one change away from a base, or from the base with a member, an item or an alternative it did not have: first
 * one for every keyword at every place, then the next ones. Each is held to the schema before it is given out.
 */
export function* editedValues(context: EditContext, wish: Wish): Generator<EditedValue> {
  if (context.source.judge(wish.pointer, wish.base).kind === 'invalid') {
    context.note({ kind: 'obstacle', pointer: wish.pointer, reason: 'the value to be edited is invalid itself' });
    return;
  }
  const run: Run = { context, ...wish, seen: new Map(), done: new Set(), unbroken: new Map(), broken: new Set() };
  yield* interleave(streamsOf(run));
  for (const [key, obstacle] of run.unbroken) if (!run.broken.has(key)) context.note(obstacle);
}

function* streamsOf(run: Run): Iterable<Iterable<EditedValue>> {
  const areas: Area[] = [{ id: 0, base: run.base, within: '' }];
  const opened = new Set<string>();
  for (const area of areas) {
    const sites = [...sitesOf(run.context, run.pointer, area)];
    yield* keywordStreams(run, area, sites);
    for (const site of sites) {
      for (const opening of openingsOf(run.context, site)) {
        if (opened.has(opening.key) || opened.size >= mostOpenings) continue;
        if (opening.isDeadEnd && run.family === 'faults') continue;
        opened.add(opening.key);
        const attempt: Attempt = { area, rule: opening.rule, keyword: opening.keyword, fault: null };
        const edited = firstOf(confirmed(run, attempt, opening.changes));
        const [edit] = edited?.edits ?? [];
        if (edited === undefined || edit === undefined) continue;
        if (run.family === 'edges') yield [edited];
        if (!opening.isDeadEnd) areas.push({ id: areas.length, base: edited.value, within: edit.at });
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
  /** Tells apart what is one keyword and several rules: that each of some members is there. */
  readonly part: string;
}

function spotsOf(context: EditContext, site: Site): readonly KeywordSpot[] {
  const { vocabulary } = context.schemas;
  return keywordTable.flatMap((edits) =>
    site.rules.flatMap((rule) => {
      const limit = vocabulary.knows(edits.keyword) ? member(rule.schema, edits.keyword) : undefined;
      return partsOf(edits, limit).map((part) => ({ context, site, rule, edits, ...part }));
    }),
  );
}

function partsOf({ keyword }: KeywordEdits, limit: Json | undefined): readonly Pick<KeywordSpot, 'limit' | 'part'>[] {
  if (limit === undefined) return [];
  if (keyword !== 'required' || !isList(limit)) return [{ limit, part: '' }];
  return limit.map((name) => ({ limit: [name], part: JSON.stringify(name) }));
}

function* keywordStream(run: Run, area: Area, spot: KeywordSpot): Iterable<EditedValue> {
  const { edits, rule, site } = spot;
  const key = `${rule.place.pointer} ${edits.keyword}`;
  const doneKey = `${site.at} ${key} ${spot.part}`;
  // Areas overlap where a member has schemas besides the alternative that was opened.
  if (run.done.has(doneKey)) return;
  const isFault = run.family === 'faults';
  const attempt: Attempt = { area, rule, keyword: edits.keyword, fault: isFault ? faultOf(edits) : null };
  const changes = (): Iterable<Change> => (isFault ? edits.faults?.(spot) : edits.edges?.(spot)) ?? [];
  let given = 0;
  for (const edited of confirmed(run, attempt, changes())) {
    run.done.add(doneKey);
    run.broken.add(key);
    yield edited;
    given += 1;
    if (isFault && given >= mostFaults) return;
  }
  if (!isFault || given > 0 || firstOf(changes()) === undefined) return;
  const reason = `no value was found that breaks only ${edits.keyword} at ${site.at || 'the top'}`;
  run.unbroken.set(key, { kind: 'obstacle', pointer: rule.place.pointer, reason });
}
