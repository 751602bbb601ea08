import { headerOf } from '../headers.js';
import type { JsonMembers } from '../parts.js';
import type { Defect } from './defect.js';
import { deciding, digest, fingerprinting, ofIntents, ofUploads, rewritingReplays, type Scope } from './idem-parts.js';

const profile = 'sending@2026-08';

function forgetting(scope: Scope): Defect['apply'] {
  return (parts) => deciding(parts, scope, ({ claim }) => (claim.kind === 'replay' ? { kind: 'first' } : claim));
}

export const idemUploadDefects: readonly Defect[] = [
  {
    id: 'IDEM-26:new-attachment',
    requirement: 'IDEM-26',
    companions: [],
    profile,
    title: 'a repeated upload makes another attachment',
    apply: forgetting(ofUploads),
  },
  {
    id: 'IDEM-26:bytes-overlooked',
    requirement: 'IDEM-26',
    companions: [],
    profile,
    title: 'other bytes under the key of an upload get its attachment',
    apply: (parts) =>
      fingerprinting(parts, '/emails/attachments', (request) =>
        digest(`${request.query} ${headerOf(request, 'content-type') ?? ''}`),
      ),
  },
  {
    id: 'IDEM-27:new-intent',
    requirement: 'IDEM-27',
    companions: [],
    profile,
    title: 'a repeated upload intent makes another one',
    apply: forgetting(ofIntents),
  },
  {
    id: 'IDEM-27:new-token',
    requirement: 'IDEM-27',
    companions: [],
    profile,
    title: 'a repeated upload intent gets another token',
    apply: (parts) =>
      rewritingReplays(parts, (envelope) => {
        const text = JSON.stringify(envelope['data']);
        const fresh = text.replaceAll(/smx_upload_[\w-]+/g, parts.uploadTokenFor());
        return { ...envelope, data: JSON.parse(fresh) as JsonMembers };
      }),
  },
  {
    id: 'IDEM-31:name-overlooked',
    requirement: 'IDEM-31',
    companions: [],
    profile,
    title: 'the fingerprint of an upload does not see its name',
    apply: (parts) =>
      fingerprinting(parts, '/emails/attachments', (request) => parts.fingerprint({ ...request, query: '' })),
  },
  {
    id: 'IDEM-31:bytes-only',
    requirement: 'IDEM-31',
    companions: [],
    profile,
    title: 'the fingerprint of an upload sees its bytes only',
    apply: (parts) => fingerprinting(parts, '/emails/attachments', ({ body }) => digest(body)),
  },
];
