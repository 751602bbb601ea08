import type { Arbitrary } from 'fast-check';
import type { Json } from '../../../contract/model.js';

/** The plainest value there is, or why there is none: as part of a sentence. */
export type Plain = { readonly value: Json } | { readonly reason: string };

/** Makes values of one shape and kind. */
export interface Maker {
  plain(): Plain;
  /** Only asked for when there is a plain value. */
  arbitrary(): Arbitrary<Json>;
  /** Chosen less often than others: null says little. */
  readonly isRare?: boolean;
}

export function isPossible(plain: Plain): plain is { readonly value: Json } {
  return 'value' in plain;
}
