import { failure } from '../failure.js';
import type { Operation } from '../parts.js';
import type { Defect } from './defect.js';
import { withConnection, withUploads } from './uploads.js';

/** Does not ask for the permission of one operation. */
function withoutPermission(kind: Operation['kind']): Defect['apply'] {
  return (parts) => ({
    ...parts,
    authorize: (key, visit) =>
      key.principal === 'unprivileged' && visit.operation?.kind === kind ? null : parts.authorize(key, visit),
  });
}

/** The token that stands for a good key; no client can send it. */
const keyed = ' ';

export const permDefects: readonly Defect[] = [
  {
    id: 'PERM-01:send-unchecked',
    requirement: 'PERM-01',
    companions: ['AUTH-06', 'AUTH-08'],
    title: 'a single send does not ask for email.send',
    apply: withoutPermission('send'),
  },
  {
    id: 'PERM-02:batch-unchecked',
    requirement: 'PERM-02',
    companions: ['AUTH-06', 'AUTH-08'],
    title: 'a batch does not ask for email.send',
    apply: withoutPermission('batch'),
  },
  {
    id: 'PERM-03:document-for-senders',
    requirement: 'PERM-03',
    companions: [],
    title: 'a known key without email.send may not read the document',
    apply: (parts) => ({
      ...parts,
      needsKey: (operation, request) => {
        const token = operation.kind === 'document' ? parts.credential(request) : null;
        return parts.needsKey(operation, request) || (token !== null && parts.findKey(token) !== null);
      },
      authorize: (key, visit) =>
        visit.operation?.kind === 'document' && !key.permissions.includes('email.send')
          ? failure('insufficient_permissions', 'The key lacks the permission email.send.')
          : parts.authorize(key, visit),
    }),
  },
  {
    id: 'PERM-04:upload-unchecked',
    requirement: 'PERM-04',
    companions: [],
    profile: withUploads,
    title: 'an upload does not ask for email.send',
    apply: withoutPermission('upload'),
  },
  {
    id: 'PERM-04:refused-with-401',
    requirement: 'PERM-04',
    companions: [],
    profile: withUploads,
    title: 'an upload with a key without email.send is refused as if the key were unknown',
    apply: (parts) => ({
      ...parts,
      authorize: (key, visit) => {
        const refusal = parts.authorize(key, visit);
        const hidden = refusal !== null && visit.operation?.kind === 'upload';
        return hidden ? failure('authentication_required', 'The key is not known.') : refusal;
      },
    }),
  },
  {
    id: 'PERM-05:metadata-unchecked',
    requirement: 'PERM-05',
    companions: [],
    profile: withUploads,
    title: 'reading an attachment does not ask for email.send',
    apply: withoutPermission('attachment'),
  },
  {
    id: 'PERM-06:intent-unchecked',
    requirement: 'PERM-06',
    companions: [],
    profile: withUploads,
    title: 'an upload intent does not ask for email.send',
    apply: withoutPermission('intent'),
  },
  {
    id: 'PERM-07:token-ignored-beside-key',
    requirement: 'PERM-07',
    companions: ['ATT-19'],
    profile: withUploads,
    title: 'a delegated upload with a good key needs no token',
    apply: (parts) => ({
      ...parts,
      uploadToken: (request) =>
        parts.findKey(parts.credential(request) ?? '') === null ? parts.uploadToken(request) : keyed,
      checkUploadToken: (intent, token) => (token === keyed ? null : parts.checkUploadToken(intent, token)),
    }),
  },
  {
    id: 'PERM-11:connection-unchecked',
    requirement: 'PERM-11',
    companions: [],
    profile: withConnection,
    title: 'the connection does not ask for email.send',
    apply: withoutPermission('connection'),
  },
];
