import { batch } from '../requirements/operations.js';
import type { Invariant, Observation } from './check.js';
import { dataOf } from './envelope.js';
import { readJson } from './json-text.js';
import { asObject } from './observe.js';
import { show } from './show.js';

const unseen = { outcome: 'not-tested', reason: 'no batch was accepted in this run' } as const;

interface Batch {
  /** Messages in the request. */
  readonly sent: number;
  readonly results: readonly unknown[];
}

/** An accepted batch: what was asked beside what came back. */
function batchOf(seen: Observation): Batch | null {
  if (seen.operation?.key !== batch) return null;
  const results = dataOf(seen)?.['results'];
  const { body } = seen.exchange.request;
  if (!Array.isArray(results) || body === null) return null;
  const asked = readJson(body);
  const messages = asked.kind === 'value' ? asObject(asked.value)?.['messages'] : null;
  return Array.isArray(messages) ? { sent: messages.length, results } : null;
}

/** BATCH-05 */
export const everyMessageHasAResult: Invariant = {
  kind: 'invariant',
  requirement: 'BATCH-05',
  applies: (seen) => batchOf(seen) !== null,
  judge: (seen) => {
    const asked = batchOf(seen);
    if (asked === null || asked.results.length === asked.sent) return [];
    return [
      {
        message: 'A batch does not have one result per message.',
        expected: `${asked.sent} results`,
        actual: `${asked.results.length} results`,
      },
    ];
  },
  unseen,
};

/** BATCH-06. A missing result is BATCH-05's: then the rest need only be positions, each once. */
export const resultsAreIndexedFromZero: Invariant = {
  kind: 'invariant',
  requirement: 'BATCH-06',
  applies: (seen) => batchOf(seen) !== null,
  judge: (seen) => {
    const asked = batchOf(seen);
    if (asked === null) return [];
    const indexes = asked.results.map((result) => asObject(result)?.['index']);
    const positions = new Set(indexes.map((index) => positionOf(index, asked.sent)).filter((at) => at !== null));
    if (positions.size === indexes.length) return [];
    return [
      {
        message: 'The results of a batch are not indexed from 0, each once.',
        expected: `0 to ${asked.sent - 1}`,
        actual: show(indexes.slice(0, 10)),
      },
    ];
  },
  unseen,
};

/** A numeral in quotes counts: that it is no integer is CONV-10's to report. */
function positionOf(index: unknown, count: number): number | null {
  const number = typeof index === 'string' && /^\d+$/.test(index) ? Number(index) : index;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number < count ? number : null;
}
