import type { Observation, Profile, ScenarioContext } from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { undeliverable } from './undeliverable.js';

/** A request that sends messages as one batch. */
export function batchOf<Messages extends readonly unknown[]>(messages: Messages) {
  return { method: 'POST', path: '/emails/send/batch', as: 'sender', json: { messages } } as const;
}

/** Sends messages as one batch. */
export function sendBatch(t: ScenarioContext, messages: readonly unknown[]): Promise<Observation> {
  return t.send(batchOf(messages));
}

/** Whether a message that breaks the schema fails alone. */
export function judgesEachMessage({ options }: Profile): boolean {
  return options.batchItemSchema === 'per-item';
}

/**
 * A message that fails alone: one that breaks the schema, or, where that refuses the whole batch, one whose attachment
 * only a look into it tells to be forbidden.
 */
export function faultyMessage(t: ScenarioContext, label: string): object {
  if (judgesEachMessage(t.profile)) return undeliverable;
  return { ...completeMail(t, label), attachments: [{ filename: 'program.exe', content: 'TVqQAAMAAAA=' }] };
}

export interface BatchResult {
  readonly index: unknown;
  readonly status: unknown;
  readonly messageId: unknown;
  /** `error.code`; undefined: none. */
  readonly code: unknown;
}

/** The results of an accepted batch as far as they are objects; null: there are none. */
export function resultsOf({ object }: Observation): readonly BatchResult[] | null {
  const data = object?.['data'];
  const results: unknown = isObject(data) && 'results' in data ? data.results : null;
  return Array.isArray(results) ? results.filter(isObject).map(readResult) : null;
}

interface RawResult {
  readonly index?: unknown;
  readonly status?: unknown;
  readonly message_id?: unknown;
  readonly error?: unknown;
}

function readResult({ index, status, message_id, error }: RawResult): BatchResult {
  const code = isObject(error) && 'code' in error ? error.code : undefined;
  // A number as text is CONV-10's to report.
  return { index: typeof index === 'string' ? Number(index) : index, status, messageId: message_id, code };
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
