import { isList, isObject, member } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';
import { schemasOfItem } from '../children.js';
import type { EditContext, Site } from '../edit-model.js';
import { firstOf, madeFor, plainValues } from '../made-values.js';

/** Longer arrays are not made: they would cost more than they tell. Items, and characters of JSON in all. */
export const mostItems = 10_000;
const mostCharacters = 1_000_000;
/** Items made for one array, and where no two may be equal; beyond that, they repeat or are varied by number. */
const fewDifferent = 8;
const mostDifferent = 300;
/** Items of an array that are made each for its own position. */
const mostPlaced = 32;

/** Values that may stand at an index of the site's array. */
export function itemsFor(context: EditContext, site: Site, index: number): Iterable<Json> {
  return madeFor(context, schemasOfItem(context.schemas, site.rules, index));
}

/** The array made longer in each of several ways; none when that would be too large. */
export function* lengthened(context: EditContext, site: Site, length: number): Iterable<readonly Json[]> {
  const items = isList(site.value) ? site.value : [];
  const unique = site.rules.some(({ schema }) => member(schema, 'uniqueItems') === true);
  const supply = suppliesFor(context, site, unique ? length - items.length : 0);
  const sample = JSON.stringify(supply[0] ?? items[0] ?? 0).length;
  if (length > mostItems || sample * length > mostCharacters) return;
  const taken = new Set(items.map((item) => JSON.stringify(item)));
  const fresh = distinct(supply).filter((item) => !taken.has(JSON.stringify(item)));
  if (!unique) yield extended(items, length, (index) => supply[index % supply.length] ?? items.at(-1) ?? 'x');
  yield extended(items, length, (index, count) => fresh[count] ?? varied(supply[0] ?? items[0] ?? 'x', index));
  // Each position may have a schema of its own.
  if (length > mostPlaced) return;
  yield extended(items, length, (index) => firstOf(itemsFor(context, site, index)) ?? 'x');
}

function suppliesFor(context: EditContext, site: Site, missing: number): readonly Json[] {
  const [place] = schemasOfItem(context.schemas, site.rules, isList(site.value) ? site.value.length : 0);
  if (place === undefined) return plainValues;
  const made: Json[] = [];
  const most = Math.min(fewDifferent + missing * 2, mostDifferent);
  for (let index = 0; index < most; index += 1) {
    const item = context.make(place.pointer, index);
    if (item === undefined) break;
    made.push(item);
  }
  return made;
}

function distinct(values: readonly Json[]): readonly Json[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
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
function varied(value: Json, by: number): Json {
  if (typeof value === 'string') return variedText(value, by);
  if (typeof value === 'number') return value + by;
  if (!isObject(value)) return by;
  const entry = Object.entries(value).find(([, item]) => typeof item === 'string' || typeof item === 'number');
  return entry === undefined ? { ...value, x: by } : { ...value, [entry[0]]: varied(entry[1], by) };
}

/** Digits stay digits, and an address one of the same domain. */
function variedText(text: string, by: number): string {
  if (/^\d+$/.test(text)) return `1${by}`;
  return text.includes('@') ? `${by}${text}` : `${text}${by}`;
}
