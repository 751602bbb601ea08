import fc, { type Arbitrary } from 'fast-check';
import { codePoints, fitsText } from '../shape/fits.js';
import { contentTexts, formatTexts } from './formats/format-texts.js';
import type { Maker, Plain } from './maker.js';
import type { Matchers } from '../shape/matchers.js';
import type { Pace } from '../draw/pace.js';
import { patternTexts } from './pattern/pattern-texts.js';
import { checked } from '../draw/checked.js';
import type { TextShape } from '../shape/shape.js';
import type { TextSource } from './text-source.js';
import { tiered } from '../draw/tiered.js';
import { awkwardTexts, plainText, words } from './words.js';

/** Longest text that is made, in characters. */
const longest = 1_000_000;

export function textMaker(text: TextShape, matchers: Matchers, pace: Pace): Maker {
  const fits = (value: string): boolean => fitsText(text, value, matchers);
  if (text.min > longest) return impossible(`a text of ${text.min} characters is longer than any that is made`);
  let found: Found | null | undefined;
  const find = (): Found | null => (found === undefined ? (found = findPlainest(sourcesOf(text), fits)) : found);
  const draw = (): Arbitrary<string> => {
    const { plain, arbitraries } = find() ?? { plain: '', arbitraries: [] };
    return tiered(
      pace,
      arbitraries.map((one) => checked(one, fits, plain)),
    );
  };
  let arbitrary: Arbitrary<string> | null = null;
  return {
    plain: (): Plain => {
      const plainest = find();
      return plainest === null ? { reason: `no text is found that ${describe(text)}` } : { value: plainest.plain };
    },
    arbitrary: () => (arbitrary ??= draw()),
  };
}

function impossible(reason: string): Maker {
  return { plain: () => ({ reason }), arbitrary: () => fc.constant(null) };
}

/** From the most to the least telling constraint; the others are checked. */
function sourcesOf(text: TextShape): readonly TextSource[] {
  const formats = text.formats.map((format) => formatTexts(format, text)).filter((source) => source !== null);
  const contents = text.contents.map((content) => contentTexts(content, text)).filter((source) => source !== null);
  const patterns = text.patterns.map((pattern) => patternTexts(pattern, text)).filter((source) => source !== null);
  const narrow = [...formats, ...patterns, ...oneAfterTheOther(patterns), ...contents];
  if (narrow.length > 0) return narrow;
  return [
    {
      plain: [plainText(text)],
      arbitraries: [words(text, 'small'), words(text, 'medium'), words(text, 'medium'), awkwardTexts(text)],
    },
  ];
}

/** Patterns that leave an end open may be met by texts for each of them in a row. */
function oneAfterTheOther(sources: readonly TextSource[]): readonly TextSource[] {
  if (sources.length < 2) return [];
  return [sources, sources.toReversed()].map((row) => ({
    plain: [row.map(({ plain }) => plain.at(-1) ?? '').join('')],
    arbitraries: [fc.tuple(...row.map(({ arbitraries }) => fc.oneof(...arbitraries))).map((texts) => texts.join(''))],
  }));
}

/** The plainest text, and where more like it come from. */
interface Found {
  readonly plain: string;
  readonly arbitraries: readonly Arbitrary<string>[];
}

function findPlainest(sources: readonly TextSource[], fits: (value: string) => boolean): Found | null {
  for (const { plain, arbitraries } of sources) {
    const first = plain.find(fits) ?? shortestDrawn(arbitraries).find(fits);
    if (first !== undefined) return { plain: first, arbitraries };
  }
  return null;
}

/** Deterministic: the same schema has the same plainest text in every run. */
function shortestDrawn(arbitraries: readonly Arbitrary<string>[]): readonly string[] {
  const drawn = arbitraries.flatMap((arbitrary) => fc.sample(arbitrary, { seed: 1, numRuns: 60 }));
  return drawn.toSorted((one, other) => codePoints(one) - codePoints(other));
}

function describe({ min, max, patterns, notPatterns, formats }: TextShape): string {
  const parts = [
    ...(min > 0 ? [`has at least ${min} characters`] : []),
    ...(max < Infinity ? [`has at most ${max} characters`] : []),
    ...patterns.map((pattern) => `matches ${pattern}`),
    ...notPatterns.map((pattern) => `does not match ${pattern}`),
    ...formats.map((format) => `is a ${format}`),
  ];
  return parts.join(' and ');
}
