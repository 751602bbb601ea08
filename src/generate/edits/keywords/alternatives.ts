import { isList, isObject, listMember, member, objectMember } from '../../../contract/json-pointer.js';
import type { Json, JsonObject } from '../../../contract/model.js';
import type { Place } from '../../schema/place.js';
import { withMember, withoutMember } from '../apply-edits.js';
import { replaceBy, type Change, type EditContext, type KeywordEdits, type Site, type Spot } from '../edit-model.js';
import { listed, takes } from '../rules-at.js';
import { firstOf } from '../made-values.js';
import { valuesFor } from './member-values.js';
import { otherKinds } from './types.js';

/** Values tried for each schema of a choice. */
const mostMade = 3;
/** Plain values of each kind: some schema may take two of them, or none. */
const plain: readonly Json[] = ['x', 0, null, true, {}, [], 1.5, '', -1, 'xxxxxxxxxxxxxxxx', 1000, ['x'], { x: 'x' }];

export const anyOf: KeywordEdits = {
  keyword: 'anyOf',
  *faults(spot) {
    yield* noneOf(spot);
  },
};

export const oneOf: KeywordEdits = {
  keyword: 'oneOf',
  *faults(spot) {
    const places = listed(spot.context, spot.rule, 'oneOf');
    const isTaken = (place: Place): boolean => takes(spot.context, place, spot.site.value);
    for (const place of places.filter((one) => !isTaken(one))) yield* toward(spot, place, 'two at once');
    yield* noneOf(spot);
    for (const place of places.filter(isTaken)) yield* toward(spot, place, 'two at once');
  },
};

/** What no schema of a choice takes. Faults within the one taken are made by its own keywords. */
function* noneOf(spot: Spot): Iterable<Change> {
  const values = [...[...otherKinds(spot)].map(({ after }) => after), ...plain];
  for (const value of values) if (value !== undefined) yield replaceBy(spot, value, 'none of them');
}

export const not: KeywordEdits = {
  keyword: 'not',
  *faults(spot) {
    const forbidden = spot.context.schemas.child(spot.rule.place, 'not');
    if (forbidden !== null) yield* toward(spot, forbidden);
    for (const value of plain) yield replaceBy(spot, value);
  },
};

export const condition: KeywordEdits = {
  keyword: 'if',
  *faults(spot) {
    const asked = spot.context.schemas.child(spot.rule.place, 'if');
    if (asked !== null) yield* toward(spot, asked);
    for (const value of plain) yield replaceBy(spot, value);
  },
};

function* toward(spot: Spot, place: Place, goal?: string): Iterable<Change> {
  for (const value of valuesToward(spot.context, spot.site, { place, others: [] })) yield replaceBy(spot, value, goal);
}

/** A schema to be matched, among others that perhaps should not be. */
export interface Goal {
  readonly place: Place;
  /** Schemas it is an alternative to. */
  readonly others: readonly Place[];
}

/** Values that match a schema and keep as much as can be of what the site holds. */
export function* valuesToward(context: EditContext, site: Site, { place, others }: Goal): Iterable<Json> {
  const { value } = site;
  if (isObject(value)) {
    yield* withWhatItNames(context, site, place);
    yield* withWhatItNames(context, { ...site, value: withoutNamesOf(context, value, { place, others }) }, place);
  }
  for (let index = 0; index < mostMade; index += 1) {
    const made = context.make(place.pointer, index);
    if (made === undefined) break;
    if (isObject(value) && isObject(made)) {
      yield Object.fromEntries([...Object.entries(value), ...Object.entries(made)]);
    }
    yield made;
  }
  const { value: schema } = place;
  const constant = member(schema, 'const');
  if (constant !== undefined) yield constant;
  yield* listMember(schema, 'enum').slice(0, mostMade);
}

/** An alternative often says only which members must be there; what these hold, the surrounding schema says. */
function* withWhatItNames(context: EditContext, site: Site, place: Place): Iterable<Json> {
  const target = resolved(context, place);
  let value = site.value;
  if (!isObject(value) || target === null) return;
  const names = namesRequired(target);
  for (const name of names) {
    if (Object.hasOwn(value, name)) continue;
    const own = context.schemas.child(target, 'properties', name);
    const made = (own === null ? undefined : context.make(own.pointer, 0)) ?? firstOf(valuesFor(context, site, name));
    if (made !== undefined) value = withMember(value, name, made);
  }
  if (names.length > 0) yield value;
  const fixed = Object.entries(objectMember(target.value, 'properties')).filter(([, schema]) => isFixed(schema));
  if (fixed.length === 0) return;
  for (const [name, schema] of fixed) value = withMember(value, name, fixedValue(schema));
  yield value;
}

/** The object without the members that only the other alternatives ask for. */
function withoutNamesOf(context: EditContext, value: JsonObject, { place, others }: Goal): JsonObject {
  const own = new Set(namesRequired(resolved(context, place)));
  const foreign = others.flatMap((other) => namesRequired(resolved(context, other)));
  return foreign.filter((name) => !own.has(name)).reduce(withoutMember, value);
}

function namesRequired(place: Place | null): readonly string[] {
  return listMember(place?.value, 'required').filter((name) => typeof name === 'string');
}

function resolved({ schemas }: EditContext, place: Place): Place | null {
  const reference = member(place.value, '$ref');
  return typeof reference === 'string' ? schemas.target(place, reference) : place;
}

function isFixed(schema: Json): boolean {
  const values = member(schema, 'enum');
  return member(schema, 'const') !== undefined || (isList(values) && values.length > 0);
}

function fixedValue(schema: Json): Json {
  return member(schema, 'const') ?? listMember(schema, 'enum')[0] ?? null;
}
