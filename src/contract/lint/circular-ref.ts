import { isObject, joinPointer, listMember, localPointer, member, textMember, valueAt } from '../json-pointer.js';
import type { Json, JsonObject } from '../model.js';
import { pointerOf } from '../walk.js';
import type { LintRule } from './rule.js';

/**
 * A schema that a value can only match by containing another one that matches it, and so on without end: through
 * references and `allOf` alone (validators overflow), or through required members and items as well (no finite value).
 */
export const circularRef: LintRule = {
  name: 'circular-ref',
  severity: 'error',
  start: (document, report) => {
    const done = new Set<string>();
    const search = (start: string): void => {
      const open: string[] = [];
      // An explicit stack: a chain of references may be longer than the call stack.
      const stack: { pointer: string; leaving: boolean }[] = [{ pointer: start, leaving: false }];
      for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
        const { pointer, leaving } = step;
        if (leaving) {
          open.pop();
          done.add(pointer);
        } else if (open.includes(pointer)) {
          const circle = open.slice(open.indexOf(pointer));
          // A circle has no start; the outermost place on it is the one with a name.
          const at = circle.reduce((best, place) => (place.length < best.length ? place : best));
          report(at, `this schema needs itself without end, by way of ${circle.concat(pointer).join(' → ')}`);
        } else if (!done.has(pointer)) {
          open.push(pointer);
          stack.push({ pointer, leaving: true });
          const schema = valueAt(document.root, pointer);
          for (const next of neededBy(schema, pointer)) stack.push({ pointer: next, leaving: false });
        }
      }
    };
    return {
      enter: (node) => {
        if (node.kind === 'Schema' && isObject(node.value) && canRecur(node.value)) search(pointerOf(node));
      },
    };
  },
};

/** Every circle passes a reference, and few schemas are more than a leaf. */
function canRecur(schema: JsonObject): boolean {
  return member(schema, '$ref') !== undefined;
}

/** Schemas that something has to match whenever a value matches this one. */
function neededBy(schema: Json | undefined, pointer: string): readonly string[] {
  const target = textMember(schema, '$ref');
  const reference = target === null ? null : localPointer(target);
  const branches = listMember(schema, 'allOf').map((_, index) => joinPointer(pointer, 'allOf', index));
  return [...(reference === null ? [] : [reference]), ...branches, ...neededMembers(schema, pointer)];
}

/** A value of another type would need none of these, so they count only where the type leaves no choice. */
function neededMembers(schema: Json | undefined, pointer: string): readonly string[] {
  if (member(schema, 'nullable') === true) return [];
  const type = member(schema, 'type');
  if (type === 'object') {
    const properties = member(schema, 'properties');
    return listMember(schema, 'required').flatMap((name) =>
      typeof name === 'string' && member(properties, name) !== undefined
        ? [joinPointer(pointer, 'properties', name)]
        : [],
    );
  }
  const least = member(schema, 'minItems');
  const items = type === 'array' && typeof least === 'number' && least > 0 && member(schema, 'items') !== undefined;
  return items ? [joinPointer(pointer, 'items')] : [];
}
