import { createHash } from 'node:crypto';
import type { Failure } from './failure.js';
import { failure } from './failure.js';
import { headerOf } from './headers.js';
import { announcesJson } from './json-body.js';
import type { Claim, GatewayRequest, Finished } from './parts.js';

/** Keys live for 24 hours from their first use. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;
const ENTRIES_MAX = 10_000;
const KEY_MAX = 255;

/**
 * The idempotency key of a request. A blank one counts as none; one that is too long or not printable ASCII is an
 * `invalid_parameter` failure.
 */
export function readIdempotencyKey(request: GatewayRequest): string | null | Failure {
  const key = headerOf(request, 'idempotency-key')?.trim() ?? '';
  if (key === '') return null;
  if (key.length <= KEY_MAX && /^[\x20-\x7e]+$/.test(key)) return key;
  const issue = {
    field: 'Idempotency-Key',
    code: 'unusable_key',
    message: `must be at most ${KEY_MAX} characters of printable ASCII`,
  };
  return failure('invalid_parameter', 'The idempotency key is unusable.', { issues: [issue] });
}

/**
 * Hex SHA-256 over method, path, query and the raw body: the same bytes asked of the same operation. Of a file its
 * type counts, too.
 */
export function fingerprintOf(request: GatewayRequest): string {
  const type = headerOf(request, 'content-type');
  const head = `${request.method} ${request.path}?${request.query} ${announcesJson(type) ? '' : (type ?? '')}\n`;
  return createHash('sha256').update(head).update(request.body).digest('hex');
}

/** What is remembered of idempotency keys. Bounded: entries expire, and the oldest finished ones make room. */
export interface IdempotencyStore {
  claim(name: string, fingerprint: string): Claim;
  settle(name: string, finished: Finished | null): void;
}

interface Entry {
  readonly fingerprint: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Null while the first request runs. */
  readonly finished: Finished | null;
}

/** `now` is the gateway's clock in milliseconds. */
export function createIdempotencyStore(now: () => number): IdempotencyStore {
  // In order of first use, hence of expiry.
  const entries = new Map<string, Entry>();
  return {
    claim: (name, fingerprint) => {
      forgetExpired(entries, now());
      const entry = entries.get(name);
      if (entry === undefined) {
        makeRoom(entries);
        entries.set(name, { fingerprint, expiresAt: now() + LIFETIME_MS, finished: null });
        return { kind: 'first' };
      }
      if (entry.fingerprint !== fingerprint) return { kind: 'conflict' };
      return entry.finished === null ? { kind: 'in-flight' } : { kind: 'replay', finished: entry.finished };
    },
    settle: (name, finished) => {
      const entry = entries.get(name);
      // Already finished, it was not this request that claimed it.
      if (entry?.finished !== null) return;
      if (finished === null) entries.delete(name);
      else entries.set(name, { ...entry, finished });
    },
  };
}

function forgetExpired(entries: Map<string, Entry>, now: number): void {
  for (const [name, entry] of entries) {
    if (entry.expiresAt > now) return;
    // A request still running keeps its claim, else it would run twice.
    if (entry.finished !== null) entries.delete(name);
  }
}

function makeRoom(entries: Map<string, Entry>): void {
  if (entries.size < ENTRIES_MAX) return;
  for (const [name, entry] of entries) {
    if (entry.finished === null) continue;
    entries.delete(name);
    return;
  }
}
