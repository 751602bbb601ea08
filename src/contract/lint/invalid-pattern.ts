import { isObject, joinPointer, objectMember, textMember } from '../json-pointer.js';
import { compileNative } from '../regexp.js';
import { pointerOf } from '../walk.js';
import type { LintRule } from './rule.js';

/** A `pattern`, or a name in `patternProperties`, that is no ECMA-262 regular expression. Needless escapes pass. */
export const invalidPattern: LintRule = {
  name: 'invalid-pattern',
  severity: 'error',
  start: (_document, report) => ({
    enter: (node) => {
      if (node.kind !== 'Schema' || !isObject(node.value)) return;
      const pattern = textMember(node.value, 'pattern');
      const fault = pattern === null ? null : faultOf(pattern);
      if (fault !== null) report(`${pointerOf(node)}/pattern`, fault);
      for (const name of Object.keys(objectMember(node.value, 'patternProperties'))) {
        const nameFault = faultOf(name);
        if (nameFault !== null) report(joinPointer(pointerOf(node), 'patternProperties', name), nameFault);
      }
    },
  }),
};

function faultOf(pattern: string): string | null {
  try {
    compileNative(pattern);
    return null;
  } catch {
    return `${JSON.stringify(pattern)} is no regular expression`;
  }
}
