import type { JsonMembers } from '../parts.js';
import { always, confidential, headerRef, rateTrio } from './headers.js';
import { schemaRef } from './json-schema.js';
import { failureSchemaName, failureStatuses } from './replies.js';

const explanations: Readonly<Record<number, string>> = {
  400: 'The request cannot be read: broken JSON, another media type, or an unusable header or parameter.',
  401: 'There is no usable key or token in the request.',
  402: 'The balance does not cover the mail.',
  403: 'The key is known but may not do this.',
  404: 'What the request names does not exist for this key.',
  409: 'The idempotency key was used with another request, or its first request is still running; or an upload was completed with another content.',
  413: 'The body, the file or the mail with its files is too large.',
  422: 'The body is not what the operation takes; every fault is listed.',
  429: 'The allowance of the key for this window, or of the team for this day, is used up.',
  500: 'The server failed; nothing was sent.',
  503: 'The request cannot be served at the moment.',
};

/** Whether a reply counts the request against a key: where none was accepted, there is nothing to count. */
type Counted = 'counted' | 'uncounted';

function failureResponse(status: number, counted: Counted): JsonMembers {
  return {
    description: explanations[status] ?? 'A failure.',
    headers: {
      ...confidential,
      ...(status === 401 ? { 'WWW-Authenticate': headerRef('Challenge') } : {}),
      ...(status !== 401 && counted === 'counted' ? rateTrio : {}),
      ...(status === 429 || status === 503 ? { 'Retry-After': headerRef('RetryAfter') } : {}),
    },
    content: { 'application/json': { schema: schemaRef(failureSchemaName(status)) } },
  };
}

function nameOf(status: number, counted: Counted): string {
  return counted === 'counted' ? failureSchemaName(status) : `Uncounted${failureSchemaName(status)}`;
}

function components(statuses: readonly number[], counted: Counted): JsonMembers {
  return Object.fromEntries(statuses.map((status) => [nameOf(status, counted), failureResponse(status, counted)]));
}

/** What failures of a delegated upload can have for a status. */
export const uncountedStatuses: readonly number[] = [400, 401, 404, 409, 413, 422, 500, 503];

/** Responses, for `components`. */
export const responses: JsonMembers = {
  ...components(failureStatuses, 'counted'),
  AnyFailure: {
    description: 'Any other failure.',
    headers: confidential,
    content: { 'application/json': { schema: schemaRef('Failure') } },
  },
};

/** The same without the allowance of a key. */
export const uncountedResponses: JsonMembers = components(uncountedStatuses, 'uncounted');

/** The failures of an operation. */
export function failures(statuses: readonly number[], counted: Counted = 'counted'): JsonMembers {
  return {
    ...Object.fromEntries(
      statuses.map((status) => [status, { $ref: `#/components/responses/${nameOf(status, counted)}` }]),
    ),
    default: { $ref: '#/components/responses/AnyFailure' },
  };
}

/** A success in an envelope of a named schema. */
export function success(description: string, schema: string, more: JsonMembers = rateTrio): JsonMembers {
  return {
    description,
    headers: { ...confidential, ...more },
    content: { 'application/json': { schema: schemaRef(schema) } },
  };
}

/** 304 of a resource that only its owner may keep. */
export const notModified: JsonMembers = {
  description: 'The copy the client has is current.',
  headers: { ...confidential, ETag: headerRef('ETag'), ...rateTrio },
};

/** 200 and 304 of the document. */
export const documentResponses: JsonMembers = {
  200: {
    description: 'The document, without an envelope.',
    headers: { ...always, ETag: headerRef('ETag'), 'Cache-Control': headerRef('PublicCache') },
    content: { 'application/json': { schema: schemaRef('Document') } },
  },
  304: {
    description: 'The copy the client has is current.',
    headers: { ...always, ETag: headerRef('ETag'), 'Cache-Control': headerRef('PublicCache') },
  },
};
