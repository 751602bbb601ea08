import type { Failure } from '../failure.js';
import { failure } from '../failure.js';
import { headerOf } from '../headers.js';
import type { GatewayParts, GatewayRequest, KeyRecord, Visit } from '../parts.js';
import type { Defect } from './defect.js';
import { digestOf, withConnection, withUploads } from './uploads.js';

/** Reads the credential in one more way when the proper one finds none. */
function alsoReading(read: (request: GatewayRequest) => string | null): Defect['apply'] {
  return (parts) => ({ ...parts, credential: (request) => parts.credential(request) ?? read(request) });
}

/** Changes what is known of a key. */
function knowing(change: (key: KeyRecord | null, token: string) => KeyRecord | null): Defect['apply'] {
  return (parts) => ({ ...parts, findKey: (token) => change(parts.findKey(token), token) });
}

/** What a server that only looks at prefixes believes of a key. */
const anyKey: KeyRecord = {
  id: 'any key',
  principal: 'sender',
  team: 'any team',
  state: 'active',
  permissions: ['email.send'],
  senders: [],
  suspended: false,
  type: 'api_key',
};

/** The token that stands for an absent Authorization header; no client can send it. */
const nobody = ' ';

/** What is wrong with the body, if anything. */
function bodyRefusal(parts: GatewayParts, { operation, value }: Visit): Failure | null {
  const issues = operation?.body?.kind === 'json' ? parts.validate(operation.body.schema, value) : [];
  return issues.length > 0 ? parts.refuseBody(issues) : null;
}

export const authDefects: readonly Defect[] = [
  {
    id: 'AUTH-01:anonymous-forbidden',
    requirement: 'AUTH-01',
    companions: [],
    title: 'a request without credential is refused with 403',
    apply: (parts) => ({
      ...parts,
      credential: (request) => (headerOf(request, 'authorization') === null ? nobody : parts.credential(request)),
      findKey: (token) => (token === nobody ? { ...anyKey, id: nobody } : parts.findKey(token)),
      authenticate: (key) =>
        key?.id === nobody ? failure('insufficient_permissions', 'Nobody may do this.') : parts.authenticate(key),
    }),
  },
  {
    id: 'AUTH-01:anonymous-accepted',
    requirement: 'AUTH-01',
    companions: ['AUTH-07'],
    title: 'a mail is accepted from anyone who brings no credential',
    apply: (parts) => ({
      ...parts,
      credential: (request) => (headerOf(request, 'authorization') === null ? nobody : parts.credential(request)),
      findKey: (token) => (token === nobody ? { ...anyKey, id: nobody } : parts.findKey(token)),
      checkSender: (from, key) => (key.id === nobody ? null : parts.checkSender(from, key)),
    }),
  },
  {
    id: 'AUTH-02:prefix-only',
    requirement: 'AUTH-02',
    companions: [],
    title: 'any key with the right prefix is accepted',
    apply: knowing((key, token) => key ?? (token.startsWith('smx_mbx_') ? anyKey : null)),
  },
  {
    id: 'AUTH-03:basic-accepted',
    requirement: 'AUTH-03',
    companions: [],
    title: 'a key is also accepted as the password of Basic credentials',
    apply: alsoReading((request) => {
      const basic = /^basic (.+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1];
      if (basic === undefined) return null;
      return Buffer.from(basic, 'base64').toString('utf8').split(':')[1] ?? null;
    }),
  },
  {
    id: 'AUTH-03:scheme-optional',
    requirement: 'AUTH-03',
    companions: [],
    title: 'a key is accepted without a scheme',
    apply: alsoReading((request) => headerOf(request, 'authorization')),
  },
  {
    id: 'AUTH-04:revoked-accepted',
    requirement: 'AUTH-04',
    companions: [],
    title: 'a revoked key keeps working',
    apply: knowing((key) => (key?.state === 'revoked' ? { ...key, state: 'active' } : key)),
  },
  {
    id: 'AUTH-05:expired-forbidden',
    requirement: 'AUTH-05',
    companions: [],
    title: 'an expired key is refused with 403',
    apply: (parts) => ({
      ...parts,
      authenticate: (key) =>
        key?.state === 'expired'
          ? failure('insufficient_permissions', 'The key has expired.')
          : parts.authenticate(key),
    }),
  },
  {
    id: 'AUTH-05:expired-accepted',
    requirement: 'AUTH-05',
    companions: [],
    title: 'an expired key keeps working',
    apply: knowing((key) => (key?.state === 'expired' ? { ...key, state: 'active' } : key)),
  },
  {
    id: 'AUTH-06:unauthenticated-instead',
    requirement: 'AUTH-06',
    companions: [],
    title: 'a key without the permission is refused with 401',
    apply: (parts) => ({
      ...parts,
      authorize: (key, visit) =>
        parts.authorize(key, visit) && failure('authentication_required', 'The key may not do this.'),
    }),
  },
  {
    id: 'AUTH-07:body-first',
    requirement: 'AUTH-07',
    companions: ['RATE-01'],
    title: 'the body is parsed before anyone is authenticated',
    apply: (parts) => ({
      ...parts,
      stages: ['limit-body', 'parse-body', 'authenticate', 'limit-rate', 'authorize'],
    }),
  },
  {
    id: 'AUTH-08:validation-first',
    requirement: 'AUTH-08',
    companions: [],
    title: 'the body is validated before the permission is asked for',
    apply: (parts) => ({
      ...parts,
      authorize: (key, visit) => {
        const refusal = parts.authorize(key, visit);
        return refusal && (bodyRefusal(parts, visit) ?? refusal);
      },
    }),
  },
  {
    id: 'AUTH-09:scheme-by-letter',
    requirement: 'AUTH-09',
    companions: [],
    title: 'the scheme must be spelled Bearer',
    apply: (parts) => ({
      ...parts,
      credential: (request) =>
        headerOf(request, 'authorization')?.startsWith('Bearer ') ? parts.credential(request) : null,
    }),
  },
  {
    id: 'AUTH-10:key-in-query',
    requirement: 'AUTH-10',
    companions: [],
    title: 'a key is also taken from the query',
    apply: alsoReading(({ query }) => new URLSearchParams(query).get('api_key')),
  },
  {
    id: 'AUTH-10:key-in-header',
    requirement: 'AUTH-10',
    companions: [],
    title: 'a key is also taken from X-API-Key',
    apply: alsoReading((request) => headerOf(request, 'x-api-key')),
  },
  {
    id: 'AUTH-10:key-in-cookie',
    requirement: 'AUTH-10',
    companions: [],
    title: 'a key is also taken from a cookie',
    apply: alsoReading(
      (request) => /(?:^|; )access_token=([^;]+)/.exec(headerOf(request, 'cookie') ?? '')?.[1] ?? null,
    ),
  },
  {
    id: 'AUTH-11:one-key-a-team',
    requirement: 'AUTH-11',
    companions: [],
    title: 'only the first key of a team is accepted',
    apply: knowing((key) => (key?.principal === 'secondSender' ? null : key)),
  },
  {
    id: 'AUTH-12:root-sends',
    requirement: 'AUTH-12',
    companions: [],
    title: 'a root key may send as anyone',
    apply: (parts) => ({
      ...parts,
      authorize: (key, visit) => (key.principal === 'root' ? null : parts.authorize(key, visit)),
      checkSender: (from, key) => (key.principal === 'root' ? null : parts.checkSender(from, key)),
    }),
  },
  {
    id: 'AUTH-13:agent-sends',
    requirement: 'AUTH-13',
    companions: [],
    profile: withConnection,
    title: 'an agent may send before its owner has approved it',
    apply: knowing((key) => (key?.type === 'agent_token' ? { ...key, permissions: ['email.send'] } : key)),
  },
  {
    id: 'AUTH-13:approval-forgotten',
    requirement: 'AUTH-13',
    companions: [],
    profile: withConnection,
    title: 'an agent may not send even when its owner has approved it',
    apply: knowing((key) => (key?.type === 'agent_token' ? { ...key, permissions: ['mailbox.read'] } : key)),
  },
  {
    id: 'AUTH-13:agent-unknown',
    requirement: 'AUTH-13',
    companions: [],
    profile: withConnection,
    title: 'the token of an agent nobody has approved is refused as unknown',
    apply: knowing((key) => (key?.principal === 'agent' ? null : key)),
  },
  {
    id: 'AUTH-14:document-locked',
    requirement: 'AUTH-14',
    companions: ['PERM-03', 'SPEC-01'],
    title: 'the document needs a key like everything else',
    apply: (parts) => ({ ...parts, needsKey: () => true }),
  },
  {
    id: 'AUTH-15:anyone-in-the-team',
    requirement: 'AUTH-15',
    companions: [],
    title: 'a key sends as everyone in its team',
    apply: (parts) => ({
      ...parts,
      checkSender: (from, key) => {
        const refusal = parts.checkSender(from, key);
        return refusal?.code === 'insufficient_permissions' ? null : refusal;
      },
    }),
  },
  {
    id: 'AUTH-16:suspended-sends',
    requirement: 'AUTH-16',
    companions: [],
    title: 'a suspended mailbox still sends',
    apply: (parts) => ({
      ...parts,
      authorize: (key, visit) => parts.authorize({ ...key, suspended: false }, visit),
      checkSender: (from, key) => (key.suspended ? null : parts.checkSender(from, key)),
    }),
  },
  {
    id: 'AUTH-17:unknown-queued',
    requirement: 'AUTH-17',
    companions: ['SEND-29'],
    title: 'a mail from a sender that does not exist is queued',
    apply: (parts) => ({
      ...parts,
      checkSender: (from, key) => {
        const refusal = parts.checkSender(from, key);
        return refusal?.code === 'not_found' ? null : refusal;
      },
    }),
  },
  {
    id: 'AUTH-18:foreign-named',
    requirement: 'AUTH-18',
    companions: [],
    title: 'the refusal tells that a sender belongs to another team',
    apply: (parts) => ({
      ...parts,
      checkSender: (from, key) => {
        const refusal = parts.checkSender(from, key);
        const foreign = refusal?.code === 'not_found' && from.endsWith('@elsewhere.example');
        return foreign ? { ...refusal, message: 'The sender belongs to another team.' } : refusal;
      },
    }),
  },
  {
    id: 'AUTH-19:keys-of-all-teams',
    requirement: 'AUTH-19',
    companions: ['IDEM-16'],
    title: 'the idempotency keys of all teams share one space',
    apply: (parts) => ({ ...parts, idempotencyScope: (_key, operation) => operation.path }),
  },
  {
    id: 'AUTH-20:token-as-key',
    requirement: 'AUTH-20',
    companions: [],
    profile: withUploads,
    title: 'an upload token is accepted as the key it was asked for with',
    apply: (parts) => {
      const owners = new Map<string, KeyRecord>();
      return {
        ...parts,
        keepIntent: (intent) => {
          owners.set(intent.tokenDigest, intent.owner);
          parts.keepIntent(intent);
        },
        findKey: (token) => parts.findKey(token) ?? owners.get(digestOf(token)) ?? null,
      };
    },
  },
  {
    id: 'AUTH-20:forbidden',
    requirement: 'AUTH-20',
    companions: [],
    profile: withUploads,
    title: 'an upload token is known as a key that may not send',
    apply: knowing((key, token) => key ?? (token.startsWith('smx_upload_') ? { ...anyKey, permissions: [] } : null)),
  },
];
