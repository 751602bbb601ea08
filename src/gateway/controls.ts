import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Allowance } from './allowance.js';
import type { FaultName } from './conditions.js';
import { faultNames } from './conditions.js';
import { principals } from './directory.js';
import { headerOf } from './headers.js';
import { parseJsonBody } from './json-body.js';
import type { GatewayPrincipal } from './options.js';
import type { GatewayReply, GatewayRequest } from './parts.js';
import type { World } from './world.js';

/** Where the test controls live: beside the API, not in it. */
export const CONTROL_PATH = '/_touchstone';

export function mintControlToken(): string {
  return randomBytes(24).toString('base64url');
}

type Members = Readonly<Record<string, unknown>>;
/** What a control answers, or null when it cannot use its input. */
type Control = (world: World, input: { readonly body: Members; readonly query: URLSearchParams }) => object | null;

const controls: Readonly<Record<string, Control>> = {
  'POST /faults': (world, { body }) => {
    const { fault, times = null, principal = null, item = null } = body;
    if (!isFault(fault) || !isCountOrNull(times) || !isCountOrNull(item) || !isPrincipalOrNull(principal)) return null;
    // The store knows of no principals.
    if (fault === 'store-down' && principal !== null) return null;
    const scope = { times, principal, item: fault === 'one-item-transient' ? (item ?? 0) : item };
    world.conditions.setFault(fault, scope);
    return { fault, ...scope };
  },
  'DELETE /faults': (world, { query }) => {
    const principal = query.get('principal');
    if (!isPrincipalOrNull(principal)) return null;
    world.conditions.clearFaults(principal);
    return { principal };
  },
  'POST /balance': (world, { body }) => limit(world.balance, body),
  'POST /daily-cap': (world, { body }) => limit(world.dailyCap, body),
  'POST /clock': (world, { body }) => {
    const seconds = body['advance_seconds'];
    if (!isCount(seconds)) return null;
    world.conditions.advanceClock(seconds);
    return { now: new Date(world.conditions.now()).toISOString() };
  },
  'POST /delay': (world, { body }) => {
    const { milliseconds } = body;
    if (!isCount(milliseconds) || milliseconds > 60_000) return null;
    world.conditions.setDelay(milliseconds);
    return { milliseconds };
  },
  'POST /rate-limit': (world, { body }) => {
    const { limit, window_seconds: windowSeconds } = body;
    if (!isCount(limit) || !isCount(windowSeconds) || windowSeconds === 0) return null;
    world.limiter.reset({ limit, windowSeconds });
    return { limit, window_seconds: windowSeconds };
  },
  'GET /messages': (world, { query }) => {
    const subject = query.get('subject');
    return subject === null ? null : { messages: world.messages.withSubject(subject) };
  },
};

function limit(allowance: Allowance, { messages, principal = null }: Members): object | null {
  if (!isCountOrNull(messages) || !isPrincipalOrNull(principal)) return null;
  allowance.set(messages, principal);
  return { messages, principal };
}

/**
 * Answers a request to the test controls: 200 with JSON, 400 for input that cannot be used, and 404 for an unknown
 * control or a wrong token in `X-Touchstone-Control`.
 */
export function control(world: World, token: string, request: GatewayRequest): GatewayReply {
  const name = `${request.method} ${request.path.slice(CONTROL_PATH.length)}`;
  const action = Object.hasOwn(controls, name) ? controls[name] : undefined;
  if (action === undefined || !isToken(headerOf(request, 'x-touchstone-control'), token)) {
    return reply(404, { problem: 'no such control' });
  }
  const body = readMembers(request.body);
  const result = body === null ? null : action(world, { body, query: new URLSearchParams(request.query) });
  return result === null ? reply(400, { problem: 'unusable input' }) : reply(200, result);
}

function isToken(presented: string | null, token: string): boolean {
  const bytes = Buffer.from(presented ?? '');
  const wanted = Buffer.from(token);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

function readMembers(body: Uint8Array): Members | null {
  if (body.length === 0) return {};
  const read = parseJsonBody(body);
  if (read.kind === 'failure' || typeof read.value !== 'object' || read.value === null) return null;
  return { ...read.value };
}

function isFault(value: unknown): value is FaultName {
  return faultNames.some((name) => name === value);
}

function isCountOrNull(value: unknown): value is number | null {
  return value === null || isCount(value);
}

function isPrincipalOrNull(value: unknown): value is GatewayPrincipal | null {
  return value === null || (typeof value === 'string' && Object.hasOwn(principals, value));
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function reply(status: number, value: object): GatewayReply {
  const body = Buffer.from(JSON.stringify(value));
  const headers = [
    ['Content-Type', 'application/json'],
    ['Cache-Control', 'no-store'],
    ['Content-Length', String(body.length)],
  ] as const;
  return { status, headers, body };
}
