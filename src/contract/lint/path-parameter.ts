import { joinPointer, listMember, member, resolveReference, textMember } from '../json-pointer.js';
import type { Json, LoadedDocument } from '../model.js';
import { pointerOf, type DocumentNode } from '../walk.js';
import type { LintRule } from './rule.js';

/** Placeholders of a path and its declared `path` parameters that do not belong together. */
export const pathParameter: LintRule = {
  name: 'path-parameter',
  severity: 'error',
  start: (document, report) => ({
    enter: (node) => {
      const path = node.kind === 'Operation' ? pathOf(node) : null;
      if (path === null) return;
      const pointer = pointerOf(node);
      const declared = declaredIn(document, node);
      const named = new Set(placeholdersOf(path));
      for (const name of named) {
        if (!declared.has(name)) report(pointer, `the path has {${name}}, but no such parameter is declared`);
      }
      for (const [name, parameter] of declared) {
        if (!named.has(name)) report(pointer, `the parameter ${JSON.stringify(name)} is not in the path ${path}`);
        else if (member(parameter, 'required') !== true) {
          report(pointer, `the path parameter ${JSON.stringify(name)} must have "required": true`);
        }
      }
    },
  }),
};

/** The path of an operation below `paths`; webhooks and callbacks are called by other rules. */
function pathOf(operation: DocumentNode): string | null {
  const steps = operation.parent?.steps ?? [];
  return steps[0] === 'paths' && operation.parent?.parent?.kind === 'OpenAPI' ? String(steps[1]) : null;
}

/** Names in braces, in order. */
export function placeholdersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '');
}

/** Path parameters by name, those of the operation before those of its path item. */
function declaredIn(document: LoadedDocument, operation: DocumentNode): ReadonlyMap<string, Json> {
  const declared = new Map<string, Json>();
  for (const holder of [operation.parent, operation]) {
    if (holder === null) continue;
    listMember(holder.value, 'parameters').forEach((value, index) => {
      const pointer = joinPointer('', 'parameters', index);
      const parameter = resolveReference(document.root, { value, pointer })?.value;
      const name = textMember(parameter, 'name');
      if (name !== null && textMember(parameter, 'in') === 'path' && parameter !== undefined)
        declared.set(name, parameter);
    });
  }
  return declared;
}
