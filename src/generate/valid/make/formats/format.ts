import type { Arbitrary } from 'fast-check';
import type { TextShape } from '../../shape/shape.js';
import type { TextSource } from '../text-source.js';

export type Lengths = Pick<TextShape, 'min' | 'max'>;

/** Makes texts of one format; the lengths are wishes, and checked afterwards. */
export type Format = (lengths: Lengths) => TextSource;

/** A format's texts: the plainest ones, those that anybody would write, and those that are allowed as well. */
export function format(plain: readonly string[], ordinary: Arbitrary<string>, odd: Arbitrary<string>): TextSource {
  return { plain, arbitraries: [ordinary, ordinary, odd] };
}

/** Longer texts, where the schema asks for them: `stretch` adds that many characters. */
export function lengthened(
  { min }: Lengths,
  { plain, arbitraries }: TextSource,
  stretch: (text: string, missing: number) => string,
): TextSource {
  if (min <= 1) return { plain, arbitraries };
  const stretched = (text: string): string => (text.length < min ? stretch(text, min - text.length) : text);
  return { plain: plain.map(stretched), arbitraries: arbitraries.map((arbitrary) => arbitrary.map(stretched)) };
}
