import { isList, isObject, joinPointer } from '../json-pointer.js';
import type { Json } from '../model.js';
import { pointerOf } from '../walk.js';
import type { LintRule } from './rule.js';

/** A member that holds something else than the specification wants, or a required one that is absent. */
export const wrongType: LintRule = {
  name: 'wrong-type',
  severity: 'error',
  start: (_document, report) => ({
    mismatch: ({ node, steps, expected, actual }) => {
      const pointer = pointerOf(node);
      if (actual === undefined) report(pointer, `the ${node.kind} object lacks ${JSON.stringify(String(steps[0]))}`);
      else report(joinPointer(pointer, ...steps), `${expected} is wanted here, not ${describe(actual)}`);
    },
  }),
};

function describe(value: Json): string {
  if (isList(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (isObject(value)) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 40 ? `a long ${typeof value}` : text;
}
