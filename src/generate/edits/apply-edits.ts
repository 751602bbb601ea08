import { isList, isObject, splitPointer, valueAt } from '../../contract/json-pointer.js';
import type { Json, JsonObject } from '../../contract/model.js';
import { isSameJson } from '../same-json.js';
import type { Edit } from '../schema-source.js';

/**
 * The value with another one at a JSON pointer; what is not on the way is shared with the old one.
 *
 * @param after undefined: the place is removed.
 * @returns undefined when the value has no such place: its holder is missing, or an array is too short.
 */
export function withValueAt(root: Json, at: string, after: Json | undefined): Json | undefined {
  return replaceAt(root, splitPointer(at), after);
}

/** In its place when there is one of that name, else at the end. A computed name may be `__proto__`: it stays a member. */
export function withMember(holder: JsonObject, name: string, value: Json): JsonObject {
  return { ...holder, [name]: value };
}

export function withoutMember(holder: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(holder).filter(([key]) => key !== name));
}

function replaceAt(holder: Json, segments: readonly string[], after: Json | undefined): Json | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) return after;
  if (isList(holder)) return replaceItem(holder, { segment, rest, after });
  if (!isObject(holder)) return undefined;
  const known = Object.hasOwn(holder, segment) ? holder[segment] : undefined;
  if (rest.length === 0) {
    if (after !== undefined) return withMember(holder, segment, after);
    return known === undefined ? undefined : withoutMember(holder, segment);
  }
  const inner = known === undefined ? undefined : replaceAt(known, rest, after);
  return inner === undefined ? undefined : withMember(holder, segment, inner);
}

interface ItemStep {
  readonly segment: string;
  readonly rest: readonly string[];
  readonly after: Json | undefined;
}

function replaceItem(holder: readonly Json[], { segment, rest, after }: ItemStep): Json | undefined {
  if (!/^(?:0|[1-9]\d*)$/.test(segment)) return undefined;
  const index = Number(segment);
  const known = holder[index];
  if (rest.length > 0) {
    const inner = known === undefined ? undefined : replaceAt(known, rest, after);
    return inner === undefined ? undefined : holder.with(index, inner);
  }
  if (after === undefined) return known === undefined ? undefined : holder.toSpliced(index, 1);
  return index > holder.length ? undefined : holder.toSpliced(index, 1, after);
}

/**
 * Makes several edits of one value together, as for a request with several faults.
 *
 * Pointers mean places of `base`, whatever the other edits add or remove.
 *
 * @returns undefined when two of them touch the same place, one lies inside of the other, or a place is missing.
 */
export function combine(base: Json, edits: readonly Edit[]): Json | undefined {
  const disjoint = edits.every(({ at }, index) =>
    edits.every((other, position) => position === index || !isWithin(other.at, at)),
  );
  if (!disjoint) return undefined;
  let value: Json | undefined = base;
  for (const { at, after } of inSafeOrder(edits)) {
    if (value !== undefined) value = withValueAt(value, at, after);
  }
  return value;
}

/** Replacing shifts nothing; adding shifts only what comes later; removing goes last, from the end. */
function inSafeOrder(edits: readonly Edit[]): readonly Edit[] {
  const added = edits.filter(({ after }) => after !== undefined);
  const removed = edits.filter(({ after }) => after === undefined);
  return [
    ...added.toSorted((left, right) => byPlace(left.at, right.at)),
    ...removed.toSorted((left, right) => byPlace(right.at, left.at)),
  ];
}

function byPlace(left: string, right: string): number {
  const [first, second] = [splitPointer(left), splitPointer(right)];
  for (const [index, segment] of first.entries()) {
    const other = second[index];
    if (other === undefined) return 1;
    if (segment === other) continue;
    const difference = Number(segment) - Number(other);
    return Number.isNaN(difference) ? (segment < other ? -1 : 1) : difference;
  }
  return first.length - second.length;
}

/**
 * Makes an edit of one value in another one, such as the plainest value in place of a random one.
 *
 * @returns undefined when the other value has no such place, or holds there already what the edit would make of it.
 */
export function reapply(base: Json, edit: Edit): Json | undefined {
  const before = valueAt(base, edit.at);
  if (edit.before !== undefined && before === undefined) return undefined;
  return before !== undefined && isSameJson(before, edit.after) ? undefined : withValueAt(base, edit.at, edit.after);
}

/** Whether a place is another one or lies below it. */
export function isWithin(at: string, place: string): boolean {
  return at.startsWith(place) && (at.length === place.length || at[place.length] === '/');
}
