import type { JsonMembers, Operation } from '../parts.js';
import { failureSchemaName, failureStatuses, replySchemas } from './replies.js';
import type { JsonSchema } from './json-schema.js';
import { schemaRef } from './json-schema.js';
import { requestSchemas } from './requests.js';

const integer: JsonSchema = { type: 'integer', minimum: 0 };

const headers = {
  RequestId: {
    description: 'Id of this reply; equals `meta.request_id` where there is an envelope.',
    required: true,
    schema: { type: 'string', pattern: '^req_[a-z0-9]+$' },
  },
  RateLimitLimit: { description: 'Requests the key may make in a window.', required: true, schema: integer },
  RateLimitRemaining: { description: 'Requests left in the current window.', required: true, schema: integer },
  RateLimitReset: { description: 'End of the current window in Unix seconds.', required: true, schema: integer },
  RetryAfter: { description: 'Seconds to wait before the next attempt.', required: true, schema: integer },
  NoStore: {
    description: 'The reply must not be kept by any cache.',
    required: true,
    schema: { type: 'string', const: 'no-store' },
  },
  PublicCache: {
    description: 'Any cache may keep the document for an hour.',
    required: true,
    schema: { type: 'string', const: 'public, max-age=3600' },
  },
  ETag: {
    description: 'Weak validator of the document, for If-None-Match.',
    required: true,
    schema: { type: 'string', pattern: '^W/"[^"]+"$' },
  },
  Challenge: {
    description: 'The scheme to authenticate with.',
    required: true,
    schema: { type: 'string', const: 'Bearer' },
  },
} as const;

function headerRef(name: keyof typeof headers): JsonMembers {
  return { $ref: `#/components/headers/${name}` };
}

const rateTrio: JsonMembers = {
  'X-RateLimit-Limit': headerRef('RateLimitLimit'),
  'X-RateLimit-Remaining': headerRef('RateLimitRemaining'),
  'X-RateLimit-Reset': headerRef('RateLimitReset'),
};

const always: JsonMembers = { 'X-Request-Id': headerRef('RequestId') };

const explanations: Readonly<Record<number, string>> = {
  400: 'The request cannot be read: broken JSON, another media type, or an unusable header.',
  401: 'There is no usable key in the request.',
  402: 'The balance does not cover the mail.',
  403: 'The key is known but may not do this.',
  404: 'What the request names does not exist for this key.',
  409: 'The idempotency key was used with another request, or its first request is still running.',
  413: 'The body is larger than 26,214,400 bytes.',
  422: 'The body is JSON but not what the operation takes; every fault is listed.',
  429: 'The allowance of the key for this window is used up.',
  500: 'The server failed; nothing was sent.',
  503: 'The mail cannot be taken on at the moment.',
};

function failureResponse(status: number): JsonMembers {
  return {
    description: explanations[status] ?? 'A failure.',
    headers: {
      ...always,
      'Cache-Control': headerRef('NoStore'),
      ...(status === 401 ? { 'WWW-Authenticate': headerRef('Challenge') } : rateTrio),
      ...(status === 429 || status === 503 ? { 'Retry-After': headerRef('RetryAfter') } : {}),
    },
    content: { 'application/json': { schema: schemaRef(failureSchemaName(status)) } },
  };
}

const anyFailure: JsonMembers = {
  description: 'Any other failure.',
  headers: { ...always, 'Cache-Control': headerRef('NoStore') },
  content: { 'application/json': { schema: schemaRef('Failure') } },
};

function responseRefs(): JsonMembers {
  return Object.fromEntries([
    ...failureStatuses.map((status) => [status, { $ref: `#/components/responses/${failureSchemaName(status)}` }]),
    ['default', { $ref: '#/components/responses/AnyFailure' }],
  ]) as JsonMembers;
}

interface SendOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly request: keyof typeof requestSchemas;
  readonly reply: string;
  readonly success: string;
  readonly example: unknown;
}

const mailExample = {
  from: { email: 'sender@gateway.example', name: 'The gateway' },
  to: { email: 'reader@sink.example' },
  subject: 'Your invoice',
  html_body: '<p>It is ready.</p>',
};

const sendOperations: Readonly<Partial<Record<Operation['kind'], SendOperation>>> = {
  send: {
    operationId: 'sendEmail',
    summary: 'Send one mail',
    description: 'Checks the mail and queues it. The key needs the permission `email.send`.',
    request: 'EmailSendRequest',
    reply: 'SendReply',
    success: 'The mail is queued.',
    example: mailExample,
  },
  batch: {
    operationId: 'sendEmailBatch',
    summary: 'Send up to a hundred mails',
    description:
      'Judges every mail by itself and queues those that pass; counts as one request. When all of them fail for one and the same reason, that reason is the reply. The key needs the permission `email.send`.',
    request: 'BatchSendRequest',
    reply: 'BatchReply',
    success: 'Every mail was judged; the results say which ones are queued.',
    example: { messages: [mailExample] },
  },
};

function sendPathItem(facts: SendOperation): JsonMembers {
  return {
    post: {
      operationId: facts.operationId,
      summary: facts.summary,
      description: facts.description,
      tags: ['Emails'],
      security: [{ bearerKey: [] }],
      parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }],
      requestBody: {
        description: 'The mail or mails.',
        required: true,
        content: {
          'application/json': {
            schema: schemaRef(facts.request),
            examples: { minimal: { summary: 'The least that is needed', value: facts.example } },
          },
        },
      },
      responses: {
        200: {
          description: facts.success,
          headers: { ...always, 'Cache-Control': headerRef('NoStore'), ...rateTrio },
          content: { 'application/json': { schema: schemaRef(facts.reply) } },
        },
        ...responseRefs(),
      },
    },
  };
}

const documentPathItem: JsonMembers = {
  get: {
    operationId: 'getDocument',
    summary: 'This document',
    description: 'The description of the API, for everyone. Conditional requests are honoured.',
    tags: ['Meta'],
    security: [],
    parameters: [{ $ref: '#/components/parameters/IfNoneMatch' }],
    responses: {
      200: {
        description: 'The document, without an envelope.',
        headers: { ...always, ETag: headerRef('ETag'), 'Cache-Control': headerRef('PublicCache') },
        content: { 'application/json': { schema: schemaRef('Document') } },
      },
      304: {
        description: 'The copy the client has is current.',
        headers: { ...always, ETag: headerRef('ETag'), 'Cache-Control': headerRef('PublicCache') },
      },
      default: { $ref: '#/components/responses/AnyFailure' },
    },
  },
};

const documentSchema: JsonSchema = {
  type: 'object',
  description: 'An OpenAPI 3.1 document.',
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$', description: 'Version of the standard it follows.' },
    info: { type: 'object', description: 'Title and version of the API.' },
    paths: { type: 'object', description: 'The operations.' },
  },
  required: ['openapi', 'info', 'paths'],
};

function paths(operations: readonly Operation[]): JsonMembers {
  return Object.fromEntries(
    operations.map(({ kind, path }) => {
      const facts = sendOperations[kind];
      return [path, facts === undefined ? documentPathItem : sendPathItem(facts)];
    }),
  );
}

const parameters = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'A string of the client for this one request. Within 24 hours of its first use the same request gets the same reply and is not processed again.',
    schema: { type: 'string', maxLength: 255, examples: ['order-4711'] },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'Entity tags the client already has, or an asterisk for any.',
    schema: { type: 'string', examples: ['W/"5f2c"'] },
  },
} as const;

/** Builds the OpenAPI document of the operations served at a base URL. Same input, same document. */
export function buildDocument(baseUrl: string, operations: readonly Operation[]): JsonMembers {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sending API',
      version: '1.0.0',
      summary: 'Queues mail, one at a time or in batches.',
      description:
        'The reference implementation that Touchstone is tried on. Every reply but the document itself comes in an envelope with `ok` and `meta.request_id`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: baseUrl, description: 'This gateway.' }],
    tags: [
      { name: 'Emails', description: 'Sending mail.' },
      { name: 'Meta', description: 'The API about itself.' },
    ],
    security: [{ bearerKey: [] }],
    paths: paths(operations),
    components: {
      securitySchemes: {
        bearerKey: { type: 'http', scheme: 'bearer', description: 'An API key as bearer token.' },
      },
      parameters,
      headers,
      responses: {
        ...Object.fromEntries(failureStatuses.map((status) => [failureSchemaName(status), failureResponse(status)])),
        AnyFailure: anyFailure,
      },
      schemas: { ...requestSchemas, ...replySchemas, Document: documentSchema },
    },
  };
}
