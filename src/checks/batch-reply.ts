import { batch } from '../requirements/operations.js';
import type { Observation } from './check.js';
import { dataOf } from './envelope.js';
import { asObject } from './observe.js';
import { requestJson } from './request-json.js';

type Members = Readonly<Record<string, unknown>>;

/** An accepted batch: what was asked beside what came back. */
export interface BatchReply {
  /** Messages in the request. */
  readonly sent: number;
  readonly results: readonly unknown[];
  /** `data.summary` when it is an object. */
  readonly summary: Members | null;
}

/** Reads an accepted batch; null: the reply is none. A success without `results` is BATCH-01's to report. */
export function batchReplyOf(seen: Observation): BatchReply | null {
  return seen.once(readBatch);
}

function readBatch(seen: Observation): BatchReply | null {
  if (seen.operation?.key !== batch) return null;
  const data = dataOf(seen);
  const results = data?.['results'];
  if (!Array.isArray(results)) return null;
  const asked = requestJson(seen);
  const messages = asked.kind === 'value' ? asObject(asked.value)?.['messages'] : null;
  return Array.isArray(messages) ? { sent: messages.length, results, summary: asObject(data?.['summary']) } : null;
}

/** The results of an accepted batch that are objects; anything else is SPEC-08's to report. */
export function itemsOf(seen: Observation): readonly Members[] {
  return seen.once(readItems);
}

function readItems(seen: Observation): readonly Members[] {
  return (batchReplyOf(seen)?.results ?? []).map(asObject).filter((item) => item !== null);
}

/** The error objects of failed results. */
export function itemErrorsOf(seen: Observation): readonly Members[] {
  return seen.once(readItemErrors);
}

function readItemErrors(seen: Observation): readonly Members[] {
  return itemsOf(seen)
    .map((item) => asObject(item['error']))
    .filter((error) => error !== null);
}

/** A whole number, also when it is written as text: that it is no integer then is CONV-10's to report. */
export function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : null;
}
