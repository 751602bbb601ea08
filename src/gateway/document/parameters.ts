import type { JsonMembers, Operation } from '../parts.js';
import { uploadParameters } from './attachment-schemas.js';

const all = {
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
  Filename: {
    name: 'filename',
    in: 'query',
    required: true,
    description: 'Name of the file.',
    schema: uploadParameters.filename,
  },
  MediaType: {
    name: 'content_type',
    in: 'query',
    required: false,
    description: 'Media type of the file, if it is not the Content-Type of the request.',
    schema: uploadParameters.content_type,
  },
  ContentLength: {
    name: 'Content-Length',
    in: 'header',
    required: true,
    description: 'Bytes of the file; it cannot be sent in chunks.',
    schema: { type: 'integer', format: 'int64', minimum: 1 },
  },
  UploadToken: {
    name: 'X-Sendmux-Upload-Token',
    in: 'header',
    required: true,
    description: 'The token that came with the announcement of the upload.',
    schema: { type: 'string' },
  },
  AttachmentId: {
    name: 'attachment_id',
    in: 'path',
    required: true,
    description: 'Public id of the file.',
    schema: { type: 'string', pattern: '^att_[a-z0-9]{24}$' },
  },
  UploadId: {
    name: 'upload_id',
    in: 'path',
    required: true,
    description: 'Public id of the announced upload.',
    schema: { type: 'string', pattern: '^upl_[a-z0-9]{24}$' },
  },
} as const;

export type ParameterName = keyof typeof all;

/** Parameters of each operation. */
export const parametersOf: Readonly<Record<Operation['kind'], readonly ParameterName[]>> = {
  send: ['IdempotencyKey'],
  batch: ['IdempotencyKey'],
  document: ['IfNoneMatch'],
  upload: ['Filename', 'MediaType', 'ContentLength', 'IdempotencyKey'],
  attachment: ['AttachmentId', 'IfNoneMatch'],
  intent: ['IdempotencyKey'],
  complete: ['UploadId', 'UploadToken', 'ContentLength'],
  connection: ['IfNoneMatch'],
};

/** The parameters of some operations, for `components`. */
export function parameters(operations: readonly Operation[]): JsonMembers {
  const used = new Set(operations.flatMap(({ kind }) => parametersOf[kind]));
  return Object.fromEntries(Object.entries(all).filter(([name]) => used.has(name as ParameterName)));
}

export function parameterRef(name: ParameterName): JsonMembers {
  return { $ref: `#/components/parameters/${name}` };
}
