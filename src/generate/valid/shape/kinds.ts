import { isList } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';

/** What a JSON value can be; unlike the types of JSON Schema, no two of these overlap. */
export type Kind = 'string' | 'integer' | 'fraction' | 'boolean' | 'object' | 'array' | 'null';

/** All kinds, those a person would think of first in front. */
export const allKinds: readonly Kind[] = ['string', 'integer', 'fraction', 'boolean', 'object', 'array', 'null'];

export function kindOf(value: Json): Kind {
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction';
  return 'object';
}

/** Kinds that a `type` allows; null when it names something that is no type, which constrains nothing that is known. */
export function kindsOfType(type: Json): ReadonlySet<Kind> | null {
  const names = isList(type) ? type : [type];
  const kinds = new Set<Kind>();
  for (const name of names) {
    if (name === 'number') kinds.add('integer').add('fraction');
    else if (isKind(name)) kinds.add(name);
    else return null;
  }
  return kinds;
}

/** Kinds in the order in which they are named here, so that a type list keeps its author's order. */
export function intersect(kinds: ReadonlySet<Kind>, others: ReadonlySet<Kind>): ReadonlySet<Kind> {
  return new Set([...others].filter((kind) => kinds.has(kind)));
}

function isKind(name: Json): name is Kind {
  return allKinds.some((kind) => kind === name) && name !== 'fraction';
}
