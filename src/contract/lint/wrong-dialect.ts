import { isList, isObject, member } from '../json-pointer.js';
import { pointerOf } from '../walk.js';
import type { LintRule } from './rule.js';

/**
 * A Schema Object that says something in the words of another OpenAPI version, where it means nothing: `nullable` since
 * 3.1, several types or the type `null` before.
 */
export const wrongDialect: LintRule = {
  name: 'wrong-dialect',
  severity: 'warning',
  start: (document, report) => ({
    enter: (node) => {
      if (node.kind !== 'Schema' || !isObject(node.value)) return;
      const type = member(node.value, 'type');
      if (document.dialect !== '3.0') {
        if (member(node.value, 'nullable') === undefined) return;
        const advice = 'OpenAPI 3.1 and later ignore "nullable"; add "null" to the type instead';
        report(`${pointerOf(node)}/nullable`, advice);
      } else if (isList(type) || type === 'null') {
        report(`${pointerOf(node)}/type`, 'OpenAPI 3.0 knows one type and no "null"; use "nullable" instead');
      }
    },
  }),
};
