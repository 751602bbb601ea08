import type { ApiOperation, OperationKey } from '../contract/model.js';
import type { AssembledRequest, RequestCase } from '../generate/request-case.js';
import type { RequirementId } from '../requirements/index.js';
import type { CheckContext, Invariant, Observation, Violation } from './check.js';

/** Something that was tried on an operation, and what came of it. */
export type Tried =
  /** A generated request, sent with a credential the operation accepts. */
  | {
      readonly kind: 'case';
      readonly case: RequestCase;
      readonly request: AssembledRequest;
      readonly seen: Observation;
    }
  /** A request that was accepted, sent again without a credential or with one the target cannot know. */
  | {
      readonly kind: 'credential';
      readonly given: 'none' | 'unknown';
      readonly accepted: Observation;
      readonly seen: Observation;
    }
  /**
   * A method that the document does not list for the path. `beside`: when it was accepted, the reply to the same method at
   * a made-up path beside it; null: there was none.
   */
  | {
      readonly kind: 'method';
      readonly method: string;
      readonly documented: readonly string[];
      readonly seen: Observation;
      readonly beside: Observation | null;
    }
  /** A body of a type that nobody knows, sent to an operation for which the document lists no body. */
  | { readonly kind: 'body'; readonly seen: Observation }
  /** HEAD after GET of the same URL; `again`: the GET once more after it, to see what changes by itself. */
  | { readonly kind: 'head'; readonly got: Observation; readonly seen: Observation; readonly again?: Observation }
  /** GET again with If-None-Match naming the entity tag that the first one brought. */
  | { readonly kind: 'conditional'; readonly got: Observation; readonly seen: Observation }
  /** What was created, read at its location or by its id; `read` null: there is nowhere to look. */
  | { readonly kind: 'created'; readonly created: Observation; readonly read: Observation | null }
  /** What was deleted, read once more. */
  | { readonly kind: 'deleted'; readonly deleted: Observation; readonly read: Observation }
  /** One operation when its cases are through. */
  | {
      readonly kind: 'operation';
      readonly operation: ApiOperation;
      /** Replies to its plain valid requests in the order of its list, at least one. */
      readonly plain: readonly Observation[];
      /** Some reply, to whatever case, was another than 404, 405 or 501. */
      readonly present: boolean;
      /** When it is not present: the reply to the same method at a made-up path beside it; null: there was none. */
      readonly beside: Observation | null;
    }
  /** A plain request that was answered before some case, asked again after it. */
  | { readonly kind: 'canary'; readonly before: Observation; readonly after: Observation; readonly since: Observation };

/**
 * A check of what was tried: a pure function, as invariants are. It belongs to one requirement; the engine tries, files
 * what is violated under the operation, and looks for a smaller request that violates the same.
 */
export interface Oracle {
  readonly kind: 'oracle';
  readonly requirement: RequirementId;
  /** Key of the only operation whose requests it speaks of; absent: any. */
  readonly operation?: OperationKey;
  /**
   * Null: this can show nothing of the requirement; empty: it is kept. The message of a violation names the root cause
   * alone, so that a smaller request can be seen to show the same.
   */
  judge(tried: Tried, context: CheckContext): readonly Violation[] | null;
  /**
   * What its violations at one operation are worth when all cases are through: for each of them null when another one
   * explains it; else in words what more it stands for. Absent: each counts for itself.
   */
  weigh?(held: readonly Violation[]): readonly (readonly string[] | null)[];
  /**
   * Whether what a request showed that was broken on purpose still counts beside the reply to the same request unbroken.
   * Absent: it does.
   */
  standsBeside?(seen: Observation, unbroken: Observation): boolean;
  /** What the requirement becomes when nothing that was tried could show it. */
  readonly unseen: Invariant['unseen'];
}
