/** A JSON value as parsed. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json;
}

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'PATCH' | 'TRACE' | 'QUERY';

/** `METHOD /path/{template}` as it stands in the document: the name of an operation everywhere. */
export type OperationKey = string;

/** The document, loaded, guarded and parsed; never mutated. */
export interface LoadedDocument {
  /** Where it came from: URL or file path. */
  readonly source: string;
  /** Hex SHA-256 of the bytes fetched. */
  readonly sha256: string;
  /** The text as fetched, UTF-8. */
  readonly text: string;
  readonly format: 'json' | 'yaml';
  /** Value of `openapi`, e.g. `3.1.0`. */
  readonly version: string;
  readonly dialect: '3.0' | '3.1' | '3.2';
  /** Parsed, external references bundled, internal `$ref`s left in place. */
  readonly root: JsonObject;
}

/** One fault in a document. */
export interface DocumentProblem {
  /** Stable rule name: `dangling-ref`, `unsatisfiable-schema`, ... */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** JSON pointer into the document, e.g. `/paths/~1emails~1send/post`. */
  readonly pointer: string;
  /** 1-based line in the text as fetched; null when the text has no such place. */
  readonly line: number | null;
}

/** One way in which a document differs from the one it should agree with. */
export interface Drift {
  /** `narrower`: allows less than expected; `wider`: allows more; `changed`: neither, or it cannot be told. */
  readonly kind: 'missing' | 'extra' | 'narrower' | 'wider' | 'changed';
  /** JSON pointer into the served document; for what is missing, where it would stand. */
  readonly pointer: string;
  readonly message: string;
  /** Whether a client made for the expected document can fail because of it. */
  readonly breaking: boolean;
}

export interface ApiParameter {
  readonly name: string;
  /** `querystring`: the whole query is one value of a media type (OpenAPI 3.2). */
  readonly in: 'path' | 'query' | 'querystring' | 'header' | 'cookie';
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  /** Reserved characters of URIs stand as they are. */
  readonly allowReserved: boolean;
  /** JSON pointer to its schema; null when it has none. */
  readonly schema: string | null;
  /** Media type when the parameter uses `content`. */
  readonly mediaType: string | null;
  /** Values of `example` and `examples`, in document order. */
  readonly examples: readonly Json[];
  readonly pointer: string;
}

/** How one member of a form or multipart body is put on the wire. What the document leaves out is null. */
export interface ApiEncoding {
  readonly contentType: string | null;
  readonly style: string | null;
  readonly explode: boolean | null;
  readonly allowReserved: boolean;
  /** Headers of the part, in multipart bodies. */
  readonly headers: readonly ApiHeader[];
}

export interface ApiMediaType {
  /** As written: `application/json`, `image/*`. */
  readonly range: string;
  /** JSON pointer to its schema; null when it has none. */
  readonly schema: string | null;
  /** Values of `example` and `examples`, in document order; absent: none. */
  readonly examples?: readonly Json[];
  /** Of form and multipart bodies, by member; absent: nothing is said. */
  readonly encoding?: ReadonlyMap<string, ApiEncoding>;
}

export interface ApiRequestBody {
  readonly required: boolean;
  readonly content: readonly ApiMediaType[];
  readonly pointer: string;
}

export interface ApiHeader {
  readonly name: string;
  readonly required: boolean;
  readonly schema: string | null;
}

/** A reply that says what goes into a request of another operation (OpenAPI 3.1, "Link Object"). */
export interface ApiLink {
  /** The operation it leads to: its operationId, or a pointer to it in this document; null: not said so. */
  readonly operationId: string | null;
  readonly pointer: string | null;
  /** Runtime expressions by parameter: `petId`, or `path.petId`, and `$response.body#/id`. */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface ApiResponse {
  /** `200`, `4XX` or `default`. */
  readonly status: string;
  readonly content: readonly ApiMediaType[];
  readonly headers: readonly ApiHeader[];
  /** Absent: none. */
  readonly links?: readonly ApiLink[];
  readonly pointer: string;
}

/** One way to be allowed: all the named schemes together. Empty: anonymous. */
export type SecurityAlternative = readonly { readonly scheme: string; readonly scopes: readonly string[] }[];

export interface SecurityScheme {
  readonly name: string;
  readonly type: 'apiKey' | 'http' | 'mutualTLS' | 'oauth2' | 'openIdConnect';
  /** Lower-case HTTP scheme (`bearer`, `basic`) for type `http`. */
  readonly scheme: string | null;
  /** For `apiKey`: where, and under which name. */
  readonly in: 'query' | 'header' | 'cookie' | null;
  readonly parameter: string | null;
}

export interface ApiOperation {
  readonly key: OperationKey;
  readonly method: Method;
  readonly path: string;
  readonly operationId: string | null;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: readonly ApiParameter[];
  readonly requestBody: ApiRequestBody | null;
  readonly responses: readonly ApiResponse[];
  /** Effective security, alternatives in order; null: nothing declared at all, `[]`: declared as none. */
  readonly security: readonly SecurityAlternative[] | null;
  readonly pointer: string;
}

/** What the rest of the program knows of a document; nothing downstream reads the document itself. */
export interface ApiModel {
  readonly title: string;
  readonly version: string;
  readonly dialect: LoadedDocument['dialect'];
  readonly sha256: string;
  readonly servers: readonly string[];
  readonly operations: ReadonlyMap<OperationKey, ApiOperation>;
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
}

/** Why a value does not match its schema. */
export interface SchemaViolation {
  /** JSON pointer into the value. */
  readonly at: string;
  readonly keyword: string;
  /** JSON pointer into the schema. */
  readonly schema: string;
  readonly message: string;
}

export type SchemaVerdict =
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly violations: readonly SchemaViolation[] }
  /** The two validators disagree, or the schema cannot be compiled: never held against the target. */
  | { readonly kind: 'undecided'; readonly reason: string };

export type ResponseVerdict =
  | SchemaVerdict
  | { readonly kind: 'undocumented-status'; readonly status: number; readonly documented: readonly string[] }
  | { readonly kind: 'undocumented-media-type'; readonly mediaType: string; readonly documented: readonly string[] };

/** Whose body a schema describes; it decides over `readOnly` and `writeOnly`. */
export type Direction = 'request' | 'response' | 'either';

/** Lazily compiled validators over one document. */
export interface Validators {
  /**
   * Compiles the second opinion on an operation's bodies (once; later calls cost nothing). Await it before judging an
   * exchange of that operation: from then on a body counts as invalid only if two independent validators agree.
   * Without it, the verdict is that of the first validator alone.
   */
  prepare(operation: ApiOperation): Promise<void>;
  /**
   * Judges a parsed JSON body of an operation's response.
   * `mediaType` is the essence of Content-Type (`application/json`), null when the response has none.
   */
  response(
    operation: ApiOperation,
    status: number,
    body: { mediaType: string | null; value: unknown },
  ): ResponseVerdict;
  request(operation: ApiOperation, body: { mediaType: string; value: unknown }): SchemaVerdict;
  /**
   * Judges any value against the schema at a JSON pointer of the document. `direction` decides over readOnly and
   * writeOnly members; default: they do not matter.
   */
  schema(pointer: string, value: unknown, direction?: Direction): SchemaVerdict;
}
