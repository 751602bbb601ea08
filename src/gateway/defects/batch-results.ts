import type { JsonMembers } from '../parts.js';
import type { Defect } from './defect.js';

/** Changes the results of a batch one by one. */
function eachItem(change: (item: JsonMembers) => JsonMembers): Defect['apply'] {
  return (parts) => ({
    ...parts,
    batchItem: (index, outcome, error) => change(parts.batchItem(index, outcome, error)),
  });
}

/** Changes the results of the messages that failed. */
function eachFailure(change: (item: JsonMembers) => JsonMembers): Defect['apply'] {
  return eachItem((item) => (item['status'] === 'failed' ? change(item) : item));
}

/** Changes the error of the messages that failed. */
function eachError(change: (error: JsonMembers) => unknown): Defect['apply'] {
  return eachFailure((item) => ({ ...item, error: change(item['error'] as JsonMembers) }));
}

function without(members: JsonMembers, name: string): JsonMembers {
  return Object.fromEntries(Object.entries(members).filter(([one]) => one !== name));
}

/** Changes the count of a batch. */
function summary(change: (counts: JsonMembers) => JsonMembers): Defect['apply'] {
  return (parts) => ({
    ...parts,
    batchData: (items) => {
      const data = parts.batchData(items);
      return { ...data, summary: { ...(data['summary'] as JsonMembers), ...change(data['summary'] as JsonMembers) } };
    },
  });
}

/** Changes the list of results; the count stays what it was. */
function results(change: (items: readonly JsonMembers[]) => readonly JsonMembers[]): Defect['apply'] {
  return (parts) => ({
    ...parts,
    batchData: (items) => ({ ...parts.batchData(items), results: change(items) }),
  });
}

const isQueued = (item: JsonMembers): boolean => item['status'] === 'queued';

/** What is wrong with the results of a batch that was accepted. */
export const batchResultDefects: readonly Defect[] = [
  {
    id: 'BATCH-07:as-finished',
    requirement: 'BATCH-07',
    companions: [],
    title: 'results come in the order in which their messages were finished',
    apply: results((items) => items.toReversed()),
  },
  {
    id: 'BATCH-07:failed-first',
    requirement: 'BATCH-07',
    companions: [],
    title: 'failed messages come before queued ones',
    apply: results((items) => [...items.filter((item) => !isQueued(item)), ...items.filter(isQueued)].toReversed()),
  },
  {
    id: 'BATCH-08:queued-only',
    requirement: 'BATCH-08',
    companions: ['SPEC-08'],
    title: 'the total of a batch counts queued messages only',
    apply: summary(({ queued }) => ({ total: queued })),
  },
  {
    id: 'BATCH-08:never-failed',
    requirement: 'BATCH-08',
    companions: [],
    title: 'no message of a batch is counted as failed',
    apply: summary(() => ({ failed: 0 })),
  },
  {
    id: 'BATCH-09:sent',
    requirement: 'BATCH-09',
    companions: ['SPEC-08'],
    title: 'queued messages of a batch are called sent',
    apply: eachItem((item) => (isQueued(item) ? { ...item, status: 'sent' } : item)),
  },
  {
    id: 'BATCH-09:rejected',
    requirement: 'BATCH-09',
    companions: ['SPEC-08'],
    title: 'failed messages of a batch are called rejected',
    apply: eachFailure((item) => ({ ...item, status: 'rejected' })),
  },
  {
    id: 'BATCH-10:failed-with-id',
    requirement: 'BATCH-10',
    companions: ['SPEC-08'],
    title: 'a failed message has an id',
    apply: (parts) => ({
      ...parts,
      batchItem: (index, outcome, error) => {
        const item = parts.batchItem(index, outcome, error);
        return isQueued(item) ? item : { ...item, message_id: `eml_${String(index).padStart(24, '0')}` };
      },
    }),
  },
  {
    id: 'BATCH-10:left-out',
    requirement: 'BATCH-10',
    companions: ['SPEC-08'],
    title: 'a failed message has no message_id',
    apply: eachFailure((item) => without(item, 'message_id')),
  },
  {
    id: 'BATCH-10:empty',
    requirement: 'BATCH-10',
    companions: ['SPEC-08'],
    title: 'the message_id of a failed message is empty',
    apply: eachFailure((item) => ({ ...item, message_id: '' })),
  },
  {
    id: 'BATCH-11:text',
    requirement: 'BATCH-11',
    companions: ['SPEC-08'],
    title: 'the error of a failed message is a text',
    apply: eachError((error) => error['message']),
  },
  {
    id: 'BATCH-11:on-queued',
    requirement: 'BATCH-11',
    companions: ['SPEC-08'],
    title: 'queued messages have an error that is null',
    apply: eachItem((item) => (isQueued(item) ? { ...item, error: null } : item)),
  },
  {
    id: 'BATCH-11:no-retryable',
    requirement: 'BATCH-11',
    companions: ['SPEC-08'],
    title: 'errors of messages do not say whether to try again',
    apply: eachError((error) => without(error, 'retryable')),
  },
  {
    id: 'BATCH-13:failed-first',
    requirement: 'BATCH-13',
    companions: [],
    title: 'positions are counted after failed messages were put first',
    apply: results((items) =>
      [...items.filter((item) => !isQueued(item)), ...items.filter(isQueued)].map((item, index) => ({
        ...item,
        index,
      })),
    ),
  },
  {
    id: 'BATCH-13:backwards',
    requirement: 'BATCH-13',
    companions: ['BATCH-25'],
    title: 'positions are counted from the end',
    apply: results((items) => items.toReversed().map((item, index) => ({ ...item, index }))),
  },
  {
    id: 'BATCH-19:one-id',
    requirement: 'BATCH-19',
    companions: [],
    title: 'all messages of a batch have the same id',
    apply: results((items) => {
      const id = items.find(isQueued)?.['message_id'];
      return items.map((item) => (isQueued(item) ? { ...item, message_id: id } : item));
    }),
  },
  {
    id: 'BATCH-20:provider',
    requirement: 'BATCH-20',
    companions: ['SPEC-08'],
    title: 'results tell the provider',
    apply: eachItem((item) => ({ ...item, provider: 'amazon_ses' })),
  },
  {
    id: 'BATCH-20:idempotent',
    requirement: 'BATCH-20',
    companions: ['SPEC-08', 'IDEM-22'],
    title: 'results say whether they are idempotent',
    apply: eachItem((item) => ({ ...item, idempotent: false })),
  },
  {
    id: 'BATCH-21:retryable',
    requirement: 'BATCH-21',
    companions: ['SPEC-08'],
    title: 'errors of messages can all be retried',
    apply: eachError((error) => ({ ...error, retryable: true })),
  },
  {
    id: 'BATCH-21:own-link',
    requirement: 'BATCH-21',
    companions: [],
    title: 'errors of messages lead to the page about batches',
    apply: eachError((error) => ({ ...error, doc_url: 'https://sendmux.ai/docs/sending-api/errors#batch' })),
  },
  {
    id: 'BATCH-21:last-issue',
    requirement: 'BATCH-21',
    companions: [],
    title: 'param of a failed message is not the field of its first issue',
    apply: eachError((error) => ({ ...error, param: 'message' })),
  },
  {
    id: 'BATCH-22:two-styles',
    requirement: 'BATCH-22',
    companions: [],
    title: 'fields of every other failed message begin with its position',
    apply: (parts) => ({
      ...parts,
      batchItem: (index, outcome, error) => {
        const absolute = (field: unknown) => `messages.${index}.${String(field)}`;
        const issues = error?.['errors'];
        if (error === null || index % 2 === 1 || !Array.isArray(issues)) return parts.batchItem(index, outcome, error);
        const errors = (issues as readonly JsonMembers[]).map((issue) => ({
          ...issue,
          field: absolute(issue['field']),
        }));
        return parts.batchItem(index, outcome, { ...error, param: absolute(error['param']), errors });
      },
    }),
  },
];
