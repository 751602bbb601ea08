import { failure } from '../failure.js';
import type { Operation } from '../parts.js';
import type { Defect } from './defect.js';

/** Does not ask for the permission of one operation. */
function withoutPermission(kind: Operation['kind']): Defect['apply'] {
  return (parts) => ({
    ...parts,
    authorize: (key, visit) =>
      key.principal === 'unprivileged' && visit.operation?.kind === kind ? null : parts.authorize(key, visit),
  });
}

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
];
