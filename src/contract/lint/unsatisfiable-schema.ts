import { member } from '../json-pointer.js';
import { createContradictionFinder } from '../satisfiability.js';
import { pointerOf, type DocumentNode } from '../walk.js';
import type { LintRule } from './rule.js';

/** Where a schema may say on purpose that nothing matches, or describes what must not be. */
const negative: ReadonlySet<string> = new Set(['not', 'if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'contains']);

/** Without one of these a schema excludes some values, but never all. Most schemas have none. */
const decisive =
  'allOf anyOf oneOf required enum const minimum exclusiveMinimum minLength minItems minProperties'.split(' ');

/**
 * A schema that no value matches, so that every honest message violates it. The classic: `allOf` of two objects that
 * both set `additionalProperties: false`, where one requires what the other does not know.
 *
 * Named and inline schemas are each reported, and a schema within one only where the outer one can be met without it.
 */
export const unsatisfiableSchema: LintRule = {
  name: 'unsatisfiable-schema',
  severity: 'error',
  start: (document, report) => {
    const contradiction = createContradictionFinder(document);
    const silent = new Set<DocumentNode>();
    return {
      enter: (node) => {
        if (node.kind !== 'Schema') return;
        const outer = node.parent?.kind === 'Schema' ? node.parent : null;
        if (outer !== null && (silent.has(outer) || negative.has(String(node.steps[0])))) {
          silent.add(node);
          return;
        }
        // `false` is how one says that there is no such member, and a reference is reported where it leads.
        if (typeof node.value === 'boolean' || member(node.value, '$ref') !== undefined) return;
        if (!decisive.some((keyword) => member(node.value, keyword) !== undefined)) return;
        const pointer = pointerOf(node);
        const reason = contradiction([{ value: node.value, pointer }]);
        if (reason === null) return;
        silent.add(node);
        report(pointer, `no value can match this schema: ${reason}`);
      },
    };
  },
};
