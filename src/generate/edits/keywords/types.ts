import { isList, isObject } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';
import { replaceBy, type Change, type KeywordEdits, type Spot } from '../edit-model.js';
import { typeOf } from '../type-of.js';

/** Values that hardly any schema limits but some programs stumble over, by type. */
const surprising: Readonly<Record<string, readonly Json[]>> = {
  string: ['', '\u0000', ' ', '\u{1F600}é', 'a'.repeat(1000)],
  integer: [0, -1, 2 ** 31, Number.MAX_SAFE_INTEGER],
  number: [0, -1, 0.1, 2 ** 31, 1e15],
  boolean: [true, false],
  array: [[]],
  object: [{}],
  null: [null],
};

export const type: KeywordEdits = {
  keyword: 'type',
  *edges(spot) {
    const allowed = allowedBy(spot.limit);
    const own = typeOf(spot.site.value);
    if (allowed.has('null')) yield replaceBy(spot, null);
    for (const value of surprising[own] ?? []) yield replaceBy(spot, value);
    for (const other of allowed) {
      if (other !== own)
        for (const value of surprising[other] ?? []) yield replaceBy(spot, value, `a value of type ${other}`);
    }
  },
  *faults(spot) {
    const allowed = allowedBy(spot.limit);
    for (const value of wrongFor(spot.site.value)) {
      const kind = typeOf(value);
      if (!allowed.has(kind) && !(kind === 'integer' && allowed.has('number'))) yield replaceBy(spot, value);
    }
  },
};

/** OpenAPI 3.0's way to allow null. */
export const nullable: KeywordEdits = {
  keyword: 'nullable',
  *edges(spot) {
    if (spot.limit === true) yield replaceBy(spot, null);
  },
};

function allowedBy(limit: Json): ReadonlySet<string> {
  const names = isList(limit) ? limit : [limit];
  return new Set(names.filter((name) => typeof name === 'string'));
}

/** Values of other types, the likeliest mistakes first. */
function* wrongFor(value: Json): Iterable<Json> {
  const plain: readonly Json[] = ['x', 0, null, true, {}, []];
  if (typeof value === 'number') yield* ['x', String(value), 1.5];
  if (typeof value === 'boolean') yield* [String(value)];
  if (typeof value === 'string') yield* [0];
  if (isList(value)) yield* [{}, ...value.slice(0, 1)];
  if (isObject(value)) yield* [[], [value]];
  yield* plain;
  yield 1.5;
}

/** Any value of another kind, for keywords that forbid kinds without naming a type. */
export function* otherKinds(spot: Spot): Iterable<Change> {
  for (const value of wrongFor(spot.site.value)) yield replaceBy(spot, value);
}
