import { replaceBy, type KeywordEdits } from '../edit-model.js';

/** Longer strings are replaced as a whole. */
const longestMutated = 1000;

export const pattern: KeywordEdits = {
  keyword: 'pattern',
  *faults(spot) {
    if (typeof spot.site.value !== 'string') return;
    for (const text of mutations(spot.site.value)) yield replaceBy(spot, text);
  },
};

/** Strings near one that matches; which of them match no more, the validator tells. */
function* mutations(text: string): Iterable<string> {
  if (text.length <= longestMutated) {
    const characters = Array.from(text);
    yield `${text}!`;
    // `$` also matches before a line feed at the end in several languages, though not in JSON Schema's.
    yield `${text}\n`;
    yield ` ${text}`;
    yield characters.toSpliced(0, 1, '!').join('');
    yield characters.slice(0, -1).join('');
    yield characters.slice(1).join('');
    yield characters.toSpliced(characters.length >> 1, 1, ' ').join('');
    yield text.toUpperCase();
    yield text.toLowerCase();
    yield characters.map((character) => (/[\p{L}\p{N}]/u.test(character) ? '!' : 'a')).join('');
    yield text.replace(/\d/gu, 'x');
    yield text.replace(/\p{L}/gu, '0');
  }
  // Patterns are met from both sides: these lack what most of them ask for, or hold what most of them forbid.
  yield* ['', '!', ' ', 'a', 'A', '0', '-', '\u{1F600}', '\n', '/', '@', 'x'.repeat(64)];
}
