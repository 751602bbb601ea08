import { curlOf } from '../../http/curl.js';
import type { BodyRecord, ExchangeRecord, HeaderLine } from '../../http/exchange.js';
import { bytes, duration } from '../amounts.js';
import { readableBody } from '../excerpt.js';
import { visible } from '../visible.js';

/** A request or a response as the page shows it: texts only, made visible. */
export interface MessageView {
  /** Request line or status line. */
  readonly line: string;
  readonly headers: readonly HeaderLine[];
  /** Null: there was none. */
  readonly body: string | null;
  /** `application/json, 312 B`; empty without a body. */
  readonly note: string;
}

/** An exchange as the page shows it, built on demand from the data the page carries. */
export interface ExchangeView {
  readonly request: MessageView;
  readonly response: MessageView | null;
  /** Why there is no response. */
  readonly failure: string | null;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Shell command that sends the request again. */
  readonly curl: string;
}

export function viewExchange(exchange: ExchangeRecord): ExchangeView {
  const { id, intent, request, response, failure, timings } = exchange;
  const tls = response?.tls ?? null;
  return {
    request: viewMessage(`${request.method} ${request.url}`, request),
    response: response === null ? null : viewMessage(`${response.status} ${response.statusText}`.trim(), response),
    failure: failure === null ? null : visible(`${failure.code} (${failure.phase}): ${failure.message}`),
    facts: [
      ['exchange', visible(id)],
      ['sent as', intent.principal ?? 'nobody'],
      ['at', new Date(timings.startedAt).toISOString()],
      ...(timings.firstByteMs === null ? [] : [['first byte', duration(timings.firstByteMs)] as const]),
      ['total', duration(timings.totalMs)],
      ...(tls === null ? [] : [['tls', visible(`${tls.protocol}, ${tls.cipher}`)] as const]),
    ],
    curl: visible(curlOf(exchange)),
  };
}

function viewMessage(
  line: string,
  { headers, body }: { readonly headers: readonly HeaderLine[]; readonly body: BodyRecord | null },
): MessageView {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const empty = body === null || body.bytes === 0;
  return {
    line: visible(line),
    headers: headers.map(([name, value]) => [visible(name), visible(value)] as const),
    body: empty ? null : visible(readableBody(body)),
    note: empty ? '' : visible([type ?? 'no content type', bytes(body.bytes)].join(', ')),
  };
}
