import type { Observation } from '../../checks/check.js';
import type { ApiOperation } from '../../contract/model.js';
import type { AssembledRequest, RequestCase } from '../../generate/request-case.js';

/** A case that was accepted, for probes that send it again. */
export interface Accepted {
  readonly case: RequestCase;
  readonly request: AssembledRequest;
  readonly seen: Observation;
}

/** Replies to plain requests kept of an operation; a few tell whether it is there. */
const mostPlain = 16;

/** What is known of one operation while its cases go out; it does not grow with them. */
export interface Account {
  readonly operation: ApiOperation;
  sent: number;
  withoutIds: number;
  /** Creations that cannot be deleted again. */
  kept: number;
  /** Requests without an answer that may have created something. */
  unknown: number;
  overloaded: number;
  unanswered: number;
  withheld: number;
  /** Why the last one of those was not sent; null: none was. */
  withheldFor: string | null;
  /** Why no case could be made, in words; null: some could. */
  obstacle: string | null;
  /** Some reply was another than "there is no such thing here". */
  present: boolean;
  /** Some plain request was answered whose path, if it has parameters, held captured ids. */
  triedInEarnest: boolean;
  readonly plain: { readonly index: number; readonly seen: Observation }[];
  /** Of the plain cases that were accepted the one that comes first in the list. */
  accepted: Accepted | null;
}

export function openAccount(operation: ApiOperation): Account {
  return {
    operation,
    sent: 0,
    withoutIds: 0,
    kept: 0,
    unknown: 0,
    overloaded: 0,
    unanswered: 0,
    withheld: 0,
    withheldFor: null,
    obstacle: null,
    present: false,
    triedInEarnest: false,
    plain: [],
    accepted: null,
  };
}

/** Books a reply to a case. `bound`: no parameter of its path had to be made up. */
export function bookReply(account: Account, accepted: Accepted, bound: boolean): void {
  const { case: one, seen } = accepted;
  if (!isAbsence(seen)) account.present = true;
  if (one.family !== 'valid' && one.family !== 'example') return;
  if (bound || seen.status === 501) account.triedInEarnest = true;
  keepPlain(account, { index: one.index, seen });
  if (seen.status < 200 || seen.status > 299) return;
  if (account.accepted === null || one.index < account.accepted.case.index) account.accepted = accepted;
}

/** Keeps the first ones of the operation's list, whichever was answered first. */
function keepPlain({ plain }: Account, reply: Account['plain'][number]): void {
  plain.push(reply);
  if (plain.length <= mostPlain) return;
  plain.sort((one, other) => one.index - other.index);
  plain.length = mostPlain;
}

/** The operation is not there (RFC 9110 sections 15.5.5 and 15.6.2), or is not told from one that is not. */
function isAbsence({ status }: Observation): boolean {
  return status === 404 || status === 405 || status === 501;
}

/** It answered to everything that there is no such thing, valid requests with ids of the target's own included. */
export function isNotImplemented({ present, triedInEarnest }: Account): boolean {
  return !present && triedInEarnest;
}
