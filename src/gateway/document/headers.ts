import type { JsonMembers } from '../parts.js';
import type { JsonSchema } from './json-schema.js';

const integer: JsonSchema = { type: 'integer', minimum: 0 };

/** Response headers, for `components`. */
export const headers = {
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
    description: 'Weak validator of what was asked for, for If-None-Match.',
    required: true,
    schema: { type: 'string', pattern: '^W/"[^"]+"$' },
  },
  Location: {
    description: 'Where the metadata of the new file is.',
    required: true,
    schema: { type: 'string', format: 'uri-reference' },
  },
  Challenge: {
    description: 'The scheme to authenticate with.',
    required: true,
    schema: { type: 'string', const: 'Bearer' },
  },
} as const;

export function headerRef(name: keyof typeof headers): JsonMembers {
  return { $ref: `#/components/headers/${name}` };
}

/** The allowance of the key. */
export const rateTrio: JsonMembers = {
  'X-RateLimit-Limit': headerRef('RateLimitLimit'),
  'X-RateLimit-Remaining': headerRef('RateLimitRemaining'),
  'X-RateLimit-Reset': headerRef('RateLimitReset'),
};

/** On every reply. */
export const always: JsonMembers = { 'X-Request-Id': headerRef('RequestId') };

/** On every reply that is nobody else's. */
export const confidential: JsonMembers = { ...always, 'Cache-Control': headerRef('NoStore') };
