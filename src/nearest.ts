import { distance } from 'fastest-levenshtein';

/** The candidate spelled most like what was written, in any case, for `Did you mean …?`; null when there are none. */
export function nearest(written: string, candidates: readonly string[]): string | null {
  const slips = (candidate: string) => distance(written.toLowerCase(), candidate.toLowerCase());
  return candidates.toSorted((a, b) => slips(a) - slips(b))[0] ?? null;
}
