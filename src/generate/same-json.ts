import type { Json } from '../contract/model.js';

/** Whether two values have the same JSON text; undefined: there is none. */
export function isSameJson(value: Json | undefined, other: Json | undefined): boolean {
  if (value === other) return true;
  if (typeof value !== 'object' || typeof other !== 'object') return false;
  return JSON.stringify(value) === JSON.stringify(other);
}
