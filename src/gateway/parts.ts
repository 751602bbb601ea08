import type { Failure, Issue } from './failure.js';
import type { AttachmentReference, FileFacts, FileUse, InlineAttachment, StoredFile } from './files.js';
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
  readonly kind: 'send' | 'batch' | 'document' | 'upload' | 'attachment' | 'intent' | 'complete' | 'connection';
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Path below the base, as in the document: `/emails/attachments/{attachment_id}`. */
  readonly path: string;
  /** What a key must hold; null: no key is asked for. */
  readonly permission: string | null;
  /** What the request carries: JSON of a schema, the bytes of a file, or nothing. */
  readonly body: { readonly kind: 'json'; readonly schema: SchemaName } | { readonly kind: 'file' } | null;
}

/** Schemas of the document that requests are held to. `UploadForm`: the query of a direct upload. */
export type SchemaName = 'EmailSendRequest' | 'BatchSendRequest' | 'AttachmentUploadRequest' | 'UploadForm';

/** Where a request leads. */
export type RouteMatch =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      /** The value of the path's parameter, as sent; null: the path has none. */
      readonly resourceId: string | null;
    }
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
  /** What kind of credential it is. */
  readonly type: 'api_key' | 'oauth' | 'agent_token';
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
  /** It was queued before, by the first message with its idempotency key. */
  readonly replayed: boolean;
}

/** A mail that passed its schema: the members the gateway looks at. */
export interface Mail {
  readonly from: { readonly email: string };
  readonly to: { readonly email: string };
  readonly subject: string;
  readonly html_body: string;
  readonly text_body?: string;
  readonly cc?: readonly unknown[];
  readonly bcc?: readonly unknown[];
  readonly attachments?: readonly (InlineAttachment | AttachmentReference)[];
  readonly idempotency_key?: string;
  readonly delivery_group?: string | readonly string[];
}

/** A permission to upload one file without a key. */
export interface UploadIntent {
  readonly id: string;
  /** The key it was asked for with. */
  readonly owner: KeyRecord;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  /** The digest the bytes must have; null: any. */
  readonly sha256: string | null;
  /** Hex SHA-256 of the upload token. */
  readonly tokenDigest: string;
  readonly expiresAt: number;
  /** The file it led to; null: not completed yet. */
  readonly fileId: string | null;
}

/** What a mail is queued with. */
export interface Dispatch {
  readonly key: KeyRecord;
  /** Uploaded files it refers to, in order. */
  readonly files: readonly StoredFile[];
  /** Position in its batch; null: a single mail. */
  readonly index: number | null;
}

/** What is known of a request so far; every step returns a richer one. */
export interface Visit {
  readonly request: GatewayRequest;
  /** Id of this reply: in X-Request-Id and `meta.request_id`. A replay takes over the stored one. */
  readonly requestId: string;
  readonly operation: Operation | null;
  /** The value of the path's parameter; null: the path has none. */
  readonly resourceId: string | null;
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
  /** Value of Location; null: none. */
  readonly location: string | null;
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
  /** Bytes of JSON allowed. */
  readonly bodyLimit: number;
  /** Bytes of a file allowed, uploaded directly or announced. */
  readonly uploadLimit: number;
  /** Whether a Content-Type announces JSON; null: the header is absent. */
  acceptsMediaType(contentType: string | null): boolean;
  /** Reads JSON text; a failure when it is none. */
  parseBody(body: Uint8Array): { readonly kind: 'parsed'; readonly value: unknown } | Failure;
  /** All faults of a value against a schema of the document, in document order. */
  validate(schema: SchemaName, value: unknown): readonly Issue[];
  /** Faults of inline attachments that a schema cannot express: base64, extension, content. */
  inspectAttachments(mail: Mail): readonly Issue[];
  /** Faults of the recipients taken together. */
  inspectRecipients(mail: Mail): readonly Issue[];
  /** Faults of the delivery groups a mail names. */
  inspectRoute(mail: Mail, key: KeyRecord): readonly Issue[];
  /** The failure that a list of issues (not empty) means. */
  refuseBody(issues: readonly Issue[]): Failure;

  // Idempotency
  /** The key of a request; null: none; a failure: unusable. */
  idempotencyKey(request: GatewayRequest): string | null | Failure;
  /** The idempotency key that a message of a batch has for itself; null: none. */
  messageKey(mail: Mail): string | null;
  /** Within what a key is unique. */
  idempotencyScope(key: KeyRecord, operation: Operation): string;
  /** Same for the same request. */
  fingerprint(request: GatewayRequest): string;
  claim(name: string, fingerprint: string): Claim;
  /** Whether the reply of a first request is kept for replays; otherwise the key is free again. */
  keepsReply(finished: Finished): boolean;
  /** Ends a claim: keeps the reply, or releases the key (null). */
  settle(name: string, finished: Finished | null): void;
  /** What a replay answers of what was kept. */
  replayed(finished: Finished): Finished;

  // Sending
  /** Resolves when processing may go on: a switched-on delay lies here. */
  hold(): Promise<void>;
  /** Whole-service failures (500, 503), before a body is looked at. */
  checkHealth(key: KeyRecord | null): Failure | null;
  /** 402 and 403 of the account, for so many messages. */
  checkAccount(key: KeyRecord, messages: number): Failure | null;
  checkProviders(key: KeyRecord): Failure | null;
  /** 429 of a team that sent all it may today; asked before each mail. */
  checkDailyCap(key: KeyRecord): Failure | null;
  /** 413 of a mail that grows too large with the uploaded files it refers to. */
  checkEncodedSize(mail: Mail, files: readonly StoredFile[]): Failure | null;
  /** Queues a mail under its id; a failure when the queue is down. */
  enqueue(mail: Mail, messageId: string, dispatch: Dispatch): Failure | null;
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

  // Uploaded files
  /** Whether the length of a file is stated, and not nothing. */
  checkLength(request: GatewayRequest): Failure | null;
  /** What a direct upload says of its file: the members of `UploadForm`, not judged yet. */
  uploadForm(request: GatewayRequest): JsonMembers;
  /** The failure that faults of an upload's parameters (not empty) mean. */
  refuseForm(issues: readonly Issue[]): Failure;
  /** The media type of a directly uploaded file. */
  uploadType(form: JsonMembers, request: GatewayRequest): string;
  /** Faults of a file: extension, and content that does not agree with it. */
  inspectFile(file: FileFacts, content: Uint8Array): readonly Issue[];
  /** A fresh `att_` id. */
  attachmentIdFor(file: FileFacts): string;
  /** Milliseconds that an uploaded file lives. */
  readonly attachmentLifetime: number;
  keepAttachment(file: StoredFile): void;
  /** A file by its id, whoever's it is and even when it has expired; null: there is none. */
  findAttachment(id: string, use: FileUse): StoredFile | null;
  ownsAttachment(file: StoredFile, key: KeyRecord, use: FileUse): boolean;
  /** `what` names what the time is the end of. */
  isExpired(expiresAt: number, what: 'attachment' | 'intent'): boolean;
  /** Faults of a mail whose attachment at an index refers to no usable file. */
  missingAttachment(index: number): readonly Issue[];
  /** `data` of an upload and of the metadata; `expiresAt` as `timestamp` renders it. */
  attachmentData(file: StoredFile, expiresAt: unknown): JsonMembers;
  /** Value of Location after an upload, relative to the host; null: none. */
  location(file: StoredFile, visit: Visit): string | null;
  /** Renders a time of the gateway clock. */
  timestamp(milliseconds: number): unknown;

  // Delegated uploads
  /** A fresh `upl_` id. */
  intentIdFor(): string;
  /** A fresh `smx_upload_` token. */
  uploadTokenFor(): string;
  /** Milliseconds that an intent lives. */
  readonly intentLifetime: number;
  /** Keeps an intent, in the place of the one with its id. */
  keepIntent(intent: UploadIntent): void;
  /** An intent by its id, even when it has expired; null: there is none. */
  findIntent(id: string): UploadIntent | null;
  /** `data` of an intent; `expiresAt` as `timestamp` renders it. */
  intentData(intent: UploadIntent, token: string, expiresAt: unknown): JsonMembers;
  /** Whether a request to the operation is judged, as far as it can be, before its body is read. */
  judgesHead(operation: Operation): boolean;
  /** The token that a delegated upload presents; null: none. */
  uploadToken(request: GatewayRequest): string | null;
  /** 401 for a token that is not the intent's. */
  checkUploadToken(intent: UploadIntent, token: string | null): Failure | null;
  /** 413 for `size` bytes where others were announced. */
  checkUploadSize(intent: UploadIntent, size: number): Failure | null;
  /** 400 for another Content-Type than the announced one. */
  checkUploadType(intent: UploadIntent, contentType: string | null): Failure | null;
  /** 422 for bytes that have not the digest that was announced. */
  checkUploadDigest(intent: UploadIntent, sha256: string): Failure | null;
  /** 409 for other bytes than those the upload was completed with. */
  checkRepeat(file: StoredFile, sha256: string): Failure | null;

  // The connection
  /** `data` of GET /me. */
  connectionData(key: KeyRecord, visit: Visit): JsonMembers;

  // The document and conditional requests
  /** The OpenAPI document as a JSON value. */
  document(): JsonMembers;
  /** The bytes that the tag of an enveloped resource speaks of; null: the resource has no tag. */
  representation(data: JsonMembers, envelope: Uint8Array, visit: Visit): Uint8Array | null;
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
