import type { RequestCase } from '../generate/request-case.js';
import type { Edit } from '../generate/schema-source.js';
import { batch } from '../requirements/operations.js';
import type { RequirementId } from '../requirements/index.js';
import { batchReplyOf, wholeNumber } from './batch-reply.js';
import { ofCases, type TriedCase } from './case-oracle.js';
import type { CheckContext, Observation } from './check.js';
import { isSuccess } from './envelope.js';
import { describe, first, invalidBody, statusIs, that, type Judgement } from './judge.js';
import { closed } from './mail-faults.js';
import type { Oracle } from './oracle.js';
import { asObject } from './observe.js';
import { breaksUntoldRules } from './untold-rules.js';

/** A batch whose messages are all known to be good or bad. */
interface TriedBatch {
  /** Messages sent. */
  readonly count: number;
  /** Positions of the messages with a fault. */
  readonly faulty: ReadonlySet<number>;
}

interface BatchCheck {
  /** Whether such a batch can show the requirement. */
  readonly means: (batch: TriedBatch, context: CheckContext) => boolean;
  readonly judge: (batch: TriedBatch, seen: Observation) => Judgement;
}

function ofBatches(requirement: RequirementId, { means, judge }: BatchCheck): Oracle {
  return ofCases(requirement, {
    operation: batch,
    read: (tried, context) => {
      const one = batchOf(tried, context);
      return one !== null && means(one, context) ? one : null;
    },
    judge: (one, { seen }) => judge(one, seen),
  });
}

const mixed = ({ count, faulty }: TriedBatch, { profile }: CheckContext) =>
  profile.options.batchItemSchema === 'per-item' && faulty.size > 0 && faulty.size < count;

/** BATCH-12 */
const badMessagesFailAlone = ofBatches('BATCH-12', {
  means: mixed,
  judge: ({ count, faulty }, seen) => {
    const statuses = statusesOf(seen);
    const queued = [...(statuses?.values() ?? [])].filter((status) => status === 'queued').length;
    return first(
      isRefusedForForm(seen) ? statusIs(seen, 200) : null,
      that(statuses === null || queued === count - faulty.size, {
        message: 'In a batch with faulty messages the others are not all queued.',
        expected: `${count - faulty.size} of ${count} queued`,
        actual: `${queued} queued`,
      }),
    );
  },
});

/** BATCH-13 */
const failuresAreIndexed = ofBatches('BATCH-13', {
  means: mixed,
  judge: ({ faulty }, seen) => {
    const failed = [...(statusesOf(seen) ?? [])].filter(([, status]) => status === 'failed').map(([index]) => index);
    const wrong = failed.filter((index) => !faulty.has(index));
    return that(wrong.length === 0, {
      message: 'The index of a failed result is not that of the faulty message.',
      expected: `failed: ${[...faulty].join(', ')}`,
      actual: `failed: ${failed.join(', ')}`,
    });
  },
});

/** BATCH-14 */
const onlyFaultsAreRefused = ofBatches('BATCH-14', {
  means: ({ count, faulty }) => count > 0 && faulty.size === count,
  judge: (_, seen) => (isSuccess(seen) || isRefusedForForm(seen) ? statusIs(seen, 422) : null),
});

/** BATCH-01 */
const goodBatchesAreAccepted = ofBatches('BATCH-01', {
  means: ({ count, faulty }) => count > 0 && faulty.size === 0,
  judge: (_, seen) => (isSuccess(seen) || isRefusedForForm(seen) ? statusIs(seen, 200) : null),
});

function isRefusedForForm({ status }: Observation): boolean {
  return status === 400 || status === 415 || status === 422;
}

/** The edits of a frame that each requirement speaks of. */
const frames: readonly { readonly id: RequirementId; readonly at: RegExp; readonly keywords: readonly string[] }[] = [
  { id: 'BATCH-02', at: /^\/body\/messages$/, keywords: ['minItems'] },
  { id: 'BATCH-03', at: /^\/body\/messages$/, keywords: ['maxItems'] },
  { id: 'BATCH-04', at: /^\/body(?:\/[^/]+)?$/, keywords: ['required', 'type', ...closed] },
];

/** A batch that is refused as a whole, whatever its messages are. */
function refusesFrame({ id, at, keywords }: (typeof frames)[number]): Oracle {
  return ofCases(id, {
    operation: batch,
    read: ({ case: { edits }, request }) => {
      const [edit, ...others] = edits;
      if (request.verdict.kind !== 'invalid') return null;
      // That there is no body at all is SEND-23's.
      const isNothing = edit?.at === '/body' && edit.keyword === 'required';
      if (edit === undefined || isNothing || others.length > 0) return null;
      return at.test(edit.at) && keywords.includes(edit.keyword) ? edit : null;
    },
    judge: (_, { seen }, { profile }) => {
      if (!isSuccess(seen) && !isRefusedForForm(seen)) return null;
      const taken = that(!isSuccess(seen), {
        message: 'A batch with a fault in its frame is accepted.',
        expected: 'a refusal',
        actual: describe(seen),
      });
      return first(taken, invalidBody(seen, profile));
    },
  });
}

/** Reads a generated batch; null: one with a fault in its frame, or one that nothing can be said of. */
function batchOf({ case: tried, request: { verdict } }: TriedCase, { profile }: CheckContext): TriedBatch | null {
  const messages = messagesOf(tried);
  if (messages === null || verdict.kind === 'undecided') return null;
  if (messages.some((message) => breaksUntoldRules(message, profile))) return null;
  const positions = verdict.kind === 'invalid' ? tried.edits.map(positionOf) : [];
  if (!positions.every((position) => position !== null)) return null;
  return { count: messages.length, faulty: new Set(positions) };
}

/** The message that an edit lies in; null: none. */
function positionOf({ at }: Edit): number | null {
  const [, position] = /^\/body\/messages\/(\d+)(?:\/|$)/.exec(at) ?? [];
  return position === undefined ? null : Number(position);
}

function messagesOf({ value }: RequestCase): readonly unknown[] | null {
  const messages = asObject(value.body)?.['messages'];
  return Array.isArray(messages) ? messages : null;
}

/** Status of each result by its index; null: the reply has no results. */
function statusesOf(seen: Observation): ReadonlyMap<number, unknown> | null {
  const reply = batchReplyOf(seen);
  if (reply === null) return null;
  const statuses = new Map<number, unknown>();
  for (const item of reply.results.map(asObject)) {
    const index = wholeNumber(item?.['index']);
    if (index !== null) statuses.set(index, item?.['status']);
  }
  return statuses;
}

/** What generated batches show of the Sending API. */
export const batchOracles: readonly Oracle[] = [
  badMessagesFailAlone,
  failuresAreIndexed,
  onlyFaultsAreRefused,
  goodBatchesAreAccepted,
  ...frames.map(refusesFrame),
];
