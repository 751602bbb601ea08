import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Failure, Issue } from './failure.js';
import { failure } from './failure.js';
import { headerLines, headerOf } from './headers.js';
import { freshId } from './ids.js';
import { UNKNOWN_TYPE, type StoredFile } from './files.js';
import type { GatewayParts, GatewayRequest, JsonMembers, Mail, UploadIntent } from './parts.js';
import { BASE_PATH } from './routes.js';
import type { World } from './world.js';

/** Bytes of an uploaded file. */
const UPLOAD_MAX = 18_874_368;
/** Milliseconds that a file, and the permission to upload one, live. */
const FILE_LIFETIME = 24 * 60 * 60 * 1000;
const INTENT_LIFETIME = 15 * 60 * 1000;

/** The parameters of a direct upload. Of a parameter given twice the first counts. */
function readUploadForm({ query }: GatewayRequest): JsonMembers {
  const given = new URLSearchParams(query);
  return Object.fromEntries(
    ['filename', 'content_type'].flatMap((name) => {
      const value = given.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** 400 for parameters that are missing or cannot be used. */
function refuseForm(issues: readonly Issue[]): Failure {
  return issues.every(({ code }) => code === 'required')
    ? failure('missing_parameter', 'The query lacks a parameter.', { issues })
    : failure('invalid_parameter', 'A parameter of the query cannot be used.', { issues });
}

/** What the query says of the media type, else the header, else nothing in particular. */
function uploadType(form: JsonMembers, request: GatewayRequest): string {
  const stated = form['content_type'];
  return typeof stated === 'string' && stated !== '' ? stated : (headerOf(request, 'content-type') ?? UNKNOWN_TYPE);
}

/** 400 for a file whose length is not stated (RFC 9112 section 6.2), or is nothing. */
function checkLength(request: GatewayRequest): Failure | null {
  const length = headerOf(request, 'content-length');
  const problem = (code: string, message: string) => [{ field: 'Content-Length', code, message }];
  if (length === null) {
    return failure('missing_parameter', 'An upload must state its length.', {
      issues: problem('required', 'is missing'),
    });
  }
  if (Number(length) > 0) return null;
  return failure('invalid_parameter', 'The file is empty.', { issues: problem('too_small', 'must be at least 1') });
}

/** `data` about a file. */
function attachmentData(file: StoredFile, expiresAt: unknown): JsonMembers {
  return {
    attachment_id: file.id,
    filename: file.filename,
    content_type: file.contentType,
    size_bytes: file.size,
    expires_at: expiresAt,
  };
}

/** `data` of an intent, given where the API lives and how large a file may be. */
function intentData(
  { id, contentType, size }: UploadIntent,
  { token, expiresAt }: { readonly token: string; readonly expiresAt: unknown },
  { baseUrl, sizeMax }: { readonly baseUrl: string; readonly sizeMax: number },
): JsonMembers {
  return {
    upload_id: id,
    upload_url: `${baseUrl}/emails/attachment-uploads/${id}`,
    method: 'PUT',
    expires_at: expiresAt,
    max_size_bytes: sizeMax,
    headers: { 'Content-Type': contentType, 'Content-Length': String(size), 'X-Sendmux-Upload-Token': token },
  };
}

/** The one upload token of a request. */
function readUploadToken({ headers }: GatewayRequest): string | null {
  const [token, ...more] = headerLines(headers, 'x-sendmux-upload-token');
  return token === undefined || more.length > 0 ? null : token;
}

/** 401 for a token that is not the intent's. */
function checkUploadToken({ tokenDigest }: UploadIntent, token: string | null): Failure | null {
  const presented = createHash('sha256')
    .update(token ?? '')
    .digest();
  if (timingSafeEqual(presented, Buffer.from(tokenDigest, 'hex'))) return null;
  return failure('authentication_required', 'The upload needs its token in X-Sendmux-Upload-Token.');
}

/** 413 for another size than was announced. */
function checkUploadSize({ size }: UploadIntent, actual: number): Failure | null {
  if (actual === size) return null;
  return failure('payload_too_large', `The upload was announced with ${size} bytes.`);
}

/** 400 for another media type than was announced. */
function checkUploadType({ contentType }: UploadIntent, actual: string | null): Failure | null {
  if (actual === contentType) return null;
  const issue = { field: 'Content-Type', code: 'mismatch', message: 'must be the one that was announced' };
  return failure('invalid_parameter', 'The upload was announced with another media type.', { issues: [issue] });
}

/** 422 for other bytes than were announced. */
function checkUploadDigest({ sha256 }: UploadIntent, actual: string): Failure | null {
  if (sha256 === null || actual === sha256) return null;
  const issue = { field: 'sha256', code: 'mismatch', message: 'is not the digest of the bytes that came' };
  return failure('validation_error', 'The bytes are not those that were announced.', { issues: [issue] });
}

/** 409 for other bytes than the upload was completed with. */
function checkRepeat(file: StoredFile, sha256: string): Failure | null {
  return sha256 === file.sha256 ? null : failure('conflict', 'The upload was completed with another content.');
}

/** The fault of a mail whose attachment refers to a file that is not there for its sender. */
function missingAttachment(index: number): readonly Issue[] {
  return [
    {
      field: `attachments.${index}.attachment_id`,
      code: 'unknown_attachment',
      message: 'is no attachment of the team, or it has expired',
    },
  ];
}

/** Bytes of a mail as it would go out. */
const ENCODED_MAX = 26_214_400;

/** 413 for a mail that would be larger than 25 MiB with its uploaded files in base64 (RFC 2045 section 6.8). */
function checkEncodedSize(mail: Mail, files: readonly StoredFile[]): Failure | null {
  if (files.length === 0) return null;
  const texts = [mail.html_body, mail.text_body ?? ''].map((text) => Buffer.byteLength(text));
  const inline = (mail.attachments ?? []).flatMap((one) =>
    'content' in one ? [withLineBreaks(one.content.length)] : [],
  );
  const uploaded = files.map(({ size }) => withLineBreaks(4 * Math.ceil(size / 3)));
  const total = [...texts, ...inline, ...uploaded].reduce((sum, size) => sum + size, 0);
  if (total <= ENCODED_MAX) return null;
  return failure('payload_too_large', `The mail with its attachments would be larger than ${ENCODED_MAX} bytes.`);
}

/** Base64 in mail has lines of 76 letters, each with two characters of line end. */
function withLineBreaks(letters: number): number {
  return letters + 2 * Math.ceil(letters / 76);
}

/** The parts that uploads are made of. */
export function uploadParts({ conditions, files }: World, baseUrl: () => string) {
  return {
    uploadLimit: UPLOAD_MAX,
    checkLength,
    uploadForm: readUploadForm,
    refuseForm,
    uploadType,
    attachmentIdFor: () => freshId('att_'),
    attachmentLifetime: FILE_LIFETIME,
    keepAttachment: (file) => files.keepFile(file),
    findAttachment: (id) => files.findFile(id),
    ownsAttachment: (file, key) => file.team === key.team,
    isExpired: (expiresAt) => expiresAt <= conditions.now(),
    missingAttachment,
    attachmentData,
    location: ({ id }) => `${BASE_PATH}/emails/attachments/${id}`,
    timestamp: (milliseconds) => new Date(milliseconds).toISOString(),
    intentIdFor: () => freshId('upl_'),
    uploadTokenFor: () => `smx_upload_${randomBytes(24).toString('base64url')}`,
    intentLifetime: INTENT_LIFETIME,
    keepIntent: (intent) => files.keepIntent(intent),
    findIntent: (id) => files.findIntent(id),
    intentData: (intent, token, expiresAt) =>
      intentData(intent, { token, expiresAt }, { baseUrl: baseUrl(), sizeMax: UPLOAD_MAX }),
    judgesHead: ({ kind }) => kind === 'complete',
    uploadToken: readUploadToken,
    checkUploadToken,
    checkUploadSize,
    checkUploadType,
    checkUploadDigest,
    checkRepeat,
    checkEncodedSize,
  } satisfies Partial<GatewayParts>;
}
