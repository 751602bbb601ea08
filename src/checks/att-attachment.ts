import { completeUpload, upload } from '../requirements/operations.js';
import { successesOf } from './about.js';
import type { Invariant, Observation } from './check.js';
import { dataOf, successOf } from './envelope.js';
import { show, showHeader } from './show.js';
import { serverTime } from './server-time.js';

const unseen = { outcome: 'not-tested', reason: 'nothing was uploaded in this run' } as const;

const uploaded = successesOf(upload, completeUpload);

/** What is replayed may be old. */
function isFresh({ exchange }: Observation): boolean {
  return exchange.intent.replayOf === null;
}

function has(seen: Observation, member: string): boolean {
  return isFresh(seen) && member in (dataOf(seen) ?? {});
}

const members = ['attachment_id', 'content_type', 'expires_at', 'filename', 'size_bytes'];

/** ATT-01. A success without `data` is ENV-02's. */
export const attachmentHasFiveMembers: Invariant = {
  kind: 'invariant',
  requirement: 'ATT-01',
  about: uploaded,
  applies: (seen) => isFresh(seen) && 'data' in (successOf(seen) ?? {}),
  judge: (seen) => {
    const data = dataOf(seen);
    const names = Object.keys(data ?? {}).sort();
    if (names.join() === members.join()) return [];
    return [
      {
        message: 'The data of an upload has other members than those of an attachment.',
        expected: members.join(', '),
        actual: data === null ? show(successOf(seen)?.['data']) : show(names.join(', ')),
      },
    ];
  },
  unseen,
};

const attachmentId = /^att_[a-z0-9]{24}$/;

/** ATT-02 */
export const attachmentIdHasItsForm: Invariant = {
  kind: 'invariant',
  requirement: 'ATT-02',
  about: uploaded,
  applies: (seen) => has(seen, 'attachment_id'),
  judge: (seen) => {
    const id = dataOf(seen)?.['attachment_id'];
    if (typeof id === 'string' && attachmentId.test(id)) return [];
    return [{ message: 'An attachment_id has another form.', expected: String(attachmentId), actual: show(id) }];
  },
  unseen,
};

/** ATT-04. How a timestamp is written is CONV-03's; here it must be one, and lie ahead. */
export const attachmentExpiresLater: Invariant = {
  kind: 'invariant',
  requirement: 'ATT-04',
  about: uploaded,
  applies: (seen) => has(seen, 'expires_at'),
  judge: (seen) => {
    const expiry = dataOf(seen)?.['expires_at'];
    if (isAhead(expiry, seen)) return [];
    return [
      {
        message: 'expires_at of an attachment is no instant after the reply.',
        expected: `after ${showHeader(seen.header('date'))}`,
        actual: show(expiry),
      },
    ];
  },
  unseen,
};

/** A date-time later than the clock of the server showed with this reply. */
export function isAhead(value: unknown, seen: Observation): boolean {
  return typeof value === 'string' && Date.parse(value) > serverTime(seen);
}
