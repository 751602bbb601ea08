import { closest } from 'fastest-levenshtein';

/** The candidate spelled most like what was written, for `Did you mean …?`; null when there are none. */
export function nearest(written: string, candidates: readonly string[]): string | null {
  return candidates.length === 0 ? null : closest(written, candidates);
}
