import type { ApiModel } from '../contract/model.js';
import type { Exchange, HeaderLine, ReceivedResponse } from '../http/exchange.js';
import type { JsonReading, Observation } from './check.js';
import { decodedContent } from './content-coding.js';
import { readJson } from './json-text.js';

/** An exchange that came to a response; only such can be observed. */
export interface AnsweredExchange extends Exchange {
  readonly response: ReceivedResponse;
}

export function isAnswered(exchange: Exchange): exchange is AnsweredExchange {
  return exchange.response !== null;
}

/**
 * Reads an exchange for the checks. Nothing is parsed before a check asks for it, and nothing twice:
 * this runs for every exchange of a run.
 */
export function observe(exchange: AnsweredExchange, model: ApiModel): Observation {
  const { response, intent } = exchange;
  const lines = lazy(() => indexHeaders(response.headers));
  const header = (name: string): string | null => lines().get(name.toLowerCase())?.[0] ?? null;
  const mediaType = lazy(() => essence(header('content-type')));
  const json = lazy(() => readContent(response, header('content-encoding')));
  const object = lazy(() => objectOf(json()));
  const error = lazy(() => errorOf(object()));
  return {
    exchange,
    id: exchange.id,
    status: response.status,
    header,
    headerLines: (name) => lines().get(name.toLowerCase()) ?? [],
    get mediaType() {
      return mediaType();
    },
    get json() {
      return json();
    },
    get object() {
      return object();
    },
    get error() {
      return error();
    },
    operation: intent.operation === null ? null : (model.operations.get(intent.operation) ?? null),
  };
}

function lazy<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | null = null;
  return () => (known ??= { value: compute() }).value;
}

function indexHeaders(headers: readonly HeaderLine[]): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const known = lines.get(key);
    if (known) known.push(value);
    else lines.set(key, [value]);
  }
  return lines;
}

/** Media type without parameters (RFC 9110 section 8.3.1). */
function essence(contentType: string | null): string | null {
  const bare = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return bare === undefined || bare === '' ? null : bare;
}

function readContent(response: ReceivedResponse, coding: string | null): JsonReading {
  const content = decodedContent(response, coding);
  return content === null ? { kind: 'unreadable' } : readJson(content);
}

function objectOf(reading: JsonReading): Observation['object'] {
  return reading.kind === 'value' ? asObject(reading.value) : null;
}

function errorOf(object: Observation['object']): Observation['error'] {
  return object?.['ok'] === false ? asObject(object['error']) : null;
}

/** The value when it is a JSON object, neither null nor an array; else null. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  // A parsed JSON object has string keys only, which TypeScript cannot know.
  return value as Readonly<Record<string, unknown>>;
}
