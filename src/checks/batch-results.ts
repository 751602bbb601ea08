import { batch } from '../requirements/operations.js';
import { successesOf } from './about.js';
import { batchReplyOf, itemsOf, wholeNumber, type BatchReply } from './batch-reply.js';
import type { Invariant, Violation } from './check.js';
import { asObject } from './observe.js';
import { show } from './show.js';

const unseen = { outcome: 'not-tested', reason: 'no batch was accepted in this run' } as const;

/** BATCH-05 */
export const everyMessageHasAResult: Invariant = {
  kind: 'invariant',
  requirement: 'BATCH-05',
  about: successesOf(batch),
  applies: (seen) => batchReplyOf(seen) !== null,
  judge: (seen) => {
    const reply = batchReplyOf(seen);
    if (reply === null || reply.results.length === reply.sent) return [];
    return [
      {
        message: 'A batch does not have one result per message.',
        expected: `${reply.sent} results`,
        actual: `${reply.results.length} results`,
      },
    ];
  },
  unseen,
};

/** BATCH-06. A missing result is BATCH-05's: then the rest need only be positions, each once. */
export const resultsAreIndexedFromZero: Invariant = {
  kind: 'invariant',
  requirement: 'BATCH-06',
  about: successesOf(batch),
  applies: (seen) => batchReplyOf(seen) !== null,
  judge: (seen) => {
    const reply = batchReplyOf(seen);
    if (reply === null) return [];
    const indexes = reply.results.map((result) => asObject(result)?.['index']);
    const positions = new Set(indexes.map((index) => positionOf(index, reply.sent)).filter((at) => at !== null));
    if (positions.size === indexes.length) return [];
    return [
      {
        message: 'The results of a batch are not indexed from 0, each once.',
        expected: `0 to ${reply.sent - 1}`,
        actual: show(indexes.slice(0, 10)),
      },
    ];
  },
  unseen,
};

function positionOf(index: unknown, count: number): number | null {
  const number = wholeNumber(index);
  return number !== null && number >= 0 && number < count ? number : null;
}

/** BATCH-07. Indexes that are no numbers are BATCH-06's. */
export const resultsComeInOrder: Invariant = {
  kind: 'invariant',
  requirement: 'BATCH-07',
  about: successesOf(batch),
  applies: (seen) => itemsOf(seen).length > 1,
  judge: (seen) => {
    const indexes = itemsOf(seen)
      .map(({ index }) => wholeNumber(index))
      .filter((index) => index !== null);
    if (indexes.every((index, at) => at === 0 || index >= (indexes[at - 1] ?? index))) return [];
    return [
      {
        message: 'The results of a batch are not ordered by index.',
        expected: 'rising indexes',
        actual: show(indexes.slice(0, 20)),
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no batch of several messages was accepted in this run' },
};

/** BATCH-08. A summary that is missing is BATCH-01's to report. */
export const summaryCountsTheResults: Invariant = {
  kind: 'invariant',
  requirement: 'BATCH-08',
  about: successesOf(batch),
  applies: (seen) => (batchReplyOf(seen)?.summary ?? null) !== null,
  judge: (seen) => {
    const reply = batchReplyOf(seen);
    return reply?.summary ? countFaults(reply, reply.summary) : [];
  },
  unseen,
};

function countFaults({ sent, results }: BatchReply, summary: Readonly<Record<string, unknown>>): readonly Violation[] {
  const tally = (status: string) => results.filter((result) => asObject(result)?.['status'] === status).length;
  // Where results are missing (BATCH-05), either number is a true total.
  const totals = [sent, results.length];
  const [queued, failed] = [tally('queued'), tally('failed')];
  // Results of any other status are BATCH-09's; how to count them is not for us to say.
  const told = queued + failed === results.length;
  return [
    ...(totals.includes(Number(summary['total'])) ? [] : [wrongCount('total', sent, summary)]),
    ...(!told || Number(summary['queued']) === queued ? [] : [wrongCount('queued', queued, summary)]),
    ...(!told || Number(summary['failed']) === failed ? [] : [wrongCount('failed', failed, summary)]),
  ];
}

function wrongCount(name: string, count: number, summary: Readonly<Record<string, unknown>>): Violation {
  return {
    message: `summary.${name} is not what the results say.`,
    expected: String(count),
    actual: show(summary[name]),
  };
}
