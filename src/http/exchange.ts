import type { OperationKey } from '../contract/model.js';

/** A header line as sent or received: name in its original case, value without surrounding blanks. */
export type HeaderLine = readonly [name: string, value: string];

/** Identities a run may have. Only `sender` is required. */
export type PrincipalName =
  | 'sender'
  | 'secondSender'
  | 'unprivileged'
  | 'revoked'
  | 'expired'
  | 'suspended'
  | 'otherTeam'
  | 'root'
  | 'agent'
  | 'approvedAgent'
  | 'oauth';

export interface SentRequest {
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  /** Bytes of the body; null: none was sent. */
  readonly body: Uint8Array | null;
}

export interface TlsFacts {
  readonly protocol: string;
  readonly cipher: string;
  readonly authorized: boolean;
  readonly subject: string;
  readonly validTo: string;
}

export interface ReceivedResponse {
  readonly status: number;
  readonly statusText: string;
  /** Lines in the order received. */
  readonly headers: readonly HeaderLine[];
  /** Body bytes as transferred, no content decoding, cut at the client's limit. */
  readonly body: Uint8Array;
  /** Bytes received, even beyond the cut. */
  readonly bodyBytes: number;
  readonly truncated: boolean;
  readonly tls: TlsFacts | null;
}

/** Where an exchange without a response broke off. */
export type FailurePhase = 'connect' | 'tls' | 'send' | 'headers' | 'body' | 'protocol' | 'aborted';

export interface ExchangeFailure {
  readonly phase: FailurePhase;
  /** `ECONNREFUSED`, `UND_ERR_HEADERS_TIMEOUT`, ... */
  readonly code: string;
  readonly message: string;
}

export interface Timings {
  /** Unix milliseconds when the request was handed to the connection pool. */
  readonly startedAt: number;
  /** Milliseconds from there to the first response byte; null without a response. */
  readonly firstByteMs: number | null;
  readonly totalMs: number;
}

/**
 * What a suite knows of a request beyond its bytes; invariants need it to judge the answer.
 */
export interface Intent {
  /** The scenario that caused it, `preflight`, or `document`. */
  readonly by: string;
  /** Operation of the document it aims at; null: none (unknown path or method). */
  readonly operation: OperationKey | null;
  /** Whose credential it carries; null: none of the known ones. */
  readonly principal: PrincipalName | null;
  /** The credential is sent in a form that a conforming server accepts (right scheme, header, key in force). */
  readonly authenticated: boolean;
  /** Id of the exchange whose stored reply this request asks for again (same idempotency key and body). */
  readonly replayOf: string | null;
  /** A fault was switched on at the target by a test control, so 5xx and 429 are expected. */
  readonly faulted: boolean;
  /** A test control gave the target another rate limit, so its numbers are not the profile's; absent: none did. */
  readonly limited?: boolean;
}

/** One request and what came back. */
export interface Exchange {
  /** Unique in the run and stable for a seed: `COND.document/3`. */
  readonly id: string;
  readonly intent: Intent;
  readonly request: SentRequest;
  readonly response: ReceivedResponse | null;
  readonly failure: ExchangeFailure | null;
  readonly timings: Timings;
}

/** A body as it is kept in the log: text when it is clean UTF-8, else base64; cut at the recorder's limit. */
export interface BodyRecord {
  readonly bytes: number;
  readonly encoding: 'utf-8' | 'base64';
  readonly content: string;
  /** True when `content` holds less than the whole body. */
  readonly cut: boolean;
  /** Of the whole body as far as the client kept it, in hex; present when it was cut. */
  readonly sha256?: string;
}

/** An exchange as one line of the log. All strings are redacted. */
export interface ExchangeRecord {
  readonly id: string;
  readonly intent: Intent;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HeaderLine[];
    readonly body: BodyRecord | null;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly HeaderLine[];
    readonly body: BodyRecord | null;
    readonly tls: TlsFacts | null;
  } | null;
  readonly failure: ExchangeFailure | null;
  readonly timings: Timings;
  /** Names of the secrets that stand as `$NAME` in the request; absent: none. */
  readonly secrets?: readonly string[];
}
