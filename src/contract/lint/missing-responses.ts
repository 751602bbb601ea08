import { isObject, joinPointer, member } from '../json-pointer.js';
import { pointerOf } from '../walk.js';
import type { LintRule } from './rule.js';

/** An operation that documents no response, or one under a name that is no status (OpenAPI 3.1, "Responses Object"). */
export const missingResponses: LintRule = {
  name: 'missing-responses',
  severity: 'error',
  start: (_document, report) => ({
    enter: (node) => {
      if (node.kind !== 'Operation') return;
      const responses = member(node.value, 'responses');
      const names = isObject(responses) ? Object.keys(responses).filter((name) => !name.startsWith('x-')) : [];
      if (names.length === 0) report(pointerOf(node), 'the operation documents no response');
      for (const name of names) {
        if (/^(?:[1-5]\d\d|[1-5]XX|default)$/.test(name)) continue;
        const place = joinPointer(pointerOf(node), 'responses', name);
        report(place, `${JSON.stringify(name)} is no status code, no range such as 4XX and not "default"`);
      }
    },
  }),
};
