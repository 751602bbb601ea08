import type { ApiOperation, Json, OperationKey, SchemaViolation } from '../contract/model.js';
import type { HeaderLine } from '../http/exchange.js';
import type { Edit, Obstacle } from './schema-source.js';

/**
 * A request as one JSON value. An operation is turned into one schema of this shape, so that parameters and bodies are made,
 * edited and shrunk by the same machinery, and every edit is named by a pointer a reader understands: `/query/limit`,
 * `/body/to/email`.
 */
export interface RequestValue {
  readonly path?: Readonly<Record<string, Json>>;
  readonly query?: Readonly<Record<string, Json>>;
  /** Header parameters under their documented names. */
  readonly header?: Readonly<Record<string, Json>>;
  readonly cookie?: Readonly<Record<string, Json>>;
  /** Absent: no body is sent. */
  readonly body?: Json;
  /** Text sent as the body as it is, in place of `body`: what is not even of the body's syntax. */
  readonly rawBody?: string;
}

/** A request as it goes over the wire, without credentials. */
export interface WireRequest {
  readonly method: string;
  /** Path below the base URL with its query, encoded. */
  readonly path: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array | null;
}

/** What the wire form is worth, read back as a server would read it. */
export type WireVerdict =
  | { readonly kind: 'valid' }
  /** `at` of each fault is a pointer into the RequestValue. */
  | { readonly kind: 'invalid'; readonly faults: readonly SchemaViolation[] }
  /** Nothing may be concluded from how the target takes it. */
  | { readonly kind: 'undecided'; readonly reason: string };

export interface AssembledRequest {
  readonly wire: WireRequest;
  readonly verdict: WireVerdict;
}

/** `example`: from the document's examples; the others as in {@link ValueMaker}. */
export type CaseFamily = 'example' | 'valid' | 'boundary' | 'invalid';

/** One request that was made up, not yet sent. */
export interface RequestCase {
  readonly operation: ApiOperation;
  /** Position in the operation's list, from 0: with the seed it names the case for ever. */
  readonly index: number;
  readonly family: CaseFamily;
  /** Media type of the body; null: the operation takes none, or none is sent. */
  readonly mediaType: string | null;
  readonly value: RequestValue;
  /** What was changed in a plain valid request; empty for `valid` and `example`. */
  readonly edits: readonly Edit[];
  /** Simpler cases of the same family and the same edits, or some of them; the simplest first. */
  shrink(): Iterable<RequestCase>;
}

export interface CaseOptions {
  readonly seed: number;
  /** Most cases of the operation. */
  readonly runs: number;
  /** Families wanted; a smoke run leaves out what would be accepted. */
  readonly families: readonly CaseFamily[];
  /** Edits of an invalid case at most, to see whether all faults of one request are named; default 1. */
  readonly mostEdits?: number;
  /** Whether bodies hold JSON and no extension of it, which parsers may read (RFC 8259 section 9); default false. */
  readonly strictJson?: boolean;
}

/** Makes requests for the operations of one document. Pure: nothing is sent, the same options make the same cases. */
export interface CaseMaker {
  /**
   * Cases of one operation, lazily: first the plainest valid one, then examples, edges and single faults in turn, then
   * random ones, until `runs` are made. Nothing of another operation is compiled for it.
   */
  cases(operation: ApiOperation, options: CaseOptions): Iterable<RequestCase>;
  /**
   * Puts a value into the operation's wire form and judges it by reading it back. `value` may differ from the case's by
   * what was captured from responses (ids in place of made-up ones).
   */
  assemble(operation: ApiOperation, value: RequestValue, mediaType: string | null): AssembledRequest;
  /** What of an operation cannot be generated, with reasons; known after its cases were made. */
  obstacles(operation: OperationKey): readonly Obstacle[];
}
