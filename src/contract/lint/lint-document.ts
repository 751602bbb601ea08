import type { DocumentProblem, LoadedDocument } from '../model.js';
import { linesOf } from '../places.js';
import { walkDocument } from '../walk.js';
import { ambiguousPath } from './ambiguous-path.js';
import { badEnum } from './bad-enum.js';
import { circularRef } from './circular-ref.js';
import { danglingRef } from './dangling-ref.js';
import { duplicateOperationId } from './duplicate-operation-id.js';
import { duplicatePath } from './duplicate-path.js';
import { invalidPattern } from './invalid-pattern.js';
import { missingResponses } from './missing-responses.js';
import { pathParameter } from './path-parameter.js';
import { undefinedSecurityScheme } from './undefined-security-scheme.js';
import { unsatisfiableSchema } from './unsatisfiable-schema.js';
import { wrongDialect } from './wrong-dialect.js';
import { wrongType } from './wrong-type.js';
import type { LintRule } from './rule.js';

const rules: readonly LintRule[] = [
  ambiguousPath,
  badEnum,
  circularRef,
  danglingRef,
  duplicateOperationId,
  duplicatePath,
  invalidPattern,
  missingResponses,
  pathParameter,
  undefinedSecurityScheme,
  unsatisfiableSchema,
  wrongDialect,
  wrongType,
];

/** Sorts what has no place in the text behind everything that has. */
const last = Number.MAX_SAFE_INTEGER;

/** Problems of one rule beyond that number say nothing new, and a hostile document could have millions. */
const mostPerRule = 200;

/**
 * Finds what is wrong with a document, in the order of the text. One walk serves all rules, and the text is searched
 * for line numbers only when there is something to place.
 */
export function lintDocument(document: LoadedDocument): readonly DocumentProblem[] {
  const found: Omit<DocumentProblem, 'line'>[] = [];
  const visitors = rules.map(({ name: rule, severity, start }) => {
    let reported = 0;
    return start(document, (pointer, message) => {
      reported += 1;
      if (reported <= mostPerRule) found.push({ rule, severity, message, pointer });
    });
  });
  walkDocument(document, {
    enter: (node) => visitors.forEach((visitor) => visitor.enter?.(node)),
    mismatch: (mismatch) => visitors.forEach((visitor) => visitor.mismatch?.(mismatch)),
  });
  visitors.forEach((visitor) => visitor.leave?.());

  const lines = linesOf(
    document,
    found.map(({ pointer }) => pointer),
  );
  const placed = found.map((problem) => ({ ...problem, line: lines.get(problem.pointer) ?? null }));
  return placed.sort((left, right) => (left.line ?? last) - (right.line ?? last));
}
