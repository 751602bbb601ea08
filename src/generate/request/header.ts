import type { Json } from '../../contract/model.js';
import type { HeaderLine } from '../../http/exchange.js';
import { decodeText, encodeText } from './escape.js';
import type { Slot } from './field.js';
import { coerce, isScalar, textOf, type Raw, type Reading } from './raw.js';
import { readDelimited, splitPair } from './style-read.js';
import { writePairs, writeText } from './style-write.js';

/** Visible ASCII with blanks inside: what every client, proxy and server passes on alike (RFC 9110, section 5.5). */
const fieldValue = /^[!-~](?:[ -~]*[!-~])?$/;

/** Header lines, and the names of what could not be put into one. */
export interface HeadersWritten {
  readonly lines: readonly HeaderLine[];
  readonly unsendable: readonly string[];
}

/** Whether HTTP can carry the value of a header or cookie parameter. */
export function isSendable(slot: Slot, value: Json): boolean {
  const write = slot.part === 'header' ? writeHeaders : writeCookies;
  return write([slot], { [slot.name]: value }).unsendable.length === 0;
}

export function writeHeaders(slots: readonly Slot[], values: Readonly<Record<string, Json>>): HeadersWritten {
  const unsendable: string[] = [];
  const lines = slots.flatMap((slot): HeaderLine[] => {
    const value = values[slot.name];
    if (value === undefined) return [];
    const text = writeText(slot, value, (part) => part);
    if (fieldValue.test(text)) return [[slot.name, text]];
    unsendable.push(slot.name);
    return [];
  });
  return { lines, unsendable };
}

export function readHeader(slot: Slot, lines: readonly HeaderLine[], reading: Reading): Json | undefined {
  const line = lines.find(([name]) => name.toLowerCase() === slot.name.toLowerCase());
  if (line === undefined) return undefined;
  // OpenAPI 3.1.1, appendix D: whether header values are percent-encoded is not settled.
  const decode = reading.manner === 'lenient' ? decodeText : (text: string) => text;
  const raw = readDelimited(slot, line[1], { delimiter: ',', decode: (text) => decode(text).trim(), reading });
  return coerce(raw, slot.shape, reading);
}

/** `cookie-octet` (RFC 6265, section 4.1.1), and the comma between the items of a list. */
const cookieValue = /^[!#-:<-[\]-~]*$/;

/** The Cookie header (RFC 6265, section 4.2.1), or none. */
export function writeCookies(slots: readonly Slot[], values: Readonly<Record<string, Json>>): HeadersWritten {
  const unsendable: string[] = [];
  const pairs = slots.flatMap((slot) => {
    const value = values[slot.name];
    if (value === undefined) return [];
    const written = slot.style === 'cookie' ? writePlain(slot, value) : writePairs(slot, value);
    if (written.every(([, text]) => cookieValue.test(text))) return written;
    unsendable.push(slot.name);
    return [];
  });
  const text = pairs.map(([name, value]) => `${name}=${value}`).join('; ');
  return { lines: text === '' ? [] : [['Cookie', text]], unsendable };
}

/** Style `cookie` of OpenAPI 3.2: like `form`, but nothing is encoded. */
function writePlain(slot: Slot, value: Json): readonly (readonly [string, string])[] {
  return writePairs(slot, value).map(([name, text]) => [name, decodeText(text)]);
}

export function readCookie(slot: Slot, lines: readonly HeaderLine[], reading: Reading): Json | undefined {
  const text = lines.find(([name]) => name.toLowerCase() === 'cookie')?.[1] ?? '';
  const own = text
    .split(/; ?/)
    .map(splitPair)
    .filter(([name]) => name === encodeText(slot.name) || name === slot.name)
    .map(([, value]) => value ?? '');
  const { types } = slot.shape;
  if (slot.explode && !isScalar(slot.shape) && !(slot.style === 'cookie' && types.has('array'))) {
    reading.doubts.add(`the standard leaves open how the parts of ${slot.name} stand in a cookie`);
  }
  const raw = own.length === 0 ? null : readCookieTexts(slot, own, reading);
  return raw === null ? undefined : coerce(raw, slot.shape, reading);
}

function readCookieTexts(slot: Slot, own: readonly string[], reading: Reading): Raw {
  // Frameworks differ in whether they decode cookies.
  const isEncoded = slot.style !== 'cookie' && reading.manner !== 'textual';
  const decode = (value: string): string => (isEncoded ? decodeText(value) : value);
  const [only] = own;
  if (only === undefined || own.length > 1) return { kind: 'list', items: own.map((value) => textOf(decode(value))) };
  return readDelimited(slot, only, { delimiter: ',', decode, reading });
}
