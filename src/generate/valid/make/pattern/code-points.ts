/** A set of code points: ranges in order, both ends inside. */
export type CodePoints = readonly (readonly [number, number])[];

export const last = 0x10ffff;

export function setOf(ranges: readonly (readonly [number, number])[]): CodePoints {
  const ordered = ranges.toSorted(([one], [other]) => one - other);
  const joined: [number, number][] = [];
  for (const [low, high] of ordered) {
    const before = joined.at(-1);
    if (before !== undefined && low <= before[1] + 1) before[1] = Math.max(before[1], high);
    else joined.push([low, high]);
  }
  return joined;
}

export function union(...sets: readonly CodePoints[]): CodePoints {
  return setOf(sets.flat());
}

export function complement(set: CodePoints): CodePoints {
  const gaps: [number, number][] = [];
  let from = 0;
  for (const [low, high] of set) {
    if (low > from) gaps.push([from, low - 1]);
    from = high + 1;
  }
  if (from <= last) gaps.push([from, last]);
  return gaps;
}

export function intersection(one: CodePoints, other: CodePoints): CodePoints {
  return complement(union(complement(one), complement(other)));
}

export function sizeOf(set: CodePoints): number {
  return set.reduce((sum, [low, high]) => sum + high - low + 1, 0);
}

/** The code point at a position, counted through the ranges. */
export function pick(set: CodePoints, position: number): number {
  let left = position;
  for (const [low, high] of set) {
    if (left <= high - low) return low + left;
    left -= high - low + 1;
  }
  throw new RangeError('the set is smaller than that');
}

const code = (character: string): number => character.codePointAt(0) ?? 0;
const range = (from: string, to: string): readonly [number, number] => [code(from), code(to)];

export const digits = setOf([range('0', '9')]);
export const wordCharacters = setOf([range('a', 'z'), range('A', 'Z'), range('0', '9'), range('_', '_')]);
/** White space and line terminators (ECMA-262, sections 12.2 and 12.3). */
export const spaces = setOf([
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]);
/** What `.` leaves out. */
export const lineEnds = setOf([
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
]);
export const readable = setOf([range('a', 'z'), range('A', 'Z'), range('0', '9')]);
export const printable = setOf([[32, 126]]);
/** Characters that go over any wire: no control characters, no halves of surrogate pairs, no non-characters of the plane. */
export const safe = setOf([
  [32, 126],
  [0xa0, 0xd7ff],
  [0xe000, 0xf8ff],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x10000, 0x1fffd],
]);

const properties = new Map<string, CodePoints>();

/**
 * The code points with a Unicode property, as far as they stand in the first three planes' busier parts: to make texts,
 * not all of them are needed.
 *
 * @throws SyntaxError when there is no such property.
 */
export function propertySet(name: string): CodePoints {
  const known = properties.get(name);
  if (known !== undefined) return known;
  const expression = new RegExp(`\\p{${name}}`, 'u');
  const found: [number, number][] = [];
  for (let point = 0; point <= 0x1ffff; point += 1) {
    if (point === 0x3400) point = 0x4e00;
    if (point === 0x4f00) point = 0xac00;
    if (point === 0xad00) point = 0xf900;
    if (expression.test(String.fromCodePoint(point))) found.push([point, point]);
  }
  const set = setOf(found);
  properties.set(name, set);
  return set;
}
