import { Stream, Value, type Random } from 'fast-check';
import { compileNative, withoutNeedlessEscapes } from '../../../../contract/regexp.js';
import type { TextShape } from '../../shape/shape.js';
import { simplerTexts } from '../simpler-texts.js';
import type { TextSource } from '../text-source.js';
import { Tracked } from '../../draw/tracked.js';
import { parsePattern, type Pattern } from './parse-pattern.js';
import { widthOf, writePattern, type Chooser } from './write-pattern.js';

/** Longest text that is tried in search of a length. */
const longest = 10_000;

/** Texts that a pattern describes; null: it is not understood. What it forbids by looking around is left to be checked. */
export function patternTexts(source: string, { min, max }: Pick<TextShape, 'min' | 'max'>): TextSource | null {
  const pattern = attempt(source) ?? attempt(withoutNeedlessEscapes(source));
  if (pattern === null || !isWritable(pattern) || widthOf(pattern) > Math.min(max, longest)) return null;
  const width = widthOf(pattern);
  const least = Math.min(Math.max(0, min - width), longest);
  const most = Math.min(max - width, longest);
  const room = (more: number): Room => ({ pattern, least, most: Math.max(least, Math.min(most, least + more)) });
  return {
    plain: plainTexts(pattern, least, most),
    arbitraries: [
      new PatternTexts(room(2), 'readable'),
      new PatternTexts(room(8), 'readable'),
      new PatternTexts(room(24), 'printable'),
      new PatternTexts(room(60), 'any'),
    ],
  };
}

function attempt(source: string): Pattern | null {
  try {
    compileNative(source);
    return parsePattern(source);
  } catch {
    return null;
  }
}

/** Whether every character that has to be written exists: `[]` matches none. */
function isWritable(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'one':
      return pattern.of.length > 0;
    case 'all':
      return pattern.parts.every(isWritable);
    case 'either':
      return pattern.options.every(isWritable);
    case 'repeat':
    case 'group':
    case 'ahead':
      return isWritable(pattern.part);
    case 'same':
    case 'end':
      return true;
  }
}

/** The first of everything. */
function plainTexts(pattern: Pattern, least: number, most: number): readonly string[] {
  const first = (writesAhead: boolean): Chooser => ({ upTo: () => 0, taste: 'readable', writesAhead });
  const spare = widthOf(pattern) === 0 ? Math.max(least, Math.min(1, most)) : least;
  return [
    writePattern(pattern, first(false), spare),
    writePattern(pattern, first(false), least),
    writePattern(pattern, first(true), least),
  ];
}

interface Room {
  readonly pattern: Pattern;
  /** Characters to add to the shortest text. */
  readonly least: number;
  readonly most: number;
}

class PatternTexts extends Tracked<string> {
  readonly #room: Room;
  readonly #taste: Chooser['taste'];

  constructor(room: Room, taste: Chooser['taste']) {
    super();
    this.#room = room;
    this.#taste = taste;
  }

  override generate(random: Random): Value<string> {
    const { pattern, least, most } = this.#room;
    const upTo = (limit: number): number => (limit <= 0 ? 0 : random.nextInt(0, limit));
    const chooser: Chooser = { upTo, taste: this.#taste, writesAhead: random.nextInt(0, 1) === 1 };
    return new Value(writePattern(pattern, chooser, random.nextInt(least, most)), null);
  }

  override shrink(value: string): Stream<Value<string>> {
    return new Stream(simplerTexts(value)).map((simpler) => new Value(simpler, null));
  }
}
