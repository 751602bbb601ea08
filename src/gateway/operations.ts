import type { Operation } from './parts.js';

const SEND = 'email.send';

/** The operations of June 2026, in the order of the document. */
export const sendOperations: readonly Operation[] = [
  {
    kind: 'send',
    method: 'POST',
    path: '/emails/send',
    permission: SEND,
    body: { kind: 'json', schema: 'EmailSendRequest' },
  },
  {
    kind: 'batch',
    method: 'POST',
    path: '/emails/send/batch',
    permission: SEND,
    body: { kind: 'json', schema: 'BatchSendRequest' },
  },
  { kind: 'document', method: 'GET', path: '/openapi.json', permission: null, body: null },
];

/** Uploads of files, directly or by someone who has no key. */
export const uploadOperations: readonly Operation[] = [
  { kind: 'upload', method: 'POST', path: '/emails/attachments', permission: SEND, body: { kind: 'file' } },
  { kind: 'attachment', method: 'GET', path: '/emails/attachments/{attachment_id}', permission: SEND, body: null },
  {
    kind: 'intent',
    method: 'POST',
    path: '/emails/attachment-uploads',
    permission: SEND,
    body: { kind: 'json', schema: 'AttachmentUploadRequest' },
  },
  {
    kind: 'complete',
    method: 'PUT',
    path: '/emails/attachment-uploads/{upload_id}',
    permission: null,
    body: { kind: 'file' },
  },
];

/** What the key is and may do. */
export const connectionOperation: Operation = {
  kind: 'connection',
  method: 'GET',
  path: '/me',
  permission: SEND,
  body: null,
};
