import { failure } from '../failure.js';
import type { GatewayParts, JsonMembers, Visit } from '../parts.js';
import type { Defect } from './defect.js';
import { rewriteHeader } from './rewrite.js';
import { answeringInstead, without, withConnection } from './uploads.js';

function asksForConnection({ operation }: Visit): boolean {
  return operation?.kind === 'connection';
}

/** Changes what a connection tells. */
function telling(change: (data: JsonMembers, visit: Visit, parts: GatewayParts) => JsonMembers): Defect['apply'] {
  return (parts) => ({
    ...parts,
    connectionData: (key, visit) => change(parts.connectionData(key, visit), visit, parts),
  });
}

export const connDefects: readonly Defect[] = [
  {
    id: 'CONN-01:key-echoed',
    requirement: 'CONN-01',
    companions: [],
    profile: withConnection,
    title: 'the connection is labelled with its key',
    apply: telling((data, { request }, parts) => ({ ...data, label: `Key ${parts.credential(request) ?? ''}` })),
  },
  {
    id: 'CONN-01:user-profile',
    requirement: 'CONN-01',
    companions: ['SPEC-08'],
    profile: withConnection,
    title: 'the connection tells of the user who made the key',
    apply: telling((data) => ({ ...data, user: { email: 'owner@gateway.example', role: 'admin' } })),
  },
  {
    id: 'CONN-01:permissions-as-text',
    requirement: 'CONN-01',
    companions: ['SPEC-08'],
    profile: withConnection,
    title: 'the permissions of a connection are one string',
    apply: telling((data) => ({ ...data, permissions: (data['permissions'] as readonly string[]).join(' ') })),
  },
  {
    id: 'CONN-01:no-mailboxes',
    requirement: 'CONN-01',
    companions: ['SPEC-08'],
    profile: withConnection,
    title: 'the connection does not tell its mailboxes',
    apply: telling((data) => without(data, 'mailboxes')),
  },
  {
    id: 'CONN-02:no-tag',
    requirement: 'CONN-02',
    companions: [],
    profile: withConnection,
    title: 'the connection has no tag',
    apply: (parts) => ({
      ...parts,
      representation: (data, envelope, visit) =>
        asksForConnection(visit) ? null : parts.representation(data, envelope, visit),
    }),
  },
  {
    id: 'CONN-02:strong-tag',
    requirement: 'CONN-02',
    companions: [],
    profile: withConnection,
    title: 'the tag of the connection is strong',
    apply: (parts) =>
      rewriteHeader(parts, 'ETag', (present, visit) =>
        asksForConnection(visit) && present !== null ? present.replace(/^W\//, '') : present,
      ),
  },
  {
    id: 'CONN-02:never-304',
    requirement: 'CONN-02',
    companions: [],
    profile: withConnection,
    title: 'the tag of the connection is ignored when it comes back',
    apply: (parts) => ({
      ...parts,
      notModified: (visit, etag, matches) => !asksForConnection(visit) && parts.notModified(visit, etag, matches),
    }),
  },
  {
    id: 'CONN-02:always-304',
    requirement: 'CONN-02',
    companions: [],
    profile: withConnection,
    title: 'any If-None-Match is taken for the tag of the connection',
    apply: (parts) => ({
      ...parts,
      notModified: (visit, etag, matches) => {
        const conditional = visit.request.headers.some(([name]) => name.toLowerCase() === 'if-none-match');
        return (asksForConnection(visit) && conditional) || parts.notModified(visit, etag, matches);
      },
    }),
  },
  {
    id: 'CONN-02:cacheable',
    requirement: 'CONN-02',
    companions: ['HDR-08', 'COND-15'],
    profile: withConnection,
    title: 'the connection may be cached for a minute',
    apply: (parts) => ({
      ...parts,
      cacheControl: (visit) =>
        asksForConnection(visit) && visit.failure === null ? 'private, max-age=60' : parts.cacheControl(visit),
    }),
  },
  {
    id: 'CONN-03:credits-needed',
    requirement: 'CONN-03',
    companions: [],
    profile: withConnection,
    title: 'the connection cannot be asked for without credits',
    apply: (parts) =>
      answeringInstead(parts, ({ status }, visit) =>
        asksForConnection(visit) && visit.key !== null && status < 400 ? parts.checkAccount(visit.key, 1) : null,
      ),
  },
  {
    id: 'CONN-03:accounts-needed',
    requirement: 'CONN-03',
    companions: [],
    profile: withConnection,
    title: 'the connection cannot be asked for without a sending account',
    apply: (parts) =>
      answeringInstead(parts, ({ status }, visit) =>
        asksForConnection(visit) && visit.key !== null && status < 400 ? parts.checkProviders(visit.key) : null,
      ),
  },
  {
    id: 'CONN-04:no-rate-headers',
    requirement: 'CONN-04',
    companions: ['RATE-01', 'RATE-18'],
    profile: withConnection,
    title: 'the connection does not tell what is left of the allowance',
    apply: (parts) => ({
      ...parts,
      rateHeaders: (visit) => (asksForConnection(visit) ? [] : parts.rateHeaders(visit)),
    }),
  },
  {
    id: 'CONN-05:prefix-demanded',
    requirement: 'CONN-05',
    companions: [],
    profile: withConnection,
    title: 'a credential without the prefix of a key is refused',
    apply: (parts) => ({ ...parts, findKey: (token) => (token.startsWith('smx_') ? parts.findKey(token) : null) }),
  },
  {
    id: 'CONN-05:scope-unknown',
    requirement: 'CONN-05',
    companions: [],
    profile: withConnection,
    title: 'the scopes of an access token count for nothing',
    apply: (parts) => ({
      ...parts,
      authorize: (key, visit) =>
        key.type === 'oauth'
          ? failure('insufficient_permissions', 'The token has no permissions.')
          : parts.authorize(key, visit),
    }),
  },
];
