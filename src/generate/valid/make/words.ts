import fc, { type Arbitrary } from 'fast-check';
import { codePoints } from '../shape/fits.js';
import type { TextShape } from '../shape/shape.js';

type Lengths = Pick<TextShape, 'min' | 'max'>;

/** Longest text that is made where the schema asks for no longer one. */
const reach = { small: 8, medium: 30 } as const;

const from =
  (start: string) =>
  (offset: number): string =>
    String.fromCodePoint((start.codePointAt(0) ?? 0) + offset);

/** One character, mostly a letter; it shrinks to `a`. */
const letters = fc.mapToConstant(
  { num: 26, build: from('a') },
  { num: 26, build: from('A') },
  { num: 10, build: from('0') },
);

const odd = Array.from(' -_.,:;!?@#$%&*+=/|~^()[]{}<>"\'`\\');
const foreign = Array.from('äßéñøçğıİſŁœ中文字日本語한국어हिन्दीไทยעבריתالعربيةΩжщ€™½²\u00a0\u200b\u0301𝔘🎉👩🏽💩');

const characters = fc.oneof(
  { arbitrary: letters, weight: 12 },
  { arbitrary: fc.constantFrom(...odd), weight: 3 },
  { arbitrary: fc.constantFrom(...foreign), weight: 1 },
);

/** What careless code stumbles over: markup, quotes, templates, directions, names with a meaning, numbers in disguise. */
const awkward: readonly string[] = [
  '<b>"&amp;\'</b>',
  '<script>alert(1)</script>',
  "Robert'); DROP TABLE x;--",
  '{{7*7}}${7*7}%7B%7D',
  '../../etc/passwd',
  ' leading and trailing ',
  'null',
  'undefined',
  'true',
  '0',
  '-1',
  '1e309',
  'NaN',
  '__proto__',
  'constructor',
  '%00%0a%s%n',
  'tab\tnew\nline',
  'Zoë Müller-Łukasiewicz',
  'e\u0301 is not é',
  'مرحبا بالعالم',
  '\u202eright to left',
  '👩‍👩‍👧‍👦 family',
  '𝒜𝓈𝓉𝓇𝒶𝓁',
  'ﬁ ligature ſ İ',
  '中文和日本語',
];

/** The plainest text with these lengths: one letter where one is allowed. */
export function plainText({ min, max }: Lengths): string {
  return 'a'.repeat(Math.min(Math.max(min, 1), max));
}

export function words(lengths: Lengths, size: keyof typeof reach): Arbitrary<string> {
  const { min, max } = bounded(lengths, reach[size]);
  return fc
    .array(size === 'small' ? letters : characters, { minLength: min, maxLength: max, size: 'max' })
    .map((drawn) => drawn.join(''));
}

/** Awkward texts that are short enough, filled up where they are too short. */
export function awkwardTexts(lengths: Lengths): Arbitrary<string> {
  const fitting = awkward.filter((text) => codePoints(text) <= lengths.max);
  const filled = fitting.map((text) => text + 'a'.repeat(Math.max(0, lengths.min - codePoints(text))));
  return filled.length === 0 ? words(lengths, 'medium') : fc.constantFrom(plainText(lengths), ...filled);
}

/** One character is the least, where the schema leaves it open: an empty text is an edge, not an ordinary value. */
function bounded({ min, max }: Lengths, most: number): Lengths {
  const least = Math.min(Math.max(min, 1), max);
  return { min: least, max: Math.min(max, least + most) };
}
