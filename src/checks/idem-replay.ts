import { isDeepStrictEqual } from 'node:util';
import type { ProfileOptions } from '../requirements/profile.js';
import type { Observation } from './check.js';
import { dataOf, isSuccess } from './envelope.js';
import { metaId } from './hdr-request-id.js';
import { describe, errorReply, first, that, type Judgement } from './judge.js';
import { messageIds } from './message-ids.js';
import { show } from './show.js';

/**
 * A reply that repeats an earlier one: its status and, whatever their order, the members of its data. Servers that take
 * keys in the body mark it, too (catalogue, X-13).
 */
export function replays(original: Observation, again: Observation, options: MarkOption): Judgement {
  const data = options.idempotencyKeyInBody ? unmarked(dataOf(again)) : dataOf(again);
  return first(
    that(again.status === original.status, {
      message: 'A repeated request is not answered with the status of the first reply.',
      expected: describe(original),
      actual: describe(again),
    }),
    that(isDeepStrictEqual(data, dataOf(original)), {
      message: 'A repeated request is not answered with the data of the first reply.',
      expected: show(dataOf(original)),
      actual: show(dataOf(again)),
    }),
  );
}

type MarkOption = Pick<ProfileOptions, 'idempotencyKeyInBody'>;

function unmarked(data: ReturnType<typeof dataOf>): ReturnType<typeof dataOf> {
  if (data?.['idempotent'] !== true) return data;
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'idempotent'));
}

/** The repetition led to the mail of the first request; the rest of the reply is IDEM-01's. */
export function namesSameMail(original: Observation, again: Observation): Judgement {
  return that(isSuccess(again) && isDeepStrictEqual(messageIds(again), messageIds(original)), {
    message: 'A repeated request does not get the message id of the first.',
    expected: show(messageIds(original)),
    actual: isSuccess(again) ? show(messageIds(again)) : describe(again),
  });
}

/** The key of a repetition was known: it was not processed as a new request. */
export function keyIsKnown(original: Observation, again: Observation): Judgement {
  return isConflict(again) ? null : namesSameMail(original, again);
}

/** The key that a request came with was not taken for that of an earlier one. */
export function keyIsFree(before: Observation, seen: Observation): Judgement {
  const known = messageIds(before);
  const isReplay = messageIds(seen).some((id) => known.includes(id));
  return that(!isReplay && !isConflict(seen), {
    message: isReplay ? 'Two different requests get one reply.' : 'Two requests that have nothing in common conflict.',
    expected: 'no conflict and no replay',
    actual: describe(seen),
  });
}

/** The bodies are the same to the byte; `style` says what becomes of the request id in them (catalogue, X-08). */
export function replaysBytes(
  original: Observation,
  again: Observation,
  style: ProfileOptions['replayRequestId'],
): Judgement {
  const [one, other] = [metaId(original), metaId(again)];
  const isFresh = one !== other;
  return first(
    that(!(isFresh && style === 'original'), {
      message: 'A replay has another request id than the first reply.',
      expected: show(one),
      actual: show(other),
      raised: true,
    }),
    that(isFresh || style !== 'fresh', {
      message: 'A replay has the request id of the first reply.',
      expected: 'a request id of its own',
      actual: show(other),
      raised: true,
    }),
    that(textOf(original) === textOf(again).replaceAll(other ?? '', one ?? ''), {
      message: 'The body of a replay is not the same to the byte.',
      expected: show(textOf(original)),
      actual: show(textOf(again)),
    }),
  );
}

/** A used key with another body: refused as a conflict, neither replayed nor sent. */
export function conflicts(original: Observation, seen: Observation): Judgement {
  const known = messageIds(original);
  const isReplay = messageIds(seen).some((id) => known.includes(id));
  return first(
    that(!isSuccess(seen), {
      message: isReplay
        ? 'Another body under a used key gets the reply of the first.'
        : 'Another body under a used key is sent.',
      expected: '409 idempotency_conflict',
      actual: describe(seen),
    }),
    refusedAsConflict(seen),
  );
}

/** 409 with the code and flag of the vocabulary. */
export function refusedAsConflict(seen: Observation): Judgement {
  return errorReply(seen, { status: 409, code: 'idempotency_conflict', retryable: false });
}

/** The server takes the request for another one under a used key, whatever else it says. */
export function isConflict(seen: Observation): boolean {
  return seen.status === 409 || seen.error?.['code'] === 'idempotency_conflict';
}

/** Mails that came of a request and its repetitions, and how they were counted. */
export interface MailCount {
  readonly by: 'the message log' | 'message ids';
  readonly mails: number;
}

/** Repetitions made no further mail. */
export function madeOneMail({ by, mails }: MailCount): Judgement {
  return that(mails <= 1, {
    message: `A repeated request makes more than one mail (counted by ${by}).`,
    expected: 'one mail',
    actual: `${mails} mails`,
  });
}

/** Two equal requests without a key made two mails. A log that shows none says nothing. */
export function madeTwoMails({ by, mails }: MailCount): Judgement {
  return that(mails !== 1, {
    message: `Two equal mails without a key are taken for one (counted by ${by}).`,
    expected: 'two mails',
    actual: 'one mail',
  });
}

/**
 * Every copy of a request was answered with its one reply or refused as a conflict, and one of them was answered. Copies
 * turned away by the rate limit tell nothing.
 */
export function answeredOnce(sent: readonly Observation[]): Judgement {
  const copies = sent.filter(({ status }) => status !== 429);
  const strange = copies.find((seen) => !isSuccess(seen) && !isConflict(seen));
  const answers = copies.filter(isSuccess);
  const ids = new Set(answers.map((seen) => JSON.stringify(messageIds(seen))));
  return first(
    that(strange === undefined, {
      message: 'One of several copies sent at once is answered neither with the reply nor with a conflict.',
      expected: 'the one reply, or 409 idempotency_conflict',
      actual: strange === undefined ? '' : describe(strange),
    }),
    that(answers.length > 0, {
      message: 'Of several copies sent at once none is accepted.',
      expected: 'one accepted copy',
      actual: copies.map(describe).join(', '),
    }),
    that(ids.size <= 1, {
      message: 'Copies sent at once get different replies.',
      expected: 'one message id',
      actual: show([...ids]),
    }),
  );
}

/** Content bytes as text that compares like them. */
function textOf({ exchange: { response } }: Observation): string {
  return Buffer.from(response?.body ?? []).toString('latin1');
}
