import { bodyRecord } from './body-record.js';
import type { Exchange, ExchangeRecord, HeaderLine, ReceivedResponse, SentRequest } from './exchange.js';
import { joined, type Redactor, type TextPart } from './redact.js';

/** Body bytes kept in a record unless told otherwise. */
export const defaultBodyBytes = 16 * 1024;

export interface RecordOptions {
  readonly redactor: Redactor;
  /** Body bytes kept; default 16 KiB. */
  readonly maxBodyBytes?: number;
}

/** An exchange as the log keeps it: no secrets, bodies cut. */
export function toRecord(exchange: Exchange, options: RecordOptions): ExchangeRecord {
  const { redactor } = options;
  const { id, intent, request, response, failure, timings } = exchange;
  return {
    id,
    intent,
    ...requestRecord(request, options),
    response: response === null ? null : responseRecord(response, options),
    failure: failure === null ? null : { ...failure, message: redactor.text(failure.message) },
    timings,
  };
}

/** The part of a record from which the request can be made again. */
export type RequestRecord = Pick<ExchangeRecord, 'request' | 'secrets'>;

/** A request as the log keeps it. */
export function requestRecord(sent: SentRequest, options: RecordOptions): RequestRecord {
  const { redactor, maxBodyBytes = defaultBodyBytes } = options;
  const secrets: string[] = [];
  const written = (parts: readonly TextPart[]): string => {
    for (const part of parts) {
      if (typeof part !== 'string' && !secrets.includes(part.secret)) secrets.push(part.secret);
    }
    return joined(parts);
  };
  const { method, url, headers, body } = sent;
  const redact = (text: string) => written(redactor.parts(text));
  const request = {
    method,
    url: redact(url),
    headers: headers.map(([name, value]): HeaderLine => [name, written(redactor.headerParts(name, value))]),
    body: body === null ? null : bodyRecord({ kept: body, bytes: body.length }, { redact, maxBodyBytes }),
  };
  return secrets.length === 0 ? { request } : { request, secrets };
}

function responseRecord(received: ReceivedResponse, options: RecordOptions): ExchangeRecord['response'] {
  const { redactor, maxBodyBytes = defaultBodyBytes } = options;
  const { status, statusText, headers, body, bodyBytes, tls } = received;
  return {
    status,
    statusText: redactor.text(statusText),
    headers: headers.map(([name, value]): HeaderLine => [name, redactor.headerValue(name, value)]),
    body: bodyRecord({ kept: body, bytes: bodyBytes }, { redact: (text) => redactor.text(text), maxBodyBytes }),
    tls,
  };
}
