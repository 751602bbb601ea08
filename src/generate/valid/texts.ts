import fc from 'fast-check';
import { codePoints, fitsText } from './fits.js';
import { contentTexts, formatTexts } from './formats/format-texts.js';
import type { Maker, Plain } from './maker.js';
import type { Matchers } from './matchers.js';
import type { Pace } from './pace.js';
import { patternTexts } from './pattern/pattern-texts.js';
import { checked } from './checked.js';
import type { TextShape } from './shape.js';
import type { TextSource } from './text-source.js';
import { tiered } from './tiered.js';
import { awkwardTexts, plainText, words } from './words.js';

export function textMaker(text: TextShape, matchers: Matchers, pace: Pace): Maker {
  const fits = (value: string): boolean => fitsText(text, value, matchers);
  const sources = sourcesOf(text);
  const plain = plainest(sources, fits);
  return {
    plain: (): Plain => (plain === null ? { reason: `no text found that ${describe(text)}` } : { value: plain }),
    arbitrary: () => {
      const found = plain ?? '';
      const tiers = sources[0]?.arbitraries ?? [];
      return tiered(
        pace,
        tiers.map((arbitrary) => checked(arbitrary, fits, found)),
      );
    },
  };
}

/** From the most to the least telling constraint; the others are checked. */
function sourcesOf(text: TextShape): readonly TextSource[] {
  const formats = text.formats.map((format) => formatTexts(format, text)).filter((source) => source !== null);
  const contents = text.contents.map((content) => contentTexts(content, text)).filter((source) => source !== null);
  const patterns = text.patterns.map((pattern) => patternTexts(pattern, text)).filter((source) => source !== null);
  const narrow = [...formats, ...patterns, ...contents];
  if (narrow.length > 0) return narrow;
  return [
    {
      plain: [plainText(text)],
      arbitraries: [words(text, 'small'), words(text, 'medium'), words(text, 'medium'), awkwardTexts(text)],
    },
  ];
}

function plainest(sources: readonly TextSource[], fits: (value: string) => boolean): string | null {
  for (const { plain, arbitraries } of sources) {
    const first = plain.find(fits);
    if (first !== undefined) return first;
    // Deterministic: the same schema has the same plainest text in every run.
    const drawn = arbitraries.flatMap((arbitrary) => fc.sample(arbitrary, { seed: 1, numRuns: 60 })).filter(fits);
    const shortest = drawn.toSorted((one, other) => codePoints(one) - codePoints(other))[0];
    if (shortest !== undefined) return shortest;
  }
  return fits('') ? '' : null;
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
