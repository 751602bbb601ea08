import type { BodyRecord, ExchangeRecord, HeaderLine } from '../http/exchange.js';
import { bytes } from './amounts.js';

/** A body as a reader wants it: JSON indented, other text as it is; what cannot be shown is described. */
export function readableBody(body: BodyRecord): string {
  if (body.encoding === 'base64') return `(${bytes(body.bytes)} that are no text; base64: ${body.content})`;
  const text = indented(body.content);
  if (!body.cut) return text;
  return text === ''
    ? `(${bytes(body.bytes)}, kept in run.ndjson only)`
    : `${text}…\n(cut; ${bytes(body.bytes)} in all)`;
}

function indented(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value, null, 2);
  } catch {
    return text;
  }
}

/** An exchange as plain text, the request marked `>`, the response `<`, each body cut at `bodyLimit` characters. */
export function exchangeText(exchange: ExchangeRecord, bodyLimit: number): string {
  const { request, response, failure } = exchange;
  const sent = message(`${request.method} ${request.url}`, request, { mark: '> ', bodyLimit });
  if (response !== null) {
    return `${sent}\n${message(`${response.status} ${response.statusText}`.trim(), response, { mark: '< ', bodyLimit })}`;
  }
  return failure === null
    ? sent
    : `${sent}\n< no response: ${failure.code} while in ${failure.phase}: ${failure.message}`;
}

function message(
  start: string,
  parts: { readonly headers: readonly HeaderLine[]; readonly body: BodyRecord | null },
  { mark, bodyLimit }: { readonly mark: string; readonly bodyLimit: number },
): string {
  const head = [start, ...parts.headers.map(([name, value]) => `${name}: ${value}`)];
  const text = parts.body === null ? '' : readableBody(parts.body);
  const body = text === '' ? [] : ['', ...cut(text, bodyLimit).split('\n')];
  return [...head, ...body].map((line) => `${mark}${line}`.trimEnd()).join('\n');
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
