import { localPointer, textMember, valueAt } from '../json-pointer.js';
import { pointerOf } from '../walk.js';
import type { LintRule } from './rule.js';

/** A `$ref` to a place that the document does not have. */
export const danglingRef: LintRule = {
  name: 'dangling-ref',
  severity: 'error',
  start: (document, report) => {
    const exists = new Map<string, boolean>();
    return {
      enter: (node) => {
        const reference = textMember(node.value, '$ref');
        const pointer = reference === null ? null : localPointer(reference);
        if (pointer === null) return;
        const known = exists.get(pointer) ?? valueAt(document.root, pointer) !== undefined;
        exists.set(pointer, known);
        if (!known) report(`${pointerOf(node)}/$ref`, `nothing is at ${reference ?? pointer}`);
      },
    };
  },
};
