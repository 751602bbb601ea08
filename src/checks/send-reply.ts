import { send } from '../requirements/operations.js';
import { successesOf } from './about.js';
import type { Invariant } from './check.js';
import { dataOf, successOf } from './envelope.js';
import { messageIdForm } from './message-id.js';
import { show } from './show.js';

const unseen = { outcome: 'not-tested', reason: 'no mail was accepted in this run' } as const;

/** SEND-02. A success without `data` is ENV-02's. The first servers marked replays (X-13). */
export const sendDataHasTwoMembers: Invariant = {
  kind: 'invariant',
  requirement: 'SEND-02',
  about: successesOf(send),
  applies: (seen) => 'data' in (successOf(seen) ?? {}),
  judge: (seen, { profile }) => {
    const data = dataOf(seen);
    const marked = profile.options.idempotencyKeyInBody;
    const members = Object.keys(data ?? {}).filter((name) => !(marked && name === 'idempotent'));
    if (data !== null && members.length === 2 && 'message_id' in data && 'status' in data) return [];
    return [
      {
        message: 'The data of a send has other members than message_id and status.',
        expected: 'message_id, status',
        actual: data === null ? show(successOf(seen)?.['data']) : show(members.join(', ')),
      },
    ];
  },
  unseen,
};

/** SEND-03 */
export const messageIdHasItsForm: Invariant = {
  kind: 'invariant',
  requirement: 'SEND-03',
  about: successesOf(send),
  applies: (seen) => 'message_id' in (dataOf(seen) ?? {}),
  judge: (seen, { profile }) => {
    const id = dataOf(seen)?.['message_id'];
    const form = messageIdForm(profile);
    if (typeof id === 'string' && form.test(id)) return [];
    return [{ message: 'A message_id has another form.', expected: String(form), actual: show(id) }];
  },
  unseen,
};

/** SEND-04 */
export const acceptedMailIsQueued: Invariant = {
  kind: 'invariant',
  requirement: 'SEND-04',
  about: successesOf(send),
  applies: (seen) => 'status' in (dataOf(seen) ?? {}),
  judge: (seen) => {
    const status = dataOf(seen)?.['status'];
    if (status === 'queued') return [];
    return [{ message: 'The status of an accepted mail is not queued.', expected: 'queued', actual: show(status) }];
  },
  unseen,
};
