import type { JsonMembers, Operation } from '../parts.js';
import { headerRef, rateTrio } from './headers.js';
import type { JsonSchema } from './json-schema.js';
import { schemaRef } from './json-schema.js';
import { failureStatuses } from './replies.js';
import { documentResponses, failures, notModified, success, uncountedStatuses } from './responses.js';

/** What the document says of an operation besides its parameters and security. */
interface Description {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly [string];
  readonly requestBody?: JsonMembers;
  readonly responses: JsonMembers;
}

const mail = {
  from: { email: 'sender@gateway.example', name: 'The gateway' },
  to: { email: 'reader@sink.example' },
  subject: 'Your invoice',
  html_body: '<p>It is ready.</p>',
};

function jsonBody(description: string, schema: string, example: unknown): JsonMembers {
  return {
    description,
    required: true,
    content: {
      'application/json': {
        schema: schemaRef(schema),
        examples: { minimal: { summary: 'The least that is needed', value: example } },
      },
    },
  };
}

const bytes: JsonSchema = { description: 'The bytes of the file.' };

const fileBody: JsonMembers = { description: 'The file.', required: true, content: { '*/*': { schema: bytes } } };

const tagged: JsonMembers = { ...rateTrio, ETag: headerRef('ETag') };
const located: JsonMembers = { ...rateTrio, Location: headerRef('Location') };

/** Statuses of operations that store something but send nothing. */
const storing = [400, 401, 403, 409, 413, 422, 429, 500, 503];

/** What the document says of each operation. */
export const descriptions: Readonly<Record<Operation['kind'], Description>> = {
  send: {
    operationId: 'sendEmail',
    summary: 'Send one mail',
    description: 'Checks the mail and queues it. The key needs the permission `email.send`.',
    tags: ['Emails'],
    requestBody: jsonBody('The mail or mails.', 'EmailSendRequest', mail),
    responses: { 200: success('The mail is queued.', 'SendReply'), ...failures(failureStatuses) },
  },
  batch: {
    operationId: 'sendEmailBatch',
    summary: 'Send up to a hundred mails',
    description:
      'Judges every mail by itself and queues those that pass; counts as one request. When all of them fail for one and the same reason, that reason is the reply. The key needs the permission `email.send`.',
    tags: ['Emails'],
    requestBody: jsonBody('The mail or mails.', 'BatchSendRequest', { messages: [mail] }),
    responses: {
      200: success('Every mail was judged; the results say which ones are queued.', 'BatchReply'),
      ...failures(failureStatuses),
    },
  },
  upload: {
    operationId: 'uploadAttachment',
    summary: 'Upload a file',
    description:
      'Keeps a file of at most 18,874,368 bytes for 24 hours, so that mails can refer to it. The key needs the permission `email.send`.',
    tags: ['Attachments'],
    requestBody: fileBody,
    responses: { 201: success('The file is there.', 'AttachmentReply', located), ...failures(storing) },
  },
  attachment: {
    operationId: 'getAttachment',
    summary: 'What is known of an uploaded file',
    description: 'Metadata only; the file itself is not handed out. The key needs the permission `email.send`.',
    tags: ['Attachments'],
    responses: {
      200: success('The metadata.', 'AttachmentReply', tagged),
      304: notModified,
      ...failures([401, 403, 404, 429, 500, 503]),
    },
  },
  intent: {
    operationId: 'announceUpload',
    summary: 'Let somebody without a key upload a file',
    description:
      'Says where and with which headers one file can be uploaded within 15 minutes. The key needs the permission `email.send`.',
    tags: ['Attachments'],
    requestBody: jsonBody('What will be uploaded.', 'AttachmentUploadRequest', {
      filename: 'invoice.pdf',
      size_bytes: 48213,
    }),
    responses: { 201: success('The file may be uploaded.', 'UploadIntentReply'), ...failures(storing) },
  },
  complete: {
    operationId: 'completeUpload',
    summary: 'Upload a file that was announced',
    description:
      'Takes no key but the token of the announcement, and the headers to the letter. May be repeated with the same content.',
    tags: ['Attachments'],
    requestBody: fileBody,
    responses: {
      201: success('The file is there.', 'AttachmentReply', { Location: headerRef('Location') }),
      ...failures(uncountedStatuses, 'uncounted'),
    },
  },
  connection: {
    operationId: 'getConnection',
    summary: 'What the key is and may do',
    description: 'Tells a client whose key it has. Neither balance nor providers matter. The key needs `email.send`.',
    tags: ['Meta'],
    responses: {
      200: success('The connection.', 'ConnectionReply', tagged),
      304: notModified,
      ...failures([401, 403, 429, 500, 503]),
    },
  },
  document: {
    operationId: 'getDocument',
    summary: 'This document',
    description: 'The description of the API, for everyone. Conditional requests are honoured.',
    tags: ['Meta'],
    responses: { ...documentResponses, default: { $ref: '#/components/responses/AnyFailure' } },
  },
};
