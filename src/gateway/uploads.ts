import { createHash } from 'node:crypto';
import type { Failure, Issue } from './failure.js';
import { failure } from './failure.js';
import { headerOf } from './headers.js';
import type { Data } from './outcome.js';
import { created, keyOf, ok } from './outcome.js';
import { UNKNOWN_TYPE, type FileFacts, type FileUse, type StoredFile } from './files.js';
import type { GatewayParts, KeyRecord, Mail, UploadIntent, Visit } from './parts.js';

/** POST /emails/attachments: the body is the file. */
export function uploadFile(parts: GatewayParts, visit: Visit): Data | Failure {
  const { request } = visit;
  const form = parts.uploadForm(request);
  const issues = parts.validate('UploadForm', form);
  const refusal = issues.length > 0 ? parts.refuseForm(issues) : parts.checkLength(request);
  if (refusal !== null) return refusal;
  const facts: FileFacts = {
    // The schema has just vouched for the member.
    filename: form['filename'] as string,
    contentType: parts.uploadType(form, request),
    size: request.bodyBytes,
    sha256: digestOf(request.body),
  };
  const faults = parts.inspectFile(facts, request.body);
  if (faults.length > 0) return parts.refuseBody(faults);
  return attachmentCreated(parts, visit, keep(parts, facts, keyOf(visit).team));
}

/** GET /emails/attachments/{attachment_id}: what is known of the file, never its bytes. */
export function showAttachment(parts: GatewayParts, visit: Visit): Data | Failure {
  const file = usable(parts, visit.resourceId ?? '', { key: keyOf(visit), use: 'read' });
  if (file === null) return failure('not_found', 'There is no such attachment.');
  return ok(parts.attachmentData(file, parts.timestamp(file.expiresAt)));
}

interface IntentRequest {
  readonly filename: string;
  readonly size_bytes: number;
  readonly content_type?: string;
  readonly sha256?: string;
}

/** POST /emails/attachment-uploads: a permission for someone without a key to upload one file. */
export function createIntent(parts: GatewayParts, visit: Visit): Data | Failure {
  const issues = parts.validate('AttachmentUploadRequest', visit.value);
  if (issues.length > 0) return parts.refuseBody(issues);
  // The schema has just vouched for these members.
  const wanted = visit.value as IntentRequest;
  if (wanted.size_bytes > parts.uploadLimit) return tooLarge(parts);
  const token = parts.uploadTokenFor();
  const intent: UploadIntent = {
    id: parts.intentIdFor(),
    owner: keyOf(visit),
    filename: wanted.filename,
    // As in the query of an upload, an empty type says nothing; it could not be sent as a header either.
    contentType: wanted.content_type === '' ? UNKNOWN_TYPE : (wanted.content_type ?? UNKNOWN_TYPE),
    size: wanted.size_bytes,
    sha256: wanted.sha256 ?? null,
    tokenDigest: digestOf(token),
    expiresAt: parts.now() + parts.intentLifetime,
    fileId: null,
  };
  parts.keepIntent(intent);
  return created(parts.intentData(intent, token, parts.timestamp(intent.expiresAt)), null);
}

/** PUT /emails/attachment-uploads/{upload_id}: the file, from whoever has the token. */
export function completeUpload(parts: GatewayParts, visit: Visit): Data | Failure {
  const { request } = visit;
  const intent = admitUpload(parts, visit);
  if (intent.kind === 'failure') return intent;
  const sha256 = digestOf(request.body);
  const { filename, contentType, size, fileId } = intent.intent;
  const present = fileId === null ? null : parts.findAttachment(fileId, 'read');
  if (present !== null) return parts.checkRepeat(present, sha256) ?? attachmentCreated(parts, visit, present);
  const refusal =
    parts.checkUploadSize(intent.intent, request.bodyBytes) ?? parts.checkUploadDigest(intent.intent, sha256);
  if (refusal !== null) return refusal;
  const facts: FileFacts = { filename, contentType, size, sha256 };
  const faults = parts.inspectFile(facts, request.body);
  if (faults.length > 0) return parts.refuseBody(faults);
  const file = keep(parts, facts, intent.intent.owner.team);
  parts.keepIntent({ ...intent.intent, fileId: file.id });
  return attachmentCreated(parts, visit, file);
}

/** What can be said against a delegated upload before its body is read: the token and the headers. */
export function admitUpload(parts: GatewayParts, visit: Visit): { kind: 'admitted'; intent: UploadIntent } | Failure {
  const { request } = visit;
  const intent = parts.findIntent(visit.resourceId ?? '');
  if (intent === null || parts.isExpired(intent.expiresAt, 'intent')) {
    return failure('not_found', 'There is no such upload, or it has expired.');
  }
  const length = headerOf(request, 'content-length');
  return (
    parts.checkUploadToken(intent, parts.uploadToken(request)) ??
    parts.checkLength(request) ??
    (length === null ? null : parts.checkUploadSize(intent, Number(length))) ??
    parts.checkUploadType(intent, headerOf(request, 'content-type')) ?? { kind: 'admitted', intent }
  );
}

/** The uploaded files a mail refers to, and the faults of references that lead nowhere. */
export function findReferences(
  parts: GatewayParts,
  key: KeyRecord,
  mail: Mail,
): { readonly files: readonly StoredFile[]; readonly missing: readonly Issue[] } {
  const files: StoredFile[] = [];
  const missing: Issue[] = [];
  for (const [index, attachment] of (mail.attachments ?? []).entries()) {
    if (!('attachment_id' in attachment)) continue;
    const file = usable(parts, attachment.attachment_id, { key, use: 'attach' });
    if (file === null) missing.push(...parts.missingAttachment(index));
    else files.push(file);
  }
  return { files, missing };
}

interface Seeker {
  readonly key: KeyRecord;
  readonly use: FileUse;
}

/** A file that exists, has not expired and is the key's; what it lacks is not told. */
function usable(parts: GatewayParts, id: string, { key, use }: Seeker): StoredFile | null {
  const file = parts.findAttachment(id, use);
  if (file === null || parts.isExpired(file.expiresAt, 'attachment')) return null;
  return parts.ownsAttachment(file, key, use) ? file : null;
}

function keep(parts: GatewayParts, facts: FileFacts, team: string): StoredFile {
  const id = parts.attachmentIdFor(facts);
  const file: StoredFile = { ...facts, id, team, expiresAt: parts.now() + parts.attachmentLifetime };
  parts.keepAttachment(file);
  return file;
}

function attachmentCreated(parts: GatewayParts, visit: Visit, file: StoredFile): Data {
  return created(parts.attachmentData(file, parts.timestamp(file.expiresAt)), parts.location(file, visit));
}

function tooLarge(parts: GatewayParts): Failure {
  return failure('payload_too_large', `The file is larger than ${parts.uploadLimit} bytes.`);
}

/** Lowercase hex SHA-256. */
export function digestOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
