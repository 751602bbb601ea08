import type { Json } from '../../contract/model.js';
import type { Pair, Slot } from './field.js';
import { readPairs } from './pairs-read.js';
import { coerce, type Reading } from './raw.js';
import { splitPair } from './style-read.js';
import { writePairs } from './style-write.js';

/** The query without its question mark; empty: there is none. */
export function writeQuery(slots: readonly Slot[], values: Readonly<Record<string, Json>>): string {
  return joinPairs(
    slots.flatMap((slot) => {
      const value = values[slot.name];
      return value === undefined ? [] : writePairs(slot, value);
    }),
  );
}

export function joinPairs(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

export function splitPairs(text: string): readonly Pair[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map(splitPair)
    .map(([name, value]) => [name, value ?? '']);
}

/** Parameters by name, and names that the document does not know. */
export interface QueryRead {
  readonly values: ReadonlyMap<string, Json>;
  readonly strange: readonly string[];
}

export function readQuery(slots: readonly Slot[], query: string, reading: Reading): QueryRead {
  const { raws, strange } = readPairs(slots, splitPairs(query), reading);
  const values = new Map<string, Json>();
  for (const slot of slots) {
    const raw = raws.get(slot.name);
    const value = raw === undefined ? undefined : coerce(raw, slot.shape, reading);
    if (value !== undefined) values.set(slot.name, value);
  }
  return { values, strange: strange.map(([name]) => name) };
}
