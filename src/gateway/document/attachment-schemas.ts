import type { RequestSchemas } from '../profiles/profile.js';
import type { JsonSchema } from './json-schema.js';
import { schemaRef } from './json-schema.js';
import { successEnvelope } from './replies.js';
import { fileName, oneLine } from './requests.js';

/** cc and bcc, each. */
const COPIES_MAX = 49;

const attachmentId: JsonSchema = {
  type: 'string',
  pattern: '^att_[a-z0-9]{24}$',
  description: 'Public id of an uploaded file.',
  examples: ['att_2m9x1c8b5n3z6l7j2h4k0q7v'],
};

const mediaType: JsonSchema = {
  type: 'string',
  maxLength: 255,
  pattern: oneLine,
  description: 'Media type of the file.',
  examples: ['application/pdf'],
};

const additions = {
  AttachmentReference: {
    type: 'object',
    description: 'A file that was uploaded before.',
    properties: { attachment_id: attachmentId },
    required: ['attachment_id'],
    additionalProperties: false,
  },
  AttachmentUploadRequest: {
    type: 'object',
    description: 'A file that somebody without a key is going to upload.',
    properties: {
      filename: fileName,
      size_bytes: {
        type: 'integer',
        minimum: 1,
        description: 'Bytes of the file. More than 18,874,368 are refused with 413.',
        examples: [48213],
      },
      content_type: mediaType,
      sha256: {
        type: 'string',
        pattern: '^[a-f0-9]{64}$',
        description: 'SHA-256 that the bytes must have.',
        examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
      },
    },
    required: ['filename', 'size_bytes'],
    additionalProperties: false,
  },
} as const satisfies RequestSchemas;

/** The query of a direct upload. Parameters that are not known mean nothing. */
const uploadForm = {
  type: 'object',
  properties: { filename: fileName, content_type: mediaType },
  required: ['filename'],
} as const satisfies JsonSchema;

/** The parameters of a direct upload, by name. */
export const uploadParameters: Readonly<Record<keyof typeof uploadForm.properties, JsonSchema>> = uploadForm.properties;

/** Schemas of requests where mails may refer to uploaded files and have fewer copies. */
export function uploadRequestSchemas(base: RequestSchemas): RequestSchemas {
  const { EmailSendRequest: mail = {}, Attachment: inline = {} } = base;
  const { cc, bcc } = mail.properties ?? {};
  return {
    ...base,
    InlineAttachment: inline,
    Attachment: {
      description: 'A file to add: carried inside the request, or uploaded before.',
      anyOf: [schemaRef('InlineAttachment'), schemaRef('AttachmentReference')],
    },
    EmailSendRequest: {
      ...mail,
      description: 'One mail to one main recipient and at most 50 recipients in all.',
      properties: {
        ...mail.properties,
        cc: { ...cc, maxItems: COPIES_MAX },
        bcc: { ...bcc, maxItems: COPIES_MAX },
      },
    },
    ...additions,
    UploadForm: uploadForm,
  };
}

const instant: JsonSchema = {
  type: 'string',
  format: 'date-time',
  pattern: 'Z$',
  description: 'End of its life, in UTC.',
  examples: ['2026-08-02T10:15:00.000Z'],
};

const size: JsonSchema = { type: 'integer', minimum: 1, maximum: 18_874_368, description: 'Bytes of the file.' };

/** Schemas of replies about uploads. */
export const attachmentReplySchemas: Readonly<Record<string, JsonSchema>> = {
  AttachmentReply: successEnvelope('AttachmentData', 'Reply about an uploaded file.'),
  UploadIntentReply: successEnvelope('UploadIntentData', 'Reply to an announced upload.'),
  AttachmentData: {
    type: 'object',
    description: 'What is known of an uploaded file.',
    properties: {
      attachment_id: attachmentId,
      filename: fileName,
      content_type: mediaType,
      size_bytes: size,
      expires_at: instant,
    },
    required: ['attachment_id', 'filename', 'content_type', 'size_bytes', 'expires_at'],
    additionalProperties: false,
  },
  UploadIntentData: {
    type: 'object',
    description: 'How one file can be uploaded without a key.',
    properties: {
      upload_id: {
        type: 'string',
        pattern: '^upl_[a-z0-9]{24}$',
        description: 'Public id of the announced upload.',
        examples: ['upl_7j2h4k0q7v2m9x1c8b5n3z6l'],
      },
      upload_url: {
        type: 'string',
        format: 'uri',
        description: 'Where to send the file.',
        examples: ['https://gateway.example/api/v1/emails/attachment-uploads/upl_7j2h4k0q7v2m9x1c8b5n3z6l'],
      },
      method: { type: 'string', enum: ['PUT'], description: 'How to send it.' },
      expires_at: instant,
      max_size_bytes: { ...size, description: 'Bytes that a file may have at most.' },
      headers: {
        type: 'object',
        description: 'Headers to send with the file, to the letter.',
        properties: {
          'Content-Type': mediaType,
          'Content-Length': { type: 'string', pattern: '^[1-9][0-9]*$', description: 'The announced size.' },
          'X-Sendmux-Upload-Token': { type: 'string', minLength: 1, description: 'The permission to upload.' },
        },
        required: ['Content-Type', 'Content-Length', 'X-Sendmux-Upload-Token'],
        additionalProperties: { type: 'string', description: 'Any other header.' },
      },
    },
    required: ['upload_id', 'upload_url', 'method', 'expires_at', 'max_size_bytes', 'headers'],
    additionalProperties: false,
  },
};
