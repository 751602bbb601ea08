import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { scanJson, type WantedPlace } from './json-scan.js';
import { splitPointer } from './json-pointer.js';
import type { LoadedDocument } from './model.js';

/** A place in a text, both numbers from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/**
 * The 1-based lines at which JSON pointers lie in the text as fetched. One pass for all of them, because few are asked
 * for and keeping every position of a large document costs more than the document.
 *
 * @returns a map without the pointers that the text has no place for (bundled from elsewhere).
 */
export function linesOf(
  document: Pick<LoadedDocument, 'text' | 'format'>,
  pointers: Iterable<string>,
): ReadonlyMap<string, number> {
  const wanted = [...new Set(pointers)];
  if (wanted.length === 0) return new Map();
  const offsets = document.format === 'json' ? jsonOffsets(document.text, wanted) : yamlOffsets(document.text, wanted);
  return toLines(document.text, offsets);
}

function jsonOffsets(text: string, pointers: readonly string[]): Map<string, number> {
  const root: WantedPlace = { offset: 0, below: new Map() };
  const places = pointers.map((pointer): [string, WantedPlace] => {
    let place = root;
    for (const segment of splitPointer(pointer)) {
      const next: WantedPlace = place.below.get(segment) ?? { offset: null, below: new Map() };
      place.below.set(segment, next);
      place = next;
    }
    return [pointer, place];
  });
  scanJson(text, { maxDepth: Number.POSITIVE_INFINITY, wanted: root });
  return new Map(places.flatMap(([pointer, { offset }]) => (offset === null ? [] : [[pointer, offset]])));
}

function yamlOffsets(text: string, pointers: readonly string[]): Map<string, number> {
  const { contents } = parseDocument(text, { lineCounter: new LineCounter() });
  const offsets = new Map<string, number>();
  for (const pointer of pointers) {
    const offset = yamlOffset(contents, splitPointer(pointer));
    if (offset !== null) offsets.set(pointer, offset);
  }
  return offsets;
}

function yamlOffset(start: Node | null, segments: readonly string[]): number | null {
  let node: unknown = start;
  let offset = start?.range?.[0] ?? 0;
  for (const segment of segments) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === segment);
      if (pair === undefined || !isScalar(pair.key)) return null;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      if (typeof node !== 'object' || node === null) return null;
      offset = 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : offset;
    } else {
      return null;
    }
  }
  return offset;
}

/** Counts line breaks once for all offsets. */
function toLines(text: string, offsets: ReadonlyMap<string, number>): Map<string, number> {
  const sorted = [...offsets].sort(([, left], [, right]) => left - right);
  const lines = new Map<string, number>();
  let line = 1;
  let at = 0;
  for (const [pointer, offset] of sorted) {
    for (let next = text.indexOf('\n', at); next !== -1 && next < offset; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    lines.set(pointer, line);
  }
  return lines;
}
