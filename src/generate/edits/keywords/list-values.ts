import { isObject, member } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';
import { schemasOfItem } from '../children.js';
import type { EditContext, Site } from '../edit-model.js';
import { firstOf, madeFor, plainValues } from '../made-values.js';

/** Longer arrays are not made: they would cost more than they tell. Items, and characters of JSON in all. */
export const mostItems = 10_000;
const mostCharacters = 1_000_000;
/** Different items made for one array; beyond that, they repeat or are varied by number. */
const mostDifferent = 8;

/** Values that may stand at an index of the site's array. */
export function itemsFor(context: EditContext, site: Site, index: number): Iterable<Json> {
  return madeFor(context, schemasOfItem(context.schemas, site.rules, index));
}

/** The array made longer in each of several ways; none when that would be too large. */
export function* lengthened(context: EditContext, site: Site, length: number): Iterable<readonly Json[]> {
  const items = Array.isArray(site.value) ? (site.value as readonly Json[]) : [];
  const supply = suppliesFor(context, site, Math.max(items.length, 1));
  const sample = JSON.stringify(supply[0] ?? items[0] ?? 0).length;
  if (length > mostItems || sample * length > mostCharacters) return;
  const isTaken = new Set(items.map((item) => JSON.stringify(item)));
  const fresh = supply.filter((item) => !isTaken.has(JSON.stringify(item)));
  const unique = site.rules.some(({ schema }) => member(schema, 'uniqueItems') === true);
  if (!unique) yield extended(items, length, (index) => supply[index % supply.length] ?? items.at(-1) ?? 'x');
  yield extended(items, length, (index, count) => fresh[count] ?? varied(supply[0] ?? items[0] ?? 'x', index));
  // Each position may have a schema of its own.
  if (length <= mostDifferent * 4)
    yield extended(items, length, (index) => firstOf(itemsFor(context, site, index)) ?? 'x');
}

function suppliesFor(context: EditContext, site: Site, index: number): readonly Json[] {
  const [place] = schemasOfItem(context.schemas, site.rules, index);
  if (place === undefined) return plainValues;
  return Array.from({ length: mostDifferent }, (_, count) => context.make(place.pointer, count)).filter(
    (item) => item !== undefined,
  );
}

function extended(
  items: readonly Json[],
  length: number,
  itemAt: (index: number, count: number) => Json,
): readonly Json[] {
  const added = Array.from({ length: length - items.length }, (_, count) => itemAt(items.length + count, count));
  return [...items, ...added];
}

/** A value told apart from others like it by a number. */
export function varied(value: Json, by: number): Json {
  if (typeof value === 'string') return value.includes('@') ? `${by}${value}` : `${value}${by}`;
  if (typeof value === 'number') return value + by;
  if (!isObject(value)) return by;
  const entry = Object.entries(value).find(([, item]) => typeof item === 'string' || typeof item === 'number');
  return entry === undefined ? { ...value, x: by } : { ...value, [entry[0]]: varied(entry[1], by) };
}
