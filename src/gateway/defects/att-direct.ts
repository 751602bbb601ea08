import { randomUUID } from 'node:crypto';
import { failure } from '../failure.js';
import { headerOf } from '../headers.js';
import type { GatewayParts, Visit } from '../parts.js';
import type { Defect } from './defect.js';
import { rewriteEnvelope, rewriteReply } from './rewrite.js';
import { answeringInstead, overlookingIn, showing, without, withUploads } from './uploads.js';

/** Media types by extension, for servers that know better than their clients. */
const usualTypes: Readonly<Record<string, string>> = { txt: 'text/plain', png: 'image/png', pdf: 'application/pdf' };

function extensionOf(filename: string): string {
  return /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
}

/** Adds to what a read shows, but not to what the upload gave. */
function showingReaders(more: object): Defect['apply'] {
  return (parts) =>
    rewriteEnvelope(parts, (envelope, { operation, failure: refusal }) =>
      operation?.kind === 'attachment' && refusal === null
        ? { ...envelope, data: { ...(envelope['data'] as object), ...more } }
        : envelope,
    );
}

/** Whether a read asks for an id nobody was given. */
function asksForNothing(parts: GatewayParts, { operation, resourceId }: Visit): boolean {
  return operation?.kind === 'attachment' && parts.findAttachment(resourceId ?? '', 'read') === null;
}

const described: readonly Defect[] = [
  {
    id: 'ATT-01:status-200',
    requirement: 'ATT-01',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an upload is answered with 200',
    apply: (parts) =>
      rewriteReply(parts, (reply, { operation }) =>
        operation?.kind === 'upload' && reply.status === 201 ? { ...reply, status: 200 } : reply,
      ),
  },
  {
    id: 'ATT-01:no-expiry',
    requirement: 'ATT-01',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an attachment does not tell when it expires',
    apply: showing((data) => without(data, 'expires_at')),
  },
  {
    id: 'ATT-01:download-url',
    requirement: 'ATT-01',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an attachment comes with a URL to download it',
    apply: showing((data, { id }) => ({ ...data, url: `https://files.gateway.example/${id}` })),
  },
  {
    id: 'ATT-02:uuid',
    requirement: 'ATT-02',
    companions: ['SPEC-08', 'ATT-27'],
    profile: withUploads,
    title: 'the id of an attachment is a UUID, which no mail may refer to',
    apply: (parts) => ({ ...parts, attachmentIdFor: () => randomUUID() }),
  },
  {
    id: 'ATT-02:upper-case',
    requirement: 'ATT-02',
    companions: ['SPEC-08', 'ATT-27'],
    profile: withUploads,
    title: 'the id of an attachment has upper-case letters, which no mail may refer to',
    apply: (parts) => ({
      ...parts,
      attachmentIdFor: (file) => `att_${parts.attachmentIdFor(file).slice(4).toUpperCase().padEnd(24, 'A').slice(1)}A`,
    }),
  },
  {
    id: 'ATT-03:base64-size',
    requirement: 'ATT-03',
    companions: [],
    profile: withUploads,
    title: 'the size of an attachment is that of its base64 form',
    apply: showing((data, { size }) => ({ ...data, size_bytes: 4 * Math.ceil(size / 3) })),
  },
  {
    id: 'ATT-03:type-by-extension',
    requirement: 'ATT-03',
    companions: [],
    profile: withUploads,
    title: 'the type of an attachment is that of its extension, whatever the client says',
    apply: showing((data, { filename, contentType }) => ({
      ...data,
      content_type: usualTypes[extensionOf(filename)] ?? contentType,
    })),
  },
  {
    id: 'ATT-03:header-only',
    requirement: 'ATT-03',
    companions: [],
    profile: withUploads,
    title: 'the type in the query of an upload is ignored',
    apply: (parts) => ({
      ...parts,
      uploadType: (form, request) => headerOf(request, 'content-type') ?? parts.uploadType(form, request),
    }),
  },
  {
    id: 'ATT-03:name-without-extension',
    requirement: 'ATT-03',
    companions: [],
    profile: withUploads,
    title: 'the name of an attachment loses its extension',
    apply: showing((data, { filename }) => ({ ...data, filename: filename.replace(/\.[^.]+$/, '') })),
  },
  {
    id: 'ATT-04:created-at',
    requirement: 'ATT-04',
    companions: [],
    profile: withUploads,
    title: 'an attachment shows when it was uploaded as its expiry',
    apply: showing((data, { expiresAt }, parts) => ({
      ...data,
      expires_at: parts.timestamp(expiresAt - parts.attachmentLifetime - 5000),
    })),
  },
  {
    id: 'ATT-04:epoch-seconds',
    requirement: 'ATT-04',
    companions: ['CONV-03', 'SPEC-08'],
    profile: withUploads,
    title: 'an attachment shows its expiry in seconds since 1970',
    apply: showing((data, { expiresAt }) => ({ ...data, expires_at: Math.floor(expiresAt / 1000) })),
  },
];

const located: readonly Defect[] = [
  {
    id: 'ATT-05:no-location',
    requirement: 'ATT-05',
    companions: [],
    profile: withUploads,
    title: 'an upload has no Location',
    apply: (parts) => ({ ...parts, location: () => null }),
  },
  {
    id: 'ATT-05:location-of-the-intent',
    requirement: 'ATT-05',
    companions: [],
    profile: withUploads,
    title: 'the Location of a delegated upload is that of its intent',
    apply: (parts) => ({
      ...parts,
      location: (file, visit) =>
        visit.operation?.kind === 'complete' ? visit.request.path : parts.location(file, visit),
    }),
  },
  {
    id: 'ATT-05:internal-host',
    requirement: 'ATT-05',
    companions: [],
    profile: withUploads,
    title: 'the Location of an upload names a host that only exists inside',
    apply: (parts) => ({
      ...parts,
      location: (file, visit) => `http://attachments.internal:8080${parts.location(file, visit) ?? ''}`,
    }),
  },
  {
    id: 'ATT-06:content-shown',
    requirement: 'ATT-06',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'the metadata of an attachment comes with its content',
    apply: showingReaders({ content: 'QSBub3RlLgo=' }),
  },
  {
    id: 'ATT-06:storage-key-shown',
    requirement: 'ATT-06',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'the metadata of an attachment shows where it is stored',
    apply: showingReaders({ storage_key: 'uploads/2026/06/4711' }),
  },
  {
    id: 'ATT-06:name-lost',
    requirement: 'ATT-06',
    companions: [],
    profile: withUploads,
    title: 'the metadata of an attachment has lost the name it was uploaded under',
    apply: showingReaders({ filename: 'attachment.bin' }),
  },
  {
    id: 'ATT-07:null-for-unknown',
    requirement: 'ATT-07',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an unknown attachment is answered with 200 and null',
    apply: (parts) =>
      rewriteReply(parts, (reply, visit) => {
        if (reply.status !== 404 || !asksForNothing(parts, visit)) return reply;
        const body = parts.serialize({ ok: true, data: null, meta: { request_id: visit.requestId } });
        return parts.finish({ ...reply, status: 200, body }, visit);
      }),
  },
  {
    id: 'ATT-07:unknown-forbidden',
    requirement: 'ATT-07',
    companions: [],
    profile: withUploads,
    title: 'an unknown attachment is forbidden',
    apply: (parts) =>
      answeringInstead(parts, ({ status }, visit) =>
        status === 404 && asksForNothing(parts, visit)
          ? failure('insufficient_permissions', 'The attachment is not yours.')
          : null,
      ),
  },
  {
    id: 'ATT-07:malformed-500',
    requirement: 'ATT-07',
    companions: ['ERR-32'],
    profile: withUploads,
    title: 'a malformed attachment id fails in the database',
    apply: (parts) => ({
      ...parts,
      findAttachment: (id, use) => {
        if (use === 'read' && !id.startsWith('att_')) throw new Error('invalid input syntax for an id');
        return parts.findAttachment(id, use);
      },
    }),
  },
  {
    id: 'ATT-08:readable-across-teams',
    requirement: 'ATT-08',
    companions: [],
    profile: withUploads,
    title: 'an attachment can be read with a key of another team',
    apply: (parts) => ({
      ...parts,
      ownsAttachment: (file, key, use) => use === 'read' || parts.ownsAttachment(file, key, use),
    }),
  },
  {
    id: 'ATT-08:foreign-forbidden',
    requirement: 'ATT-08',
    companions: [],
    profile: withUploads,
    title: 'that an attachment belongs to another team is told by a 403',
    apply: (parts) =>
      answeringInstead(parts, ({ status }, visit) =>
        status === 404 && visit.operation?.kind === 'attachment' && !asksForNothing(parts, visit)
          ? failure('insufficient_permissions', 'The attachment belongs to another team.')
          : null,
      ),
  },
];

const named: readonly Defect[] = [
  {
    id: 'ATT-09:default-name',
    requirement: 'ATT-09',
    companions: [],
    profile: withUploads,
    title: 'an upload without a filename gets one',
    apply: (parts) => ({
      ...parts,
      uploadForm: (request) => ({ filename: 'attachment.txt', ...parts.uploadForm(request) }),
    }),
  },
  {
    id: 'ATT-09:empty-name',
    requirement: 'ATT-09',
    companions: [],
    profile: withUploads,
    title: 'an upload with an empty filename gets one',
    apply: (parts) => ({
      ...parts,
      uploadForm: (request) => {
        const form = parts.uploadForm(request);
        return form['filename'] === '' ? { ...form, filename: 'attachment.txt' } : form;
      },
    }),
  },
  {
    id: 'ATT-09:name-cut',
    requirement: 'ATT-09',
    companions: [],
    profile: withUploads,
    title: 'a filename that is too long is cut',
    apply: (parts) => ({
      ...parts,
      uploadForm: (request) => {
        const form = parts.uploadForm(request);
        return { ...form, ...(typeof form['filename'] === 'string' ? { filename: form['filename'].slice(-255) } : {}) };
      },
    }),
  },
  {
    id: 'ATT-09:short-names-only',
    requirement: 'ATT-09',
    companions: [],
    profile: withUploads,
    title: 'filenames of more than 100 characters are refused',
    apply: (parts) => ({
      ...parts,
      validate: (schema, value) => {
        const issues = parts.validate(schema, value);
        const filename = schema === 'UploadForm' ? (value as { filename?: unknown }).filename : null;
        const long = issues.length === 0 && typeof filename === 'string' && filename.length > 100;
        return long ? [{ field: 'filename', code: 'too_long', message: 'must have at most 100 characters' }] : issues;
      },
    }),
  },
  {
    id: 'ATT-34:folders-kept',
    requirement: 'ATT-34',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'a filename keeps the folders before it',
    apply: overlookingIn('UploadForm', (_, { filename }) => String(filename).includes('/')),
  },
  {
    id: 'ATT-34:line-breaks-kept',
    requirement: 'ATT-34',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'a filename keeps its line breaks',
    apply: overlookingIn('UploadForm', (_, { filename }) => /[\r\n]/.test(String(filename))),
  },
  {
    id: 'ATT-34:name-in-header',
    requirement: 'ATT-34',
    companions: [],
    profile: withUploads,
    title: 'the filename of an upload goes into a header as it stands',
    apply: (parts) =>
      rewriteReply(parts, (reply, { operation, request }) => {
        if (operation?.kind !== 'upload' || reply.status !== 201) return reply;
        const filename = new URLSearchParams(request.query).get('filename') ?? '';
        return { ...reply, headers: [...reply.headers, ['Content-Disposition', `attachment; filename="${filename}"`]] };
      }),
  },
];

export const attDirectDefects: readonly Defect[] = [...described, ...located, ...named];
