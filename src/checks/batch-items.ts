import { batch } from '../requirements/operations.js';
import type { Profile } from '../requirements/profile.js';
import { successesOf } from './about.js';
import { itemsOf } from './batch-reply.js';
import type { Invariant, Observation, Violation } from './check.js';
import { messageIdForm } from './message-id.js';
import { asObject } from './observe.js';
import { requestJson } from './request-json.js';
import { show } from './show.js';

type Item = Readonly<Record<string, unknown>>;

const unseen = { outcome: 'not-tested', reason: 'no batch was accepted in this run' } as const;

/** Faults of the results of a batch, each kind of fault once: a hundred results may all have the same. */
function ofItems(
  requirement: Invariant['requirement'],
  judge: (item: Item, profile: Profile) => Violation | null,
): Invariant {
  return {
    kind: 'invariant',
    requirement,
    about: successesOf(batch),
    applies: (seen) => itemsOf(seen).length > 0,
    judge: (seen, { profile }) => {
      const faults = itemsOf(seen)
        .map((item) => judge(item, profile))
        .filter((fault) => fault !== null);
      return [...new Map(faults.map((fault) => [fault.message, fault])).values()];
    },
    unseen,
  };
}

/** BATCH-09 */
export const itemsAreQueuedOrFailed = ofItems('BATCH-09', ({ status }) =>
  status === 'queued' || status === 'failed'
    ? null
    : { message: 'A result is neither queued nor failed.', expected: 'queued or failed', actual: show(status) },
);

/** BATCH-10. A result of any other status is BATCH-09's to report. */
export const idsBelongToQueuedItems = ofItems('BATCH-10', (item, profile) => {
  const { status, message_id: id } = item;
  const form = messageIdForm(profile);
  if (status === 'queued' && !(typeof id === 'string' && form.test(id))) {
    return { message: 'A queued message has no proper message_id.', expected: String(form), actual: show(id) };
  }
  if (status === 'failed' && id !== null) {
    return { message: 'The message_id of a failed message is not null.', expected: 'null', actual: show(id) };
  }
  return null;
});

/** BATCH-11. A result of any other status is BATCH-09's to report. */
export const errorsBelongToFailedItems = ofItems('BATCH-11', (item, { options }) => {
  const { status } = item;
  if (status === 'queued' && 'error' in item) {
    return { message: 'A queued message has an error.', expected: 'no error', actual: show(item['error']) };
  }
  if (status !== 'failed') return null;
  const error = asObject(item['error']);
  if (error === null) {
    return { message: 'A failed message has no error object.', expected: 'an object', actual: show(item['error']) };
  }
  const flag = options.retryableOptional && error['retryable'] === undefined ? 'boolean' : typeof error['retryable'];
  if (isText(error['code']) && isText(error['message']) && flag === 'boolean') return null;
  return {
    message: 'The error of a failed message is incomplete.',
    expected: 'code and message as text, retryable as true or false',
    actual: show(error),
  };
});

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

const members = ['index', 'message_id', 'status', 'error'];

/** BATCH-20. The first servers marked replays. */
export const itemsHaveNoFurtherMembers = ofItems('BATCH-20', (item, { options }) => {
  const known = options.idempotencyKeyInBody ? [...members, 'idempotent'] : members;
  const further = Object.keys(item).filter((name) => !known.includes(name));
  if (further.length === 0) return null;
  return { message: 'A result has members of its own.', expected: known.join(', '), actual: show(further.join(', ')) };
});

/** BATCH-19 */
export const idsOfABatchAreDistinct: Invariant = {
  kind: 'invariant',
  requirement: 'BATCH-19',
  about: successesOf(batch),
  applies: (seen, { profile }) =>
    idsOf(itemsOf(seen)).length > 1 && !(profile.options.idempotencyKeyInBody && hasOwnKeys(seen)),
  judge: (seen) => {
    const ids = idsOf(itemsOf(seen));
    const repeated = ids.find((id, at) => ids.indexOf(id) !== at);
    if (repeated === undefined) return [];
    return [{ message: 'Two messages of a batch have the same id.', expected: 'distinct ids', actual: repeated }];
  },
  unseen: { outcome: 'not-tested', reason: 'no batch with two queued messages was accepted in this run' },
};

/** Messages with the same key are one, where keys in bodies are known. */
function hasOwnKeys(seen: Observation): boolean {
  const body = requestJson(seen);
  const messages = body.kind === 'value' ? asObject(body.value)?.['messages'] : null;
  return Array.isArray(messages) && messages.some((message) => asObject(message)?.['idempotency_key'] !== undefined);
}

function idsOf(items: readonly Item[]): readonly string[] {
  // Ids of failed messages should not be there at all: that is BATCH-10's.
  return items
    .filter(({ status }) => status !== 'failed')
    .map((item) => item['message_id'])
    .filter((id) => typeof id === 'string');
}
