import { createHash } from 'node:crypto';
import type { ApiModel } from '../contract/model.js';
import type { RequestSpec } from '../http/client-types.js';
import type { HeaderLine, Intent, PrincipalName } from '../http/exchange.js';
import { matchOperation } from './match-operation.js';
import type { RunOptions } from './options.js';
import type { Call, Caller } from './suite.js';

/** Principals whose key is in force, whatever it may do. */
const inForce: readonly PrincipalName[] = [
  'sender',
  'secondSender',
  'unprivileged',
  'otherTeam',
  'root',
  'agent',
  'approvedAgent',
  'oauth',
];

export interface CallFrame {
  readonly options: RunOptions;
  readonly model: ApiModel;
  /** Scenario the call belongs to. */
  readonly by: string;
  /** A fault is switched on at the target. */
  readonly faulted: boolean;
  /** Id the exchange gets. */
  readonly id: string;
}

/** Turns a call as a scenario writes it into the exact request that goes out. */
export function assemble(call: Call, frame: CallFrame): RequestSpec {
  const { options, model, by, faulted, id } = frame;
  const url = /^https?:/.test(call.path) ? call.path : `${options.target}${call.path}`;
  const operation = matchOperation(model, call.method, below(options.target, url));
  const caller = call.as ?? (operation && isPublic(operation.security) ? 'anonymous' : defaultCaller(call));
  const body = bodyOf(call);
  const headers = headersOf(call, authorizationOf(caller, options));
  const principal = typeof caller === 'string' && caller !== 'anonymous' ? caller : null;
  const intent: Intent = {
    by,
    operation: operation?.key ?? null,
    principal,
    authenticated: principal !== null && inForce.includes(principal),
    replayOf: call.replayOf?.id ?? null,
    faulted,
  };
  // What it spends is read from the bytes when they are sent.
  return { id, method: call.method, url, headers, body, intent, spend: { messages: 0, recipients: [] } };
}

/** The document is public in every profile; everything else is asked as `sender`. */
function defaultCaller({ path }: Call): Caller {
  return path === '/openapi.json' ? 'anonymous' : 'sender';
}

function isPublic(security: readonly unknown[] | null): boolean {
  return security !== null && (security.length === 0 || security.some((one) => Array.isArray(one) && one.length === 0));
}

function below(target: string, url: string): string {
  return url.startsWith(target) ? url.slice(target.length) : url;
}

function authorizationOf(caller: Caller, { principals }: RunOptions): string | null {
  if (caller === 'anonymous') return null;
  if (typeof caller === 'object') return caller.authorization;
  const secret = principals[caller];
  return secret ? `Bearer ${secret.value}` : null;
}

function bodyOf({ json, bytes }: Call): Uint8Array | null {
  if (bytes !== undefined) return typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
  return json === undefined ? null : Buffer.from(JSON.stringify(json), 'utf8');
}

function headersOf(call: Call, authorization: string | null): readonly HeaderLine[] {
  const given = call.headers ?? [];
  const has = (name: string) => given.some(([one]) => one.toLowerCase() === name);
  const lines: HeaderLine[] = [];
  if (!has('accept')) lines.push(['Accept', 'application/json']);
  if (authorization !== null) lines.push(['Authorization', authorization]);
  if (call.json !== undefined && !has('content-type')) lines.push(['Content-Type', 'application/json']);
  if (call.idempotencyKey !== undefined) lines.push(['Idempotency-Key', call.idempotencyKey]);
  return [...lines, ...given];
}

/** A string unique to run, scenario and label: 24 characters, letters, digits and a hyphen. */
export function uniqueString(runId: string, scenario: string, label: string): string {
  const hash = createHash('sha256').update(`${runId}\n${scenario}\n${label}`).digest('hex');
  return `ts-${hash.slice(0, 21)}`;
}
