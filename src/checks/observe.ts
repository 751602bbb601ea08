import type { ApiModel, ApiOperation } from '../contract/model.js';
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

/** Reads an exchange for the checks. Nothing is read before a check asks for it, and nothing twice. */
export function observe(exchange: AnsweredExchange, model: ApiModel): Observation {
  return new ReadOnce(exchange, model);
}

type Members = Readonly<Record<string, unknown>>;

/**
 * An exchange with what was read of it so far. A class, as this is made for every exchange of a run: getters of an object
 * literal would be made anew for each.
 */
class ReadOnce implements Observation {
  readonly exchange: AnsweredExchange;
  readonly id: string;
  readonly status: number;
  readonly operation: ApiOperation | null;
  #lines: Map<string, readonly string[]> | undefined;
  #mediaType: string | null | undefined;
  #json: JsonReading | undefined;
  #envelope: Members | null | undefined;
  /** Readings and what they gave, by turns: so few are found sooner than in a map, and cost less to keep. */
  readonly #readings: unknown[] = [];

  constructor(exchange: AnsweredExchange, model: ApiModel) {
    const { operation } = exchange.intent;
    this.exchange = exchange;
    this.id = exchange.id;
    this.status = exchange.response.status;
    this.operation = operation === null ? null : (model.operations.get(operation) ?? null);
  }

  header(name: string): string | null {
    return this.headerLines(name)[0] ?? null;
  }

  headerLines(name: string): readonly string[] {
    const lines = (this.#lines ??= indexHeaders(this.exchange.response.headers));
    const known = lines.get(name);
    if (known !== undefined) return known;
    // The checks ask for the same few again and again, each in the case it is written in.
    const found = lines.get(name.toLowerCase()) ?? none;
    lines.set(name, found);
    return found;
  }

  get mediaType(): string | null {
    if (this.#mediaType === undefined) this.#mediaType = essence(this.header('content-type'));
    return this.#mediaType;
  }

  get json(): JsonReading {
    return (this.#json ??= readContent(this.exchange.response, this.header('content-encoding')));
  }

  get object(): Members | null {
    const { json } = this;
    return json.kind === 'value' ? asObject(json.value) : null;
  }

  get envelope(): Members | null {
    if (this.#envelope === undefined) this.#envelope = envelopeIn(this.object);
    return this.#envelope;
  }

  get error(): Members | null {
    const { object } = this;
    return object?.['ok'] === false ? asObject(object['error']) : null;
  }

  once<Value>(read: (seen: Observation) => Value): Value {
    const readings = this.#readings;
    for (let at = 0; at < readings.length; at += 2) {
      // What follows a reading is what it gave.
      if (readings[at] === read) return readings[at + 1] as Value;
    }
    const value = read(this);
    readings.push(read, value);
    return value;
  }
}

const none: readonly string[] = [];

function indexHeaders(headers: readonly HeaderLine[]): Map<string, readonly string[]> {
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
  if (contentType === 'application/json') return contentType;
  const bare = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return bare === undefined || bare === '' ? null : bare;
}

function readContent(response: ReceivedResponse, coding: string | null): JsonReading {
  const content = decodedContent(response, coding);
  return content === null ? { kind: 'unreadable' } : readJson(content);
}

function envelopeIn(object: Members | null): Members | null {
  if (object === null || typeof object['ok'] !== 'boolean') return null;
  return asObject(object['meta']) === null ? null : object;
}

/** The value when it is a JSON object, neither null nor an array; else null. */
export function asObject(value: unknown): Members | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  // A parsed JSON object has string keys only, which TypeScript cannot know.
  return value as Members;
}
