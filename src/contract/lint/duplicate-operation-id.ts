import { textMember } from '../json-pointer.js';
import { pointerOf } from '../walk.js';
import type { LintRule } from './rule.js';

/** Two operations of one `operationId` (OpenAPI 3.1, "Operation Object"). */
export const duplicateOperationId: LintRule = {
  name: 'duplicate-operation-id',
  severity: 'error',
  start: (_document, report) => {
    const first = new Map<string, string>();
    return {
      enter: (node) => {
        const id = node.kind === 'Operation' ? textMember(node.value, 'operationId') : null;
        if (id === null) return;
        const pointer = pointerOf(node);
        const earlier = first.get(id);
        if (earlier === undefined) first.set(id, pointer);
        else report(`${pointer}/operationId`, `the operation ${earlier} is already called ${JSON.stringify(id)}`);
      },
    };
  },
};
