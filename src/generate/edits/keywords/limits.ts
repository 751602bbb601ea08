import type { Json } from '../../../contract/model.js';

/** A count as schemas give it: a whole number, not negative (draft 4 to 2020-12 allow it to be written `2.0`). */
export function asLimit(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}
