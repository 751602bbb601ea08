import {
  complement,
  digits,
  propertySet,
  setOf,
  spaces,
  union,
  wordCharacters,
  type CodePoints,
} from './code-points.js';
import type { Reader } from './reader.js';

/** What stands between brackets; the opening one is taken already. */
export function parseClass(reader: Reader): CodePoints {
  const negative = reader.take('^');
  const sets: CodePoints[] = [];
  while (!reader.take(']')) {
    const from = parseMember(reader);
    const bounded = reader.peek() === '-' && !reader.rest().startsWith('-]');
    if (!bounded) {
      sets.push(from);
      continue;
    }
    reader.take('-');
    const to = parseMember(reader);
    const [low, high] = [single(from), single(to)];
    if (low === null || high === null) sets.push(from, to, single45);
    else sets.push(setOf([[low, high]]));
  }
  const all = union(...sets);
  return negative ? complement(all) : all;
}

const single45 = setOf([[45, 45]]);

function single(set: CodePoints): number | null {
  const [only] = set;
  return set.length === 1 && only !== undefined && only[0] === only[1] ? only[0] : null;
}

function parseMember(reader: Reader): CodePoints {
  const character = reader.next();
  if (character !== '\\') return one(character.codePointAt(0) ?? 0);
  if (reader.take('b')) return one(8);
  return parseEscape(reader);
}

function one(point: number): CodePoints {
  return setOf([[point, point]]);
}

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0 };
const classes: Readonly<Record<string, CodePoints>> = {
  d: digits,
  D: complement(digits),
  w: wordCharacters,
  W: complement(wordCharacters),
  s: spaces,
  S: complement(spaces),
};

/** What stands after a backslash that stands for one character. */
export function parseEscape(reader: Reader): CodePoints {
  const hexadecimal = /^(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]+)\})/.exec(reader.rest());
  if (hexadecimal !== null && reader.take(hexadecimal[0])) {
    const point = parseInt(hexadecimal[1] ?? hexadecimal[2] ?? hexadecimal[3] ?? '', 16);
    return one(withTrail(point, reader));
  }
  const control = /^c([A-Za-z])/.exec(reader.rest());
  if (control?.[1] !== undefined && reader.take(control[0])) return one((control[1].codePointAt(0) ?? 0) % 32);
  if (reader.take('p{')) return propertySet(reader.until('}'));
  if (reader.take('P{')) return complement(propertySet(reader.until('}')));
  const character = reader.next();
  if (Object.hasOwn(classes, character)) return classes[character] ?? [];
  return one(Object.hasOwn(controls, character) ? (controls[character] ?? 0) : (character.codePointAt(0) ?? 0));
}

/** Two escapes that are halves of a surrogate pair stand for one character. */
function withTrail(lead: number, reader: Reader): number {
  const trail = lead >= 0xd800 && lead <= 0xdbff ? /^\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})/.exec(reader.rest()) : null;
  if (trail?.[1] === undefined || !reader.take(trail[0])) return lead;
  return (lead - 0xd800) * 0x400 + (parseInt(trail[1], 16) - 0xdc00) + 0x10000;
}
