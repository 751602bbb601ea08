import type { Arbitrary } from 'fast-check';

/** Texts made one way. */
export interface TextSource {
  /** The plainest ones, to be tried in order. */
  readonly plain: readonly string[];
  /** From small and ordinary to large and odd. */
  readonly arbitraries: readonly Arbitrary<string>[];
}
