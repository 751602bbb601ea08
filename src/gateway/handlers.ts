import type { Failure } from './failure.js';
import type { Data } from './outcome.js';
import { keyOf, ok } from './outcome.js';
import type { GatewayParts, Operation, Visit } from './parts.js';
import { sendBatch, sendOne } from './sending.js';
import { completeUpload, createIntent, showAttachment, uploadFile } from './uploads.js';

/** Runs an operation for a request that was let through. */
export type Handler = (parts: GatewayParts, visit: Visit) => Data | Failure;

/** What each operation does. The document is not among them: it comes without an envelope. */
export const handlers: Readonly<Record<Exclude<Operation['kind'], 'document'>, Handler>> = {
  send: sendOne,
  batch: sendBatch,
  upload: uploadFile,
  attachment: showAttachment,
  intent: createIntent,
  complete: completeUpload,
  connection: (parts, visit) => ok(parts.connectionData(keyOf(visit), visit)),
};
