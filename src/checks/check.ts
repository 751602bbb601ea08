import type { About } from './about.js';
import type { ApiModel, ApiOperation, DocumentProblem, LoadedDocument, Validators } from '../contract/model.js';
import type { Exchange } from '../http/exchange.js';
import type { Profile } from '../requirements/profile.js';
import type { RequirementId } from '../requirements/index.js';

/** How a requirement is violated: what was expected and what was seen, one line each, no secrets hidden yet. */
export interface Violation {
  /** One sentence, the same for the same root cause: it takes part in the fingerprint. No ids, times or values. */
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  /** The tolerated reading of a contradiction: reported as a warning even when the requirement is a MUST. */
  readonly tolerated?: true;
  /** An option that the vendor declares makes the clause binding: reported as a failure even when it is a SHOULD. */
  readonly raised?: true;
  /** The document that it stands in, where the target did not serve that itself: no exchange shows it. */
  readonly document?: string;
}

/** A JSON text as far as it could be read. */
export type JsonReading =
  | { readonly kind: 'absent' }
  /** Nothing can be said of it: cut at the client's limit, or in a content coding we cannot take off. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'malformed'; readonly problem: string }
  | { readonly kind: 'value'; readonly value: unknown; readonly duplicateMembers: readonly string[] };

/** An exchange with a response, read once and handed to every check. */
export interface Observation {
  readonly exchange: Exchange;
  readonly id: string;
  readonly status: number;
  /** Value of the first line of that name (any case), or null. */
  header(name: string): string | null;
  /** Values of all lines of that name, in order. */
  headerLines(name: string): readonly string[];
  /** Essence of Content-Type in lower case, or null. */
  readonly mediaType: string | null;
  readonly json: JsonReading;
  /** The parsed body when it is a JSON object, else null. */
  readonly object: Readonly<Record<string, unknown>> | null;
  /** The body when it is an envelope: an object with a boolean `ok` and an object `meta` (ENV-01); else null. */
  readonly envelope: Readonly<Record<string, unknown>> | null;
  /** The `error` member when the body is a failure envelope whose error is an object. */
  readonly error: Readonly<Record<string, unknown>> | null;
  /** The operation aimed at, when the document lists it. */
  readonly operation: ApiOperation | null;
  /**
   * What `read` makes of this observation. It is called when the first check asks and its result kept for the others, so
   * it has to be one function, defined once, and pure.
   */
  once<Value>(read: (seen: Observation) => Value): Value;
}

/** What checks may know besides the exchange: plain values, no I/O. */
export interface CheckContext {
  readonly profile: Profile;
  readonly document: LoadedDocument;
  /** The profile's own document; null: it has none. */
  readonly expected: LoadedDocument | null;
  readonly problems: readonly DocumentProblem[];
  readonly model: ApiModel;
  readonly validators: Validators;
  /** Base URL of the target without a trailing slash. */
  readonly target: string;
  /** Secrets in use, so that a check can see an echo of one. */
  readonly secrets: readonly string[];
}

/** A check that is a pure function of one exchange and runs on every exchange of the run. */
export interface Invariant {
  readonly kind: 'invariant';
  readonly requirement: RequirementId;
  /** What replies it is about; absent: any. It is shown no other. */
  readonly about?: About;
  /** True when this exchange can show the requirement kept or violated. */
  applies(seen: Observation, context: CheckContext): boolean;
  /** Only called when it applies. Empty: kept. */
  judge(seen: Observation, context: CheckContext): readonly Violation[];
  /** What the requirement becomes when no exchange of the run could show it. */
  readonly unseen: { readonly outcome: 'not-tested' | 'not-applicable'; readonly reason: string };
}

/** A check over several exchanges: state is bounded and lives in the fold. */
export interface Fold<State = unknown> {
  readonly kind: 'fold';
  readonly requirement: RequirementId;
  /** As of an invariant. */
  readonly about?: About;
  start(): State;
  /** Returns the next state and what this exchange violates; `relevant` counts the exchange as evidence. */
  step(state: State, seen: Observation, context: CheckContext): FoldStep<State>;
  readonly unseen: Invariant['unseen'];
}

export interface FoldStep<State> {
  readonly state: State;
  readonly relevant: boolean;
  readonly violations: readonly Violation[];
}

export type StandingCheck = Invariant | Fold;
