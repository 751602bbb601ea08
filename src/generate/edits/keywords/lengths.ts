import { replaceBy, type Change, type KeywordEdits, type Spot } from '../edit-model.js';
import { asLimit } from './limits.js';
import { domainOf, longerAddress } from './mail-address.js';

/** Longer strings are not made: they would cost more than they tell. In characters. */
const longest = 100_000;

/** One character to JSON Schema, two to whoever counts UTF-16 units, four to whoever counts bytes. */
const astral = '\u{1F600}';

export const maxLength: KeywordEdits = {
  keyword: 'maxLength',
  *edges(spot) {
    const bound = boundOf(spot, 0);
    if (bound === null) return;
    yield* ofLength(spot, bound);
    yield replaceBy(spot, astral.repeat(bound));
    yield* ofLength(spot, bound - 1);
  },
  *faults(spot) {
    const bound = boundOf(spot, 1);
    if (bound === null) return;
    yield* ofLength(spot, bound + 1);
    yield replaceBy(spot, astral.repeat(bound + 1));
    if (bound * 10 <= longest) yield* ofLength(spot, bound * 10 + 1);
  },
};

export const minLength: KeywordEdits = {
  keyword: 'minLength',
  *edges(spot) {
    const bound = boundOf(spot, 1);
    if (bound === null) return;
    yield* ofLength(spot, bound);
    yield replaceBy(spot, astral.repeat(bound));
    yield* ofLength(spot, bound + 1);
  },
  *faults(spot) {
    const bound = boundOf(spot, 0);
    if (bound === null || bound === 0) return;
    yield* ofLength(spot, bound - 1);
    if (bound > 1) yield replaceBy(spot, astral.repeat(bound - 1));
    if (bound > 1) yield replaceBy(spot, '');
  },
};

/** The bound, when strings `margin` longer can be made. */
function boundOf({ limit, site, rule, context }: Spot, margin: number): number | null {
  const bound = asLimit(limit);
  if (bound === null || typeof site.value !== 'string') return null;
  if (bound + margin <= longest) return bound;
  context.note({
    kind: 'obstacle',
    pointer: rule.place.pointer,
    reason: `a length of ${bound} is more than is tried: strings are made up to ${longest} characters`,
  });
  return null;
}

/** Ways to give a string another length, so that it may keep its pattern or format. */
function* ofLength(spot: Spot, length: number): Iterable<Change> {
  const { value } = spot.site;
  if (typeof value !== 'string' || length < 0) return;
  const characters = Array.from(value);
  const missing = length - characters.length;
  const ways = missing > 0 ? longer(characters, missing) : shorter(characters, length);
  for (const way of ways) yield replaceBy(spot, way, `length ${length}`);
}

function* longer(characters: readonly string[], missing: number): Iterable<string> {
  const text = characters.join('');
  if (domainOf(text) !== null) yield longerAddress(text, missing);
  const [first = 'a', last = 'a'] = [characters[0], characters.at(-1)];
  yield text + last.repeat(missing);
  yield first.repeat(missing) + text;
  yield text + 'a'.repeat(missing);
  yield 'a'.repeat(missing) + text;
  yield text + '0'.repeat(missing);
  const middle = characters[characters.length >> 1] ?? 'a';
  yield characters.toSpliced(characters.length >> 1, 0, middle.repeat(missing)).join('');
  // Whatever repeats, such as groups of a pattern.
  const whole =
    characters.length === 0 ? [] : Array.from({ length: missing }, (_, index) => characters[index % characters.length]);
  yield text + whole.join('');
}

function* shorter(characters: readonly string[], length: number): Iterable<string> {
  yield characters.slice(0, length).join('');
  yield characters.slice(characters.length - length).join('');
  const head = length >> 1;
  yield [...characters.slice(0, head), ...characters.slice(characters.length - (length - head))].join('');
}
