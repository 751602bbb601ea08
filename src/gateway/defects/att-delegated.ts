import { randomUUID } from 'node:crypto';
import { failure } from '../failure.js';
import { headerOf } from '../headers.js';
import type { GatewayParts, GatewayRequest, JsonMembers } from '../parts.js';
import type { Defect } from './defect.js';
import { rewriteReply } from './rewrite.js';
import { digestOf, overlookingIn, telling, without, withUploads } from './uploads.js';

/** Takes a PUT without its token from some. */
function withoutToken(isTaken: (request: GatewayRequest, parts: GatewayParts) => boolean): Defect['apply'] {
  return (parts) => {
    let taken = false;
    return {
      ...parts,
      uploadToken: (request) => {
        taken = isTaken(request, parts);
        return parts.uploadToken(request);
      },
      // Asked right after the token was read, in the same turn.
      checkUploadToken: (intent, token) => (taken ? null : parts.checkUploadToken(intent, token)),
    };
  };
}

const intents: readonly Defect[] = [
  {
    id: 'ATT-15:headers-as-list',
    requirement: 'ATT-15',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an intent lists its headers as pairs',
    apply: telling((data) => ({
      ...data,
      headers: Object.entries(data['headers'] as object).map(([name, value]: [string, unknown]) => ({ name, value })),
    })),
  },
  {
    id: 'ATT-15:post',
    requirement: 'ATT-15',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an intent names the method POST',
    apply: telling((data) => ({ ...data, method: 'POST' })),
  },
  {
    id: 'ATT-15:relative-url',
    requirement: 'ATT-15',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'the URL of an intent is a path',
    apply: telling((data) => ({ ...data, upload_url: new URL(String(data['upload_url'])).pathname })),
  },
  {
    id: 'ATT-15:uuid',
    requirement: 'ATT-15',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'the id of an intent is a UUID',
    apply: (parts) => ({ ...parts, intentIdFor: () => randomUUID() }),
  },
  {
    id: 'ATT-15:limit-as-text',
    requirement: 'ATT-15',
    companions: ['CONV-10', 'SPEC-08'],
    profile: withUploads,
    title: 'the size limit of an intent is a string',
    apply: telling((data) => ({ ...data, max_size_bytes: String(data['max_size_bytes']) })),
  },
  {
    id: 'ATT-15:created-at',
    requirement: 'ATT-15',
    companions: [],
    profile: withUploads,
    title: 'an intent shows when it was made as its expiry',
    apply: telling((data, _, parts) => ({ ...data, expires_at: parts.timestamp(parts.now() - 5000) })),
  },
  {
    id: 'ATT-16:token-in-url-only',
    requirement: 'ATT-16',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'the token of an intent stands in its URL only',
    apply: telling((data, token) => {
      const headers = without(data['headers'] as JsonMembers, 'X-Sendmux-Upload-Token');
      return { ...data, upload_url: `${String(data['upload_url'])}?token=${token}`, headers };
    }),
  },
  {
    id: 'ATT-16:greatest-length',
    requirement: 'ATT-16',
    companions: [],
    profile: withUploads,
    title: 'an intent tells the size limit as Content-Length',
    apply: telling((data, _, parts) => ({
      ...data,
      headers: { ...(data['headers'] as object), 'Content-Length': String(parts.uploadLimit) },
    })),
  },
  {
    id: 'ATT-17:no-name',
    requirement: 'ATT-17',
    companions: [],
    profile: withUploads,
    title: 'an intent is made without a filename',
    apply: overlookingIn('AttachmentUploadRequest', ({ field, code }) => field === 'filename' && code === 'required'),
  },
  {
    id: 'ATT-17:size-of-nothing',
    requirement: 'ATT-17',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an intent is made for nothing, or less',
    apply: overlookingIn('AttachmentUploadRequest', ({ field }, { size_bytes: size }) => {
      return field === 'size_bytes' && Number.isInteger(size) && Number(size) <= 0;
    }),
  },
  {
    id: 'ATT-17:broken-size',
    requirement: 'ATT-17',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an intent is made for one byte and a half',
    apply: overlookingIn('AttachmentUploadRequest', ({ field }, { size_bytes: size }) => {
      return field === 'size_bytes' && typeof size === 'number' && !Number.isInteger(size);
    }),
  },
  {
    id: 'ATT-17:hash-in-upper-case',
    requirement: 'ATT-17',
    companions: [],
    profile: withUploads,
    title: 'an intent is made with a hash in upper case, which nothing will match',
    apply: overlookingIn('AttachmentUploadRequest', ({ field }, { sha256 }) => {
      return field === 'sha256' && /^[A-F0-9]{64}$/.test(String(sha256));
    }),
  },
  {
    id: 'ATT-17:unknown-ignored',
    requirement: 'ATT-17',
    companions: [],
    profile: withUploads,
    title: 'unknown members of an announcement are ignored',
    apply: overlookingIn('AttachmentUploadRequest', ({ code }) => code === 'unknown_member'),
  },
  {
    id: 'ATT-17:cap-as-422',
    requirement: 'ATT-17',
    companions: [],
    profile: withUploads,
    title: 'an announced size above the limit is refused as an invalid one',
    apply: (parts) => ({
      ...parts,
      validate: (schema, value) => {
        const issues = parts.validate(schema, value);
        const size = schema === 'AttachmentUploadRequest' ? (value as { size_bytes?: unknown }).size_bytes : null;
        const large = issues.length === 0 && typeof size === 'number' && size > parts.uploadLimit;
        return large ? [{ field: 'size_bytes', code: 'too_large', message: 'is above the limit' }] : issues;
      },
    }),
  },
  {
    id: 'ATT-33:token-in-url',
    requirement: 'ATT-33',
    companions: [],
    profile: withUploads,
    title: 'the URL of an intent holds its token',
    apply: telling((data, token) => ({ ...data, upload_url: `${String(data['upload_url'])}?token=${token}` })),
  },
  {
    id: 'ATT-33:lives-for-days',
    requirement: 'ATT-33',
    companions: [],
    profile: withUploads,
    title: 'an intent lives for three days',
    apply: (parts) => ({ ...parts, intentLifetime: 3 * 86_400_000 }),
  },
];

const tokens: readonly Defect[] = [
  {
    id: 'ATT-18:status-200',
    requirement: 'ATT-18',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'a delegated upload is answered with 200',
    apply: (parts) =>
      rewriteReply(parts, (reply, { operation }) =>
        operation?.kind === 'complete' && reply.status === 201 ? { ...reply, status: 200 } : reply,
      ),
  },
  {
    id: 'ATT-18:key-demanded',
    requirement: 'ATT-18',
    companions: ['PERM-07'],
    profile: withUploads,
    title: 'a delegated upload needs a key besides its token',
    apply: (parts) => ({
      ...parts,
      needsKey: (operation, request) => operation.kind === 'complete' || parts.needsKey(operation, request),
    }),
  },
  {
    id: 'ATT-19:url-is-enough',
    requirement: 'ATT-19',
    companions: ['PERM-07'],
    profile: withUploads,
    title: 'whoever knows the URL of an upload needs no token',
    apply: withoutToken((request) => headerOf(request, 'x-sendmux-upload-token') === null),
  },
  {
    id: 'ATT-19:key-is-enough',
    requirement: 'ATT-19',
    companions: ['PERM-07'],
    profile: withUploads,
    title: 'whoever has a key needs no token',
    apply: withoutToken((request, parts) => parts.findKey(parts.credential(request) ?? '') !== null),
  },
  {
    id: 'ATT-19:any-token',
    requirement: 'ATT-19',
    companions: ['ATT-20', 'PERM-07'],
    profile: withUploads,
    title: 'any token will do',
    apply: withoutToken((request) => headerOf(request, 'x-sendmux-upload-token') !== null),
  },
  {
    id: 'ATT-19:forbidden',
    requirement: 'ATT-19',
    companions: ['ATT-20'],
    profile: withUploads,
    title: 'a wrong token is refused with 403',
    apply: (parts) => ({
      ...parts,
      checkUploadToken: (intent, token) =>
        parts.checkUploadToken(intent, token) && failure('insufficient_permissions', 'The token is wrong.'),
    }),
  },
  {
    id: 'ATT-20:any-issued-token',
    requirement: 'ATT-20',
    companions: [],
    profile: withUploads,
    title: 'the token of any upload will do',
    apply: (parts) => {
      const issued = new Set<string>();
      return {
        ...parts,
        keepIntent: (intent) => {
          issued.add(intent.tokenDigest);
          parts.keepIntent(intent);
        },
        checkUploadToken: (intent, token) =>
          issued.has(digestOf(token ?? '')) ? null : parts.checkUploadToken(intent, token),
      };
    },
  },
  {
    id: 'ATT-32:body-first',
    requirement: 'ATT-32',
    companions: [],
    profile: withUploads,
    title: 'the body of a delegated upload is read before its token',
    apply: (parts) => ({ ...parts, judgesHead: () => false }),
  },
];

const contents: readonly Defect[] = [
  {
    id: 'ATT-21:shorter',
    requirement: 'ATT-21',
    companions: [],
    profile: withUploads,
    title: 'an upload may be shorter than announced',
    apply: (parts) => ({
      ...parts,
      checkUploadSize: (intent, size) => (size < intent.size ? null : parts.checkUploadSize(intent, size)),
    }),
  },
  {
    id: 'ATT-21:longer',
    requirement: 'ATT-21',
    companions: [],
    profile: withUploads,
    title: 'an upload may be longer than announced',
    apply: (parts) => ({
      ...parts,
      checkUploadSize: (intent, size) => (size > intent.size ? null : parts.checkUploadSize(intent, size)),
    }),
  },
  {
    id: 'ATT-21:as-422',
    requirement: 'ATT-21',
    companions: [],
    profile: withUploads,
    title: 'an upload of another size is refused as an invalid one',
    apply: (parts) => ({
      ...parts,
      checkUploadSize: (intent, size) =>
        parts.checkUploadSize(intent, size) && failure('validation_error', 'The size is not the announced one.'),
    }),
  },
  {
    id: 'ATT-22:hash-ignored',
    requirement: 'ATT-22',
    companions: [],
    profile: withUploads,
    title: 'the announced hash is never compared',
    apply: (parts) => ({ ...parts, checkUploadDigest: () => null }),
  },
  {
    id: 'ATT-23:type-ignored',
    requirement: 'ATT-23',
    companions: [],
    profile: withUploads,
    title: 'a delegated upload may have another type than announced',
    apply: (parts) => ({ ...parts, checkUploadType: () => null }),
  },
  {
    id: 'ATT-23:as-415',
    requirement: 'ATT-23',
    companions: [],
    profile: withUploads,
    title: 'a delegated upload of another type is refused with 415',
    apply: (parts) => ({
      ...parts,
      checkUploadType: (intent, type) => {
        const refusal = parts.checkUploadType(intent, type);
        return refusal && { ...refusal, status: 415 };
      },
    }),
  },
  {
    id: 'ATT-24:taken-again',
    requirement: 'ATT-24',
    companions: [],
    profile: withUploads,
    title: 'another content for a completed upload is taken',
    apply: (parts) => ({ ...parts, checkRepeat: () => null }),
  },
  {
    id: 'ATT-24:refused-but-stored',
    requirement: 'ATT-24',
    companions: [],
    profile: withUploads,
    title: 'another content for a completed upload is refused, and stored all the same',
    apply: (parts) => ({
      ...parts,
      checkRepeat: (file, sha256) => {
        const refusal = parts.checkRepeat(file, sha256);
        if (refusal !== null) parts.keepAttachment({ ...file, sha256, size: file.size + 1 });
        return refusal;
      },
    }),
  },
  {
    id: 'ATT-24:as-422',
    requirement: 'ATT-24',
    companions: [],
    profile: withUploads,
    title: 'another content for a completed upload is refused as invalid',
    apply: (parts) => ({
      ...parts,
      checkRepeat: (file, sha256) =>
        parts.checkRepeat(file, sha256) && failure('validation_error', 'The content is another one.'),
    }),
  },
  {
    id: 'ATT-25:conflict-with-itself',
    requirement: 'ATT-25',
    companions: [],
    profile: withUploads,
    title: 'a completed upload cannot be repeated',
    apply: (parts) => ({ ...parts, checkRepeat: () => failure('conflict', 'The upload is complete.') }),
  },
  {
    id: 'ATT-25:new-attachment',
    requirement: 'ATT-25',
    companions: ['ATT-24'],
    profile: withUploads,
    title: 'every PUT of an upload makes a new attachment',
    apply: (parts) => ({ ...parts, keepIntent: (intent) => parts.keepIntent({ ...intent, fileId: null }) }),
  },
  {
    id: 'ATT-26:unknown-500',
    requirement: 'ATT-26',
    companions: ['ERR-32'],
    profile: withUploads,
    title: 'an unknown upload fails in the server',
    apply: (parts) => ({
      ...parts,
      findIntent: (id) => {
        const intent = parts.findIntent(id);
        if (intent === null) throw new Error('no such intent');
        return intent;
      },
    }),
  },
  {
    id: 'ATT-26:expired-accepted',
    requirement: 'ATT-26',
    companions: [],
    profile: withUploads,
    title: 'an intent works after it has expired',
    apply: (parts) => ({
      ...parts,
      isExpired: (expiresAt, what) => what !== 'intent' && parts.isExpired(expiresAt, what),
    }),
  },
];

export const attDelegatedDefects: readonly Defect[] = [...intents, ...tokens, ...contents];
