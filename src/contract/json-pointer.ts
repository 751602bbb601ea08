import type { Json, JsonObject } from './model.js';

/** One reference token of a JSON pointer, escaped (RFC 6901, section 3). */
export function escapeSegment(segment: string): string {
  // Most segments need nothing, and a large document has hundreds of thousands.
  return segment.includes('/') || segment.includes('~') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

/** Joins a pointer and further segments, given unescaped. */
export function joinPointer(pointer: string, ...segments: readonly (string | number)[]): string {
  let joined = pointer;
  for (const segment of segments) joined += `/${typeof segment === 'number' ? segment : escapeSegment(segment)}`;
  return joined;
}

/** The unescaped segments of a JSON pointer; the empty pointer has none. */
export function splitPointer(pointer: string): readonly string[] {
  if (pointer === '') return [];
  const segments = pointer.split('/').slice(1);
  // Most segments are written as they are, and a value that is edited is walked by its pointer again and again.
  if (!pointer.includes('~')) return segments;
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The pointer as the fragment of a URI, without `#` (RFC 6901, section 6). */
export function pointerToFragment(pointer: string): string {
  return pointer.split('/').map(encodeURIComponent).join('/');
}

/** The JSON pointer that a `$ref` within the document means; null when it leads elsewhere or is no pointer. */
export function localPointer(reference: string): string | null {
  if (reference !== '#' && !reference.startsWith('#/')) return null;
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return reference.slice(1);
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Array.isArray` that keeps the element type of a readonly array. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A member of a JSON object. Documents may name members like those of `Object.prototype`, so only own ones count. */
export function member(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A member that is an object; an empty object when there is none. */
export function objectMember(value: Json | undefined, name: string): JsonObject {
  const found = member(value, name);
  return isObject(found) ? found : {};
}

/** A member that is an array; an empty one when there is none. */
export function listMember(value: Json | undefined, name: string): readonly Json[] {
  const found = member(value, name);
  return isList(found) ? found : [];
}

/** A member that is a string, or null. */
export function textMember(value: Json | undefined, name: string): string | null {
  const found = member(value, name);
  return typeof found === 'string' ? found : null;
}

/** The value at a JSON pointer; undefined when the document has no such place. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const segment of splitPointer(pointer)) {
    value = isList(value) ? (/^\d+$/.test(segment) ? value[Number(segment)] : undefined) : member(value, segment);
    if (value === undefined) return undefined;
  }
  return value;
}

/** Where a chain of `$ref`s ends. */
export interface Resolved {
  readonly value: Json;
  readonly pointer: string;
}

/** Follows `$ref`s from a place to the value meant; null when the chain dangles, is a circle or leaves the document. */
export function resolveReference(root: Json, start: Resolved): Resolved | null {
  const seen = new Set<string>();
  let at = start;
  for (;;) {
    const reference = textMember(at.value, '$ref');
    if (reference === null) return at;
    const pointer = localPointer(reference);
    if (pointer === null || seen.has(pointer)) return null;
    seen.add(pointer);
    const value = valueAt(root, pointer);
    if (value === undefined) return null;
    at = { value, pointer };
  }
}
