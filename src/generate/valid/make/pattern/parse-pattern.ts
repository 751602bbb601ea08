import { complement, lineEnds, readable, setOf, type CodePoints } from './code-points.js';
import { parseClass, parseEscape } from './parse-class.js';
import { createReader, type Reader } from './reader.js';

/** A regular expression (ECMA-262, section 22.2.1), as far as it says what to write. */
export type Pattern =
  | { readonly kind: 'one'; readonly of: CodePoints }
  | { readonly kind: 'all'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'either'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly part: Pattern; readonly name: string }
  /** What the group with this name or number matched. */
  | { readonly kind: 'same'; readonly name: string }
  /** Must follow; what must not, or must stand before, is left to be checked. */
  | { readonly kind: 'ahead'; readonly part: Pattern }
  /** Nothing may follow. */
  | { readonly kind: 'end' };

const nothing: Pattern = { kind: 'all', parts: [] };
const end: Pattern = { kind: 'end' };

/** @throws SyntaxError when it is no pattern that is understood here. */
export function parsePattern(source: string): Pattern {
  const reader = createReader(source);
  const groups = { count: 0 };
  const pattern = parseEither(reader, groups);
  if (!reader.atEnd()) throw new SyntaxError(`unexpected ${reader.peek()} in ${source}`);
  return opened(pattern);
}

const anything: Pattern = { kind: 'repeat', part: { kind: 'one', of: readable }, min: 0, max: Infinity };

/** A pattern without `$` says nothing of what follows. */
function opened(pattern: Pattern): Pattern {
  if (pattern.kind === 'either') return { ...pattern, options: pattern.options.map(opened) };
  if (pattern.kind !== 'all' || pattern.parts.at(-1)?.kind === 'end') return pattern;
  return { kind: 'all', parts: [...pattern.parts, anything] };
}

interface Groups {
  count: number;
}

function parseEither(reader: Reader, groups: Groups): Pattern {
  const options = [parseAll(reader, groups)];
  while (reader.take('|')) options.push(parseAll(reader, groups));
  const [only] = options;
  return options.length === 1 && only !== undefined ? only : { kind: 'either', options };
}

function parseAll(reader: Reader, groups: Groups): Pattern {
  const parts: Pattern[] = [];
  while (!reader.atEnd() && reader.peek() !== '|' && reader.peek() !== ')') {
    const atom = parseAtom(reader, groups);
    const repeated = parseQuantifier(reader, atom);
    if (repeated !== nothing) parts.push(repeated);
  }
  return { kind: 'all', parts };
}

function parseAtom(reader: Reader, groups: Groups): Pattern {
  const character = reader.next();
  switch (character) {
    case '^':
      return nothing;
    case '$':
      return end;
    case '.':
      return { kind: 'one', of: complement(lineEnds) };
    case '[':
      return { kind: 'one', of: parseClass(reader) };
    case '(':
      return parseGroup(reader, groups);
    case '\\':
      return parseBackslash(reader);
    default:
      return literal(character);
  }
}

function literal(character: string): Pattern {
  const point = character.codePointAt(0) ?? 0;
  return { kind: 'one', of: setOf([[point, point]]) };
}

function parseGroup(reader: Reader, groups: Groups): Pattern {
  const negative = reader.take('?!') || reader.take('?<!') || reader.take('?<=');
  const ahead = !negative && reader.take('?=');
  const plain = !negative && !ahead && reader.take('?:');
  const named = !negative && !ahead && !plain && reader.take('?<') ? reader.until('>') : null;
  if (!negative && !ahead && !plain) groups.count += 1;
  const name = named ?? String(groups.count);
  const part = parseEither(reader, groups);
  if (!reader.take(')')) throw new SyntaxError('a group is not closed');
  if (negative) return nothing;
  if (ahead) return { kind: 'ahead', part };
  return plain ? part : { kind: 'group', part, name };
}

function parseBackslash(reader: Reader): Pattern {
  if (reader.take('b') || reader.take('B')) return nothing;
  if (reader.take('k<')) return { kind: 'same', name: reader.until('>') };
  const number = /^[1-9]\d*/.exec(reader.rest())?.[0];
  if (number !== undefined && reader.take(number)) return { kind: 'same', name: number };
  return { kind: 'one', of: parseEscape(reader) };
}

function parseQuantifier(reader: Reader, part: Pattern): Pattern {
  const counted = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(reader.rest())?.[0];
  if (counted === undefined || !reader.take(counted)) return part;
  reader.take('?');
  const [min, max] = countsOf(counted);
  return { kind: 'repeat', part, min, max };
}

function countsOf(quantifier: string): readonly [number, number] {
  if (quantifier === '*') return [0, Infinity];
  if (quantifier === '+') return [1, Infinity];
  if (quantifier === '?') return [0, 1];
  const [low = '', high] = quantifier.slice(1, -1).split(',');
  return [Number(low), high === undefined ? Number(low) : high === '' ? Infinity : Number(high)];
}
