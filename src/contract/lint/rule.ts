import type { DocumentProblem, LoadedDocument } from '../model.js';
import type { DocumentNode, Mismatch } from '../walk.js';

/** Says that something is wrong at a JSON pointer. The message is a sentence without a full stop. */
export type Report = (pointer: string, message: string) => void;

/** What a rule does while the document is walked, once, for all rules. */
export interface RuleVisitor {
  readonly enter?: (node: DocumentNode) => void;
  readonly mismatch?: (mismatch: Mismatch) => void;
  /** After the last node. */
  readonly leave?: () => void;
}

/** One thing that can be wrong with a document. */
export interface LintRule {
  /** Stable name, part of the results. */
  readonly name: string;
  readonly severity: DocumentProblem['severity'];
  /** Starts the rule on a document. */
  readonly start: (document: LoadedDocument, report: Report) => RuleVisitor;
}
