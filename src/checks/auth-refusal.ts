import type { Observation, Violation } from './check.js';
import { describe, errorReply, that, type Judgement } from './judge.js';

/**
 * The server judged the content of the request, or accepted it: so far the credential stood in nobody's way.
 * Overload and faults (429, 5xx) tell nothing about that.
 */
export function judgedTheBody({ status }: Observation): boolean {
  return (status >= 200 && status < 300) || [400, 413, 415, 422].includes(status);
}

/** The credential was refused as unknown: 401 with the code and flag of the vocabulary. */
export function unauthenticated(seen: Observation): Judgement {
  return errorReply(seen, { status: 401, code: 'authentication_required', retryable: false });
}

/** The credential is known and not enough: 403 with the code and flag of the vocabulary. */
export function forbidden(seen: Observation): Judgement {
  return errorReply(seen, { status: 403, code: 'insufficient_permissions', retryable: false });
}

/** The credential was accepted, whatever became of the request then. */
export function keyAccepted(seen: Observation): Judgement {
  return that(seen.status !== 401 && seen.status !== 403, {
    message: 'The key is refused.',
    expected: 'an answer to the body',
    actual: describe(seen),
  });
}

/** How a send from a sender that is not the caller's should be refused. */
export interface SenderRefusal {
  readonly status: number;
  readonly code: string;
  /** Further statuses that the documents let one read (catalogue, X-19): they warn. */
  readonly tolerated: readonly number[];
}

/** A send is refused because of its sender. */
export function senderRefused(seen: Observation, want: SenderRefusal): Judgement {
  if (seen.status >= 200 && seen.status < 300) {
    return {
      message: "A mail from a sender that is not the key's own is accepted.",
      expected: `${want.status} ${want.code}`,
      actual: describe(seen),
    };
  }
  const judgement = errorReply(seen, { status: want.status, code: want.code });
  if (judgement === null) return null;
  return want.tolerated.includes(seen.status) && seen.status !== want.status
    ? { ...judgement, tolerated: true }
    : judgement;
}

/** One refusal of a sender and the address it was about. */
export interface RefusedSender {
  readonly seen: Observation;
  readonly address: string;
}

/** AUTH-18: but for the address and the request id, the two refusals are the same. */
export function indistinguishable(foreign: RefusedSender, unknown: RefusedSender): Violation | null {
  const [one, other] = [fingerprint(foreign), fingerprint(unknown)];
  return that(one === other, {
    message: 'A sender of another team is refused otherwise than one that does not exist.',
    expected: other,
    actual: one,
  });
}

/** A refusal as the caller reads it, with the address and its domain taken out. */
function fingerprint({ seen, address }: RefusedSender): string {
  // Without `meta`, which holds the request id.
  const error = JSON.stringify(seen.object === null ? seen.json.kind : { ...seen.object, meta: undefined });
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return `${seen.status} ${error.replaceAll(address, '…').replaceAll(domain, '…')}`;
}
