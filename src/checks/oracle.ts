import type { ApiOperation } from '../contract/model.js';
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
  /** A method that the document does not list for the path. */
  | {
      readonly kind: 'method';
      readonly method: string;
      readonly documented: readonly string[];
      readonly seen: Observation;
    }
  /** HEAD after GET of the same URL; `again`: the GET once more after it, to see what changes by itself. */
  | { readonly kind: 'head'; readonly got: Observation; readonly seen: Observation; readonly again?: Observation }
  /** GET again with If-None-Match naming the entity tag that the first one brought. */
  | { readonly kind: 'conditional'; readonly got: Observation; readonly seen: Observation }
  /** What was created, read at its location or by its id; `read` null: there is nowhere to look. */
  | { readonly kind: 'created'; readonly created: Observation; readonly read: Observation | null }
  /** What was deleted, read once more. */
  | { readonly kind: 'deleted'; readonly deleted: Observation; readonly read: Observation }
  /** One operation when its cases are through: the replies to its plain valid requests in the order sent, at least one. */
  | { readonly kind: 'operation'; readonly operation: ApiOperation; readonly plain: readonly Observation[] }
  /** A plain request that was answered before some case, asked again after it. */
  | { readonly kind: 'canary'; readonly before: Observation; readonly after: Observation; readonly since: Observation };

/** A violation that is held against an operation while its cases go out. */
export interface Held {
  readonly violation: Violation;
  /** The decisive one last. */
  readonly seen: readonly Observation[];
}

/**
 * A check of what was tried: a pure function, as invariants are. It belongs to one requirement; the engine tries, files
 * what is violated under the operation, and looks for a smaller request that violates the same.
 */
export interface Oracle {
  readonly kind: 'oracle';
  readonly requirement: RequirementId;
  /** True when this can show the requirement kept or violated. */
  applies(tried: Tried, context: CheckContext): boolean;
  /** Only called when it applies. Empty: kept. The message names the root cause alone, so that a smaller request can be seen to show the same. */
  judge(tried: Tried, context: CheckContext): readonly Violation[];
  /**
   * Which violations at one operation count, when its cases are through: what another one explains, or the `plain` replies
   * to its valid requests do, is left out. Absent: all count.
   */
  weigh?<Kept extends Held>(held: readonly Kept[], plain: readonly Observation[]): readonly Kept[];
  /** What the requirement becomes when nothing that was tried could show it. */
  readonly unseen: Invariant['unseen'];
}
