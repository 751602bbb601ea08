import type { ErrorCode } from '../failure.js';
import { errorTable } from '../failure.js';
import type { JsonSchema } from './json-schema.js';
import { schemaRef } from './json-schema.js';

const messageId: JsonSchema = {
  type: 'string',
  pattern: '^eml_[a-z0-9]{24}$',
  description: 'Public id of the mail.',
  examples: ['eml_4k0q7v2m9x1c8b5n3z6l7j2h'],
};

const count: JsonSchema = { type: 'integer', minimum: 0, maximum: 100 };

const dataSchemas = {
  Meta: {
    type: 'object',
    description: 'What is said about the reply itself.',
    properties: {
      request_id: {
        type: 'string',
        minLength: 1,
        pattern: '^req_[a-z0-9]+$',
        description: 'The same as in the header X-Request-Id.',
        examples: ['req_8h2k5m1q9w3e7r4t6y0u2i5o'],
      },
    },
    required: ['request_id'],
    additionalProperties: false,
  },
  SendData: {
    type: 'object',
    description: 'A mail that was taken on.',
    properties: {
      message_id: messageId,
      status: { type: 'string', enum: ['queued'], description: 'Delivery comes later; accepted means queued.' },
    },
    required: ['message_id', 'status'],
    additionalProperties: false,
  },
  BatchItem: {
    type: 'object',
    description: 'What became of one message of a batch.',
    properties: {
      index: { type: 'integer', minimum: 0, maximum: 99, description: 'Position in the request, counted from 0.' },
      message_id: {
        type: ['string', 'null'],
        pattern: '^eml_[a-z0-9]{24}$',
        description: 'Public id of the mail, null when it failed.',
      },
      status: { type: 'string', enum: ['queued', 'failed'], description: 'Taken on or refused.' },
      error: { ...schemaRef('ItemError'), description: 'Why it was refused; only on a failed message.' },
    },
    required: ['index', 'message_id', 'status'],
    additionalProperties: false,
    if: { properties: { status: { const: 'failed' } }, required: ['status'] },
    then: { properties: { message_id: { type: 'null' } }, required: ['error'] },
    else: { properties: { message_id: { type: 'string' } }, not: { required: ['error'] } },
  },
  BatchSummary: {
    type: 'object',
    description: 'The results, counted.',
    properties: {
      total: { ...count, minimum: 1, description: 'Messages in the request.' },
      queued: { ...count, description: 'Messages taken on.' },
      failed: { ...count, description: 'Messages refused.' },
    },
    required: ['total', 'queued', 'failed'],
    additionalProperties: false,
  },
  BatchData: {
    type: 'object',
    description: 'One result for each message, in the order of the request.',
    properties: {
      results: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: schemaRef('BatchItem'),
        description: 'The results.',
      },
      summary: schemaRef('BatchSummary'),
    },
    required: ['results', 'summary'],
    additionalProperties: false,
  },
  ErrorIssue: {
    type: 'object',
    description: 'One fault in a request.',
    properties: {
      field: {
        type: 'string',
        minLength: 1,
        description: 'Where it lies: member names and array positions joined by dots.',
        examples: ['cc.3.email'],
      },
      code: { type: 'string', minLength: 1, description: 'Kind of fault, for programs.', examples: ['too_long'] },
      message: { type: 'string', minLength: 1, description: 'The fault in words.' },
    },
    required: ['field', 'code', 'message'],
    additionalProperties: false,
  },
} as const satisfies Readonly<Record<string, JsonSchema>>;

const errorMembers: Readonly<Record<string, JsonSchema>> = {
  message: { type: 'string', minLength: 1, description: 'What went wrong, for people. The wording may change.' },
  doc_url: { type: 'string', format: 'uri', description: 'Page about the error code.' },
};

const fieldMembers: Readonly<Record<string, JsonSchema>> = {
  param: { type: 'string', minLength: 1, description: 'The field concerned; with several, the first of them.' },
  errors: { type: 'array', minItems: 1, items: schemaRef('ErrorIssue'), description: 'Every fault that was found.' },
};

/** Codes in the order of the table, and whether they speak of a field of the request. */
const codes = Object.keys(errorTable) as readonly ErrorCode[];

function errorObject(allowed: readonly ErrorCode[], aboutField: boolean): JsonSchema {
  const flags = new Set(allowed.map((code) => errorTable[code].retryable));
  const retryable: JsonSchema = {
    type: 'boolean',
    description: 'Whether the same request may succeed later.',
    ...(flags.size === 1 ? { const: flags.has(true) } : {}),
  };
  return {
    type: 'object',
    description: 'Why the request was refused.',
    properties: {
      code: { type: 'string', enum: allowed, description: 'The reason, for programs.' },
      ...errorMembers,
      retryable,
      ...(aboutField ? fieldMembers : {}),
    },
    required: ['code', 'message', 'retryable'],
    additionalProperties: false,
    ...(flags.size === 1 ? {} : couple(allowed)),
  };
}

/** Ties `retryable` to the code where an object may carry codes of both kinds. */
function couple(allowed: readonly ErrorCode[]): JsonSchema {
  const again = allowed.filter((code) => errorTable[code].retryable);
  return {
    if: { properties: { code: { enum: again } }, required: ['code'] },
    then: { properties: { retryable: { const: true } } },
    else: { properties: { retryable: { const: false } } },
  };
}

function failureEnvelope(error: JsonSchema, description: string): JsonSchema {
  return {
    type: 'object',
    description,
    properties: {
      ok: { type: 'boolean', const: false, description: 'False: the request was refused.' },
      error,
      meta: schemaRef('Meta'),
    },
    required: ['ok', 'error', 'meta'],
    additionalProperties: false,
  };
}

/** The envelope of a reply with data of a named schema. */
export function successEnvelope(data: string, description: string): JsonSchema {
  return {
    type: 'object',
    description,
    properties: {
      ok: { type: 'boolean', const: true, description: 'True: the request was served.' },
      data: schemaRef(data),
      meta: schemaRef('Meta'),
    },
    required: ['ok', 'data', 'meta'],
    additionalProperties: false,
  };
}

/** Statuses of the error table, ascending. */
export const failureStatuses: readonly number[] = [...new Set(codes.map((code) => errorTable[code].status))];

/** Name of the schema of the failure envelope with one status. */
export function failureSchemaName(status: number): string {
  return `Failure${status}`;
}

/** Codes a failure with this status may carry. */
function codesOf(status: number): readonly ErrorCode[] {
  return codes.filter((code) => errorTable[code].status === status);
}

const failureEnvelopes = Object.fromEntries(
  failureStatuses.map((status) => [
    failureSchemaName(status),
    failureEnvelope(errorObject(codesOf(status), status === 400 || status === 422), `A failure with status ${status}.`),
  ]),
);

/** Schemas of reply bodies. */
export const replySchemas: Readonly<Record<string, JsonSchema>> = {
  SendReply: successEnvelope('SendData', 'Reply to a mail that was taken on.'),
  BatchReply: successEnvelope('BatchData', 'Reply to a batch of which at least something could be judged singly.'),
  ...dataSchemas,
  ItemError: errorObject(codes, true),
  Failure: failureEnvelope(schemaRef('ItemError'), 'Any failure.'),
  ...failureEnvelopes,
};
