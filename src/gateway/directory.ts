import { createHash, randomBytes } from 'node:crypto';
import type { Failure } from './failure.js';
import { failure } from './failure.js';
import type { GatewayKeys, GatewayPrincipal, RunningGateway } from './options.js';
import type { KeyRecord } from './parts.js';

interface Mailbox {
  readonly id: string;
  readonly team: string;
  readonly suspended: boolean;
}

const FROM = 'sender@gateway.example';
const SIBLING = 'sibling@gateway.example';
const SUSPENDED = 'suspended@gateway.example';
const FOREIGN = 'sender@elsewhere.example';

/** Addresses a run against the gateway works with. */
export const fixtures: RunningGateway['fixtures'] = {
  from: FROM,
  sinks: ['reader@sink.example', 'second-reader@sink.example'],
  // Nothing is delivered.
  sinkDomains: ['sink.example'],
  siblingFrom: SIBLING,
  foreignFrom: FOREIGN,
};

const TEAM = 'team_gateway';
const OTHER_TEAM = 'team_elsewhere';

const mailboxes: ReadonlyMap<string, Mailbox> = new Map([
  [FROM, { id: 'mbx_sender', team: TEAM, suspended: false }],
  [SIBLING, { id: 'mbx_sibling', team: TEAM, suspended: false }],
  [SUSPENDED, { id: 'mbx_suspended', team: TEAM, suspended: true }],
  [FOREIGN, { id: 'mbx_elsewhere', team: OTHER_TEAM, suspended: false }],
]);

/** Display name of a team. */
export function teamName(team: string): string {
  return team === TEAM ? 'The gateway' : 'Elsewhere';
}

/** Public ids of a team's delivery groups. */
export function groupsOf(team: string): readonly string[] {
  return team === TEAM ? ['dgrp_gateway', 'dgrp_gateway_bulk'] : [];
}

/** The mailboxes a key may send from. */
export function mailboxesOf({ senders }: KeyRecord): readonly { readonly id: string; readonly email: string }[] {
  return senders.flatMap((email) => {
    const mailbox = mailboxes.get(email);
    return mailbox === undefined ? [] : [{ id: mailbox.id, email }];
  });
}

const sending = {
  team: TEAM,
  state: 'active',
  permissions: ['email.send'],
  senders: [FROM],
  suspended: false,
  type: 'api_key',
} as const;

/** What each principal is; whether it exists is the profile's. */
export const principals: Readonly<Record<GatewayPrincipal, Omit<KeyRecord, 'id' | 'principal'>>> = {
  sender: sending,
  secondSender: { ...sending, senders: [FROM, SIBLING, SUSPENDED] },
  unprivileged: { ...sending, permissions: ['mailbox.read', 'email.receive'] },
  revoked: { ...sending, state: 'revoked' },
  expired: { ...sending, state: 'expired' },
  suspended: { ...sending, senders: [SUSPENDED], suspended: true },
  otherTeam: { ...sending, team: OTHER_TEAM, senders: [FOREIGN] },
  root: { ...sending, permissions: ['root:full'], senders: [] },
  agent: { ...sending, permissions: ['mailbox.read', 'email.receive'], type: 'agent_token' },
  approvedAgent: { ...sending, type: 'agent_token' },
  oauth: { ...sending, type: 'oauth' },
};

/** Principals that only some profiles have. */
const later = ['agent', 'approvedAgent', 'oauth'] as const;

/** How a secret begins; an OAuth access token begins like nothing in particular. */
function prefixOf(principal: GatewayPrincipal): string {
  if (principal === 'root') return 'smx_root_';
  return { api_key: 'smx_mbx_', agent_token: 'smx_agent_', oauth: '' }[principals[principal].type];
}

/** Keys, teams and mailboxes. Of a key only its hash is kept. */
export interface Directory {
  /** The secret of every principal, for the one who started the gateway. */
  readonly keys: GatewayKeys;
  findKey(token: string): KeyRecord | null;
  checkSender(from: string, key: KeyRecord): Failure | null;
}

/** Mints fresh keys for the principals given. */
export function createDirectory(wanted: readonly GatewayPrincipal[]): Directory {
  const records = new Map<string, KeyRecord>();
  const mint = (principal: GatewayPrincipal): string => {
    const secret = prefixOf(principal) + randomBytes(24).toString('base64url');
    records.set(hash(secret), { id: hash(secret), principal, ...principals[principal] });
    return secret;
  };
  const keys = {
    sender: mint('sender'),
    secondSender: mint('secondSender'),
    unprivileged: mint('unprivileged'),
    revoked: mint('revoked'),
    expired: mint('expired'),
    suspended: mint('suspended'),
    otherTeam: mint('otherTeam'),
    root: mint('root'),
    ...Object.fromEntries(later.filter((name) => wanted.includes(name)).map((name) => [name, mint(name)])),
  };
  return { keys, findKey: (token) => records.get(hash(token)) ?? null, checkSender };
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A sender of another team and one that does not exist are told apart by nothing. */
function checkSender(from: string, key: KeyRecord): Failure | null {
  const address = from.toLowerCase();
  const mailbox = mailboxes.get(address);
  if (mailbox?.team !== key.team) return failure('not_found', 'There is no such sender.');
  if (mailbox.suspended) return failure('insufficient_permissions', 'The mailbox of the sender is suspended.');
  if (key.senders.includes(address)) return null;
  return failure('insufficient_permissions', 'The key may not send from this address.');
}
