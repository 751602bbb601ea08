import type { JsonSchema } from './json-schema.js';
import { schemaRef } from './json-schema.js';

/** Bytes of a request body, and characters of a text within it. */
export const BODY_MAX = 26_214_400;

/** Pattern of a text without line ends. */
export const oneLine = '^[^\\r\\n]*$';

const emailAddress: JsonSchema = { type: 'string', format: 'email', maxLength: 254 };

/** Name of a file to be attached. */
export const fileName = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  pattern: '^[^\\u0000-\\u001f\\u007f/\\\\]+$',
  description:
    'Name without any folder. Its extension must be an allowed one, and for binary formats the content must agree with it.',
  examples: ['invoice.pdf'],
} as const satisfies JsonSchema;

/** Schemas of request bodies: the document shows them and the gateway enforces them, the very same objects. */
export const requestSchemas = {
  Address: {
    type: 'object',
    description: 'A mailbox, with the name that mail programs show for it.',
    properties: {
      email: { ...emailAddress, description: 'The address proper.', examples: ['reader@sink.example'] },
      name: {
        type: 'string',
        maxLength: 100,
        pattern: oneLine,
        description: 'Display name on a single line.',
        examples: ['A reader'],
      },
    },
    required: ['email'],
    additionalProperties: false,
  },
  Attachment: {
    type: 'object',
    description: 'A file carried inside the request.',
    properties: {
      filename: fileName,
      content: {
        type: 'string',
        minLength: 1,
        contentEncoding: 'base64',
        description: 'The bytes of the file in padded base64 without line breaks.',
        examples: ['JVBERi0xLjcK'],
      },
      type: {
        type: 'string',
        maxLength: 255,
        pattern: oneLine,
        description: 'Media type to state instead of the one the extension suggests.',
        examples: ['application/pdf'],
      },
      encoding: {
        type: 'string',
        enum: ['base64'],
        default: 'base64',
        description: 'How the content is written; there is only one way.',
      },
    },
    required: ['filename', 'content'],
    additionalProperties: false,
  },
  EmailSendRequest: {
    type: 'object',
    description: 'One mail to one main recipient.',
    properties: {
      from: { ...schemaRef('Address'), description: 'Sender. Must be an address that the key may send from.' },
      to: { ...schemaRef('Address'), description: 'The main recipient.' },
      subject: {
        type: 'string',
        minLength: 1,
        maxLength: 998,
        pattern: oneLine,
        description: 'Subject on a single line.',
        examples: ['Your invoice'],
      },
      html_body: {
        type: 'string',
        minLength: 1,
        maxLength: BODY_MAX,
        description: 'The mail as HTML.',
        examples: ['<p>It is attached.</p>'],
      },
      text_body: {
        type: 'string',
        maxLength: BODY_MAX,
        description: 'The mail as plain text, for readers without HTML.',
        examples: ['It is attached.'],
      },
      reply_to: { ...schemaRef('Address'), description: 'Where answers should go instead of the sender.' },
      return_path: { ...emailAddress, description: 'Address for bounces.', examples: ['bounces@gateway.example'] },
      cc: { type: 'array', maxItems: 100, items: schemaRef('Address'), description: 'Recipients everyone sees.' },
      bcc: { type: 'array', maxItems: 100, items: schemaRef('Address'), description: 'Recipients nobody sees.' },
      custom_headers: {
        type: 'object',
        description: 'Header lines to add to the mail, by name.',
        propertyNames: { type: 'string', pattern: '^X-[A-Za-z0-9-]+$' },
        additionalProperties: {
          type: 'string',
          maxLength: 500,
          pattern: oneLine,
          description: 'Value of the header line.',
        },
        examples: [{ 'X-Order': '4711' }],
      },
      attachments: { type: 'array', maxItems: 10, items: schemaRef('Attachment'), description: 'Files to add.' },
    },
    required: ['from', 'to', 'subject', 'html_body'],
    additionalProperties: false,
  },
  BatchSendRequest: {
    type: 'object',
    description: 'Several independent mails.',
    properties: {
      messages: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: schemaRef('EmailSendRequest'),
        description: 'The mails, each judged by itself: one that is refused leaves the others alone.',
      },
    },
    required: ['messages'],
    additionalProperties: false,
  },
} as const satisfies Readonly<Record<string, JsonSchema>>;
