import { isList } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';
import { replaceBy, type KeywordEdits } from '../edit-model.js';

/** More members of an enum are not tried one by one. */
const mostMembers = 256;

export const enumeration: KeywordEdits = {
  keyword: 'enum',
  *edges(spot) {
    if (!isList(spot.limit)) return;
    for (const value of spot.limit.slice(0, mostMembers)) yield replaceBy(spot, value);
    if (spot.limit.length <= mostMembers) return;
    const reason = `of the ${spot.limit.length} members of enum, the first ${mostMembers} are tried`;
    spot.context.note({ kind: 'obstacle', pointer: spot.rule.place.pointer, reason });
  },
  *faults(spot) {
    for (const value of nearMisses(spot.site.value)) yield replaceBy(spot, value);
  },
};

export const constant: KeywordEdits = {
  keyword: 'const',
  *faults(spot) {
    for (const value of nearMisses(spot.site.value)) yield replaceBy(spot, value);
  },
};

/** Values easily taken for the right one. */
function* nearMisses(value: Json): Iterable<Json> {
  if (typeof value === 'string') yield* nearTexts(value);
  else if (typeof value === 'number') yield* [value + 1, value - 1, value + 0.5, String(value), null];
  else if (typeof value === 'boolean') yield* [!value, String(value), Number(value), null];
  else if (isList(value)) yield* [value.slice(0, -1), [...value, null], null, {}];
  else if (value === null) yield* ['', 'null', 0, false, {}];
  else yield* [{ ...value, x: null }, Object.fromEntries(Object.entries(value).slice(1)), null, []];
}

function* nearTexts(text: string): Iterable<string> {
  const upper = text.toUpperCase();
  yield `${text}x`;
  if (upper !== text) yield upper;
  if (text.toLowerCase() !== text) yield text.toLowerCase();
  yield `${text} `;
  yield text.slice(0, -1);
  yield '';
  yield 'x';
}
