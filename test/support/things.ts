import type { Observation } from '../../src/checks/check.js';
import type { TriedCase } from '../../src/checks/case-oracle.js';
import type { Made } from './observation.js';
import { thingsDocument } from './things-document.js';
import { broken, generalContext, replied, triedCase, type MadeCase } from './tried.js';

/** A secret of the run, which no reply may hold. */
export const secret = 'key-0123456789';

/** What checks know of the API of the things. */
export const context = await generalContext(thingsDocument, [secret]);

export const list = 'GET /things';
export const add = 'POST /things';
export const read = 'GET /things/{thing}';
export const replace = 'PUT /things/{thing}';
export const drop = 'DELETE /things/{thing}';

/** A reply to one of these operations, or to none. */
export function reply(key: string | null, what: Made = {}): Observation {
  return replied(context, key, what);
}

/** A generated request to one of them with its reply: a plain valid one, unless it is said how it was made. */
export function tried(key: string, what: Made, made?: MadeCase): TriedCase {
  return triedCase(context, reply(key, what), made);
}

/** One that breaks a single keyword. */
export const wrong = broken('/body/name', 'maxLength');
/** One whose worth nobody knows. */
export const doubtful: MadeCase = { verdict: { kind: 'undecided', reason: 'r' } };
