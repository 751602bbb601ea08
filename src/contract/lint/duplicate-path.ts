import { joinPointer, objectMember } from '../json-pointer.js';
import type { LintRule } from './rule.js';

/** Two paths that differ in nothing but the names of their placeholders (OpenAPI 3.1, "Paths Object"). */
export const duplicatePath: LintRule = {
  name: 'duplicate-path',
  severity: 'error',
  start: (document, report) => ({
    leave: () => {
      const first = new Map<string, string>();
      for (const path of Object.keys(objectMember(document.root, 'paths'))) {
        const anonymous = path.replace(/\{[^{}]*\}/g, '{}');
        const earlier = first.get(anonymous);
        if (earlier === undefined) first.set(anonymous, path);
        else report(joinPointer('/paths', path), `it is the same path as ${earlier}`);
      }
    },
  }),
};
