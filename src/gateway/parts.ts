import type { Failure, Issue } from './failure.js';
import type { GatewayPrincipal } from './options.js';

/** A header line as received or sent, name in its original case. */
export type HeaderLine = readonly [name: string, value: string];

/** A JSON object. */
export type JsonMembers = Readonly<Record<string, unknown>>;

/** A request, read to its end, before anything was understood. */
export interface GatewayRequest {
  readonly method: string;
  /** Path as sent, without query: `/api/v1/emails/send`. */
  readonly path: string;
  /** Query as sent, without the question mark; empty when there is none. */
  readonly query: string;
  readonly headers: readonly HeaderLine[];
  /** Body bytes, kept up to the body limit; empty when none were sent. */
  readonly body: Uint8Array;
  /** Bytes of body received, even those that were not kept. */
  readonly bodyBytes: number;
  /** Gateway clock, milliseconds since the epoch. */
  readonly receivedAt: number;
}

/**
 * A reply as it goes on the wire, to the byte: the transport adds nothing but `Connection`, and writes a body even
 * where HTTP forbids one (a defect may want that).
 */
export interface GatewayReply {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array | null;
}

/** An operation of the API. */
export interface Operation {
  readonly kind: 'send' | 'batch' | 'document';
  readonly method: 'GET' | 'POST';
  /** Path below the base, as in the document: `/emails/send`. */
  readonly path: string;
  /** What a key must hold; null: public. */
  readonly permission: string | null;
  /** Name of the request body's schema in the document; null: no body. */
  readonly schema: SchemaName | null;
}

/** Schemas of the document that requests are held to. */
export type SchemaName = 'EmailSendRequest' | 'BatchSendRequest';

/** Where a request leads. */
export type RouteMatch =
  | { readonly kind: 'operation'; readonly operation: Operation }
  /** OPTIONS on a known path. */
  | { readonly kind: 'options'; readonly allow: readonly string[] }
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly kind: 'unknown' };

/** A credential as the store knows it; the secret itself is not kept. */
export interface KeyRecord {
  /** Opaque, unique: the name of its rate bucket. */
  readonly id: string;
  readonly principal: GatewayPrincipal;
  readonly team: string;
  readonly state: 'active' | 'revoked' | 'expired';
  readonly permissions: readonly string[];
  /** Addresses it may send from. */
  readonly senders: readonly string[];
  /** The mailbox it belongs to is suspended. */
  readonly suspended: boolean;
}

/** The allowance of a key after a request was counted. */
export interface RateState {
  readonly limit: number;
  /** Requests left in the window, never negative. */
  readonly remaining: number;
  /** End of the window, Unix seconds. */
  readonly reset: number;
  /** False: this request is one too many. */
  readonly admitted: boolean;
  /** Whole seconds to the end of the window, at least 1. */
  readonly retryAfter: number;
}

/** A message that has an id and is queued. */
export interface Queued {
  readonly kind: 'queued';
  readonly messageId: string;
}

/** A mail that passed its schema: the members the gateway looks at. */
export interface Mail {
  readonly from: { readonly email: string };
  readonly to: { readonly email: string };
  readonly subject: string;
  readonly attachments?: readonly { readonly filename: string; readonly content: string }[];
}

/** What is known of a request so far; every step returns a richer one. */
export interface Visit {
  readonly request: GatewayRequest;
  /** Id of this reply: in X-Request-Id and `meta.request_id`. A replay takes over the stored one. */
  readonly requestId: string;
  readonly operation: Operation | null;
  /** Set once the credential was accepted. */
  readonly key: KeyRecord | null;
  /** Set once the request was counted. */
  readonly rate: RateState | null;
  /** The parsed body; undefined until it was parsed. */
  readonly value: unknown;
  /** Set when the reply is a failure. */
  readonly failure: Failure | null;
}

/** Steps before an operation runs whose order is a decision, not a necessity. */
export type Stage = 'authenticate' | 'limit-rate' | 'limit-body' | 'parse-body' | 'authorize';

/** What a request led to, rendered: all that a replay needs. */
export interface Finished {
  readonly status: number;
  readonly requestId: string;
  readonly body: Uint8Array;
  /** Set when it is a failure. */
  readonly failure: Failure | null;
}

/** What an idempotency key means for a request. */
export type Claim =
  /** First use: the request runs, and `settle` ends the claim. */
  | { readonly kind: 'first' }
  | { readonly kind: 'replay'; readonly finished: Finished }
  /** Used before with another request. */
  | { readonly kind: 'conflict' }
  /** The first request is still running. */
  | { readonly kind: 'in-flight' };

/**
 * The policies a gateway is assembled from. Each is a leaf: it calls no other part, only `pipeline.ts` and the
 * operations compose them. So a defect is `{ ...parts, member: wrapper }` and nothing else changes.
 */
export interface GatewayParts {
  // Names and time
  /** Gateway clock, milliseconds since the epoch. */
  now(): number;
  /** A fresh `req_` id. */
  requestIdFor(request: GatewayRequest): string;
  /** A fresh `eml_` id. */
  messageIdFor(mail: Mail): string;

  // Who, what, how often
  route(method: string, path: string): RouteMatch;
  /** Order of the steps before an operation. */
  readonly stages: readonly Stage[];
  /** Whether the operation asks for a key at all. */
  needsKey(operation: Operation, request: GatewayRequest): boolean;
  /** The bearer token a request presents; null: none, or not in that form. */
  credential(request: GatewayRequest): string | null;
  /** The key a token belongs to, whatever its state; null: there is none. */
  findKey(token: string): KeyRecord | null;
  /** Refuses what is no usable key (401). */
  authenticate(key: KeyRecord | null): Failure | null;
  /** Refuses a key that may not call the operation (403). */
  authorize(key: KeyRecord, visit: Visit): Failure | null;
  /** Refuses a sender that is not the key's: 403 within its team, else 404. */
  checkSender(from: string, key: KeyRecord): Failure | null;
  /** Units a request takes from its bucket. */
  rateCost(visit: Visit): number;
  /** Counts a request. */
  takeRate(key: KeyRecord, cost: number): RateState;

  // The request body
  /** Bytes of body allowed. */
  readonly bodyLimit: number;
  /** Whether a Content-Type announces JSON; null: the header is absent. */
  acceptsMediaType(contentType: string | null): boolean;
  /** Reads JSON text; a failure when it is none. */
  parseBody(body: Uint8Array): { readonly kind: 'parsed'; readonly value: unknown } | Failure;
  /** All faults of a value against a schema of the document, in document order. */
  validate(schema: SchemaName, value: unknown): readonly Issue[];
  /** Faults of attachments that a schema cannot express: base64, extension, content. */
  inspectAttachments(mail: Mail): readonly Issue[];
  /** The failure that a list of issues (not empty) means. */
  refuseBody(issues: readonly Issue[]): Failure;

  // Idempotency
  /** The key of a request; null: none; a failure: unusable. */
  idempotencyKey(request: GatewayRequest): string | null | Failure;
  /** Within what a key is unique. */
  idempotencyScope(key: KeyRecord, operation: Operation): string;
  /** Same for the same request. */
  fingerprint(request: GatewayRequest): string;
  claim(name: string, fingerprint: string): Claim;
  /** Whether the reply of a first request is kept for replays; otherwise the key is free again. */
  keepsReply(finished: Finished): boolean;
  /** Ends a claim: keeps the reply, or releases the key (null). */
  settle(name: string, finished: Finished | null): void;

  // Sending
  /** Resolves when processing may go on: a switched-on delay lies here. */
  hold(): Promise<void>;
  /** Whole-service failures (500, 503), before a body is looked at. */
  checkHealth(): Failure | null;
  /** 402 and 403 of the account, for so many messages. */
  checkAccount(key: KeyRecord, messages: number): Failure | null;
  checkProviders(key: KeyRecord): Failure | null;
  /** Queues a mail under its id; a failure when the queue is down. */
  enqueue(mail: Mail, messageId: string): Failure | null;
  /** `data` of a single send. */
  sendData(queued: Queued): JsonMembers;
  /** The messages of a batch body that passed its schema. */
  messagesOf(value: unknown): readonly unknown[];
  /** A member of `data.results`. `error` is the error object when the message failed. */
  batchItem(index: number, outcome: Queued | Failure, error: JsonMembers | null): JsonMembers;
  /** `data` of a batch from its result items. */
  batchData(items: readonly JsonMembers[]): JsonMembers;
  /** The failure of a batch as a whole, given what became of its messages; null: 200 with results. */
  concludeBatch(outcomes: readonly (Queued | Failure)[]): Failure | null;

  // The document and conditional requests
  /** The OpenAPI document as a JSON value. */
  document(): JsonMembers;
  /** The validator of a representation. */
  etagOf(representation: Uint8Array): string;
  /** Whether an If-None-Match value names the tag. */
  matchesEtag(ifNoneMatch: string, etag: string): boolean;
  /** Whether to answer 304: `etag` is null where a resource has none, `matches` says what `matchesEtag` said. */
  notModified(visit: Visit, etag: string | null, matches: boolean): boolean;

  // Rendering
  /** The error object of a failure. */
  describeFailure(failure: Failure): JsonMembers;
  renderSuccess(data: JsonMembers, requestId: string): JsonMembers;
  renderFailure(error: JsonMembers, requestId: string): JsonMembers;
  /** JSON text in UTF-8. */
  serialize(value: JsonMembers): Uint8Array;

  // Headers
  contentType(visit: Visit): string;
  requestIdHeader(visit: Visit): string | null;
  rateHeaders(visit: Visit): readonly HeaderLine[];
  cacheControl(visit: Visit): string;
  retryAfter(failure: Failure): string | null;
  /** WWW-Authenticate of a 401. */
  challenge(failure: Failure): string | null;

  /**
   * Last word on every reply of the API: everything is known, the body is bytes. Takes the body away where HTTP has
   * none (HEAD, 204, 304) and states its length. A 304 comes here with the body the 200 would have had.
   */
  finish(reply: GatewayReply, visit: Visit): GatewayReply;
}
