import type { Issue } from '../failure.js';
import { batchEffectDefects } from './batch-effects.js';
import { batchResultDefects } from './batch-results.js';
import type { Defect } from './defect.js';
import { rewriteReply } from './rewrite.js';

/** Overlooks some faults of a batch as a whole; its messages are still judged. */
function overlooking(isOverlooked: (issue: Issue, value: unknown) => boolean): Defect['apply'] {
  return (parts) => ({
    ...parts,
    validate: (schema, value) => {
      const issues = parts.validate(schema, value);
      return schema === 'BatchSendRequest' ? issues.filter((issue) => !isOverlooked(issue, value)) : issues;
    },
  });
}

/** `messages` when it is an array. */
function messagesIn(value: unknown): readonly unknown[] | null {
  const messages = typeof value === 'object' && value !== null && 'messages' in value ? value.messages : null;
  return Array.isArray(messages) ? messages : null;
}

/** A bare array taken for the messages of a batch. */
function wrapped(value: unknown): unknown {
  return Array.isArray(value) ? { messages: value } : value;
}

export const batchDefects: readonly Defect[] = [
  {
    id: 'BATCH-01:multi-status',
    requirement: 'BATCH-01',
    companions: ['SPEC-08', 'IDEM-18'],
    title: 'a batch is answered with 207',
    apply: (parts) =>
      rewriteReply(parts, (reply, { operation }) =>
        operation?.kind === 'batch' && reply.status === 200 ? { ...reply, status: 207 } : reply,
      ),
  },
  {
    id: 'BATCH-02:empty-accepted',
    requirement: 'BATCH-02',
    companions: ['SPEC-08'],
    title: 'an empty batch is accepted',
    apply: overlooking(({ field }, value) => field === 'messages' && messagesIn(value)?.length === 0),
  },
  {
    id: 'BATCH-03:first-hundred',
    requirement: 'BATCH-03',
    companions: [],
    title: 'the first 100 messages of a larger batch are processed',
    apply: (parts) => ({
      ...overlooking(({ field }, value) => field === 'messages' && (messagesIn(value)?.length ?? 0) > 100)(parts),
      messagesOf: (value) => parts.messagesOf(value).slice(0, 100),
    }),
  },
  {
    id: 'BATCH-04:bare-array',
    requirement: 'BATCH-04',
    companions: [],
    title: 'a bare array is taken for the messages',
    apply: (parts) => ({
      ...parts,
      validate: (schema, value) => parts.validate(schema, schema === 'BatchSendRequest' ? wrapped(value) : value),
      messagesOf: (value) => parts.messagesOf(wrapped(value)),
    }),
  },
  {
    id: 'BATCH-04:unknown-ignored',
    requirement: 'BATCH-04',
    companions: ['IDEM-21'],
    title: 'unknown members beside messages are ignored',
    apply: overlooking(({ field }) => field !== '' && field !== 'messages'),
  },
  {
    id: 'BATCH-05:failed-left-out',
    requirement: 'BATCH-05',
    companions: ['SPEC-08'],
    title: 'messages that failed are left out of the results',
    apply: (parts) => ({
      ...parts,
      batchData: (items) => parts.batchData(items.filter((item) => item['status'] === 'queued')),
    }),
  },
  {
    id: 'BATCH-06:from-one',
    requirement: 'BATCH-06',
    companions: ['SPEC-08'],
    title: 'results are counted from 1',
    apply: (parts) => ({ ...parts, batchItem: (index, outcome, error) => parts.batchItem(index + 1, outcome, error) }),
  },
  ...batchResultDefects,
  ...batchEffectDefects,
];
