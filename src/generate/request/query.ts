import type { Json } from '../../contract/model.js';
import type { Pair, Slot } from './field.js';
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
