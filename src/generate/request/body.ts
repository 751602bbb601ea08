import { isList, isObject } from '../../contract/json-pointer.js';
import { essenceOf } from '../../contract/media-type.js';
import type { Json } from '../../contract/model.js';
import type { HeaderLine } from '../../http/exchange.js';
import type { BodyKind } from './body-format.js';
import { readForm, writeForm } from './form.js';
import { readMultipart, splitMultipart } from './multipart-read.js';
import { writeMultipart, type MultipartOutline } from './multipart.js';
import { coerce, parseJson, scalarText, textOf, type Reading } from './raw.js';

/** How bodies of one documented media type are written and read. */
export interface BodyOutline extends MultipartOutline {
  readonly kind: BodyKind;
  /** The documented type, or range of types. */
  readonly range: string;
  /** Type to send. */
  readonly mediaType: string;
  /** JSON pointer to the schema; null: any value. */
  readonly schema: string | null;
}

export interface BodyWritten {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export function writeBody(outline: BodyOutline, value: Json): BodyWritten {
  const { mediaType } = outline;
  switch (outline.kind) {
    case 'json':
      return { contentType: mediaType, bytes: encode(JSON.stringify(value)) };
    case 'form':
      return { contentType: mediaType, bytes: encode(writeForm(outline, value)) };
    case 'multipart': {
      const { boundary, bytes } = writeMultipart(outline, value);
      return { contentType: `${essenceOf(mediaType)}; boundary=${boundary}`, bytes };
    }
    case 'text':
    case 'bytes':
      return { contentType: mediaType, bytes: encode(scalarText(value)) };
  }
}

/** Lone surrogates, which have no UTF-8 form, become U+FFFD. Of all encoders this one takes its memory from a pool. */
export function encode(text: string): Uint8Array {
  return Buffer.from(text);
}

/** A body in its own syntax: what it holds, or that it does not even parse. */
export type BodyRead = { readonly kind: 'value'; readonly value: Json | undefined } | { readonly kind: 'garbled' };

/** Reads bytes as a server would for their Content-Type. */
export function readBody(outline: BodyOutline, sent: BodyWritten, reading: Reading): BodyRead {
  if (outline.kind === 'json') return readJsonBody(sent.bytes);
  const text = decode(sent.bytes);
  // Nothing at all may be a body without content, or no body.
  if (text === '' && reading.manner === 'lenient') return { kind: 'value', value: undefined };
  switch (outline.kind) {
    case 'form':
      return { kind: 'value', value: readForm(outline, text, reading) };
    case 'multipart': {
      const parts = splitMultipart(sent.contentType, sent.bytes);
      return parts === null
        ? { kind: 'garbled' }
        : { kind: 'value', value: readMultipart(parts, outline.shape, reading) };
    }
    case 'text':
      return { kind: 'value', value: coerce(textOf(text), outline.shape, reading) };
    case 'bytes':
      return { kind: 'value', value: text };
  }
}

function readJsonBody(bytes: Uint8Array): BodyRead {
  const value = parseJson(decode(bytes));
  return value === undefined ? { kind: 'garbled' } : { kind: 'value', value };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/**
 * Why parsers of JSON may differ on a value that is valid (RFC 8259, sections 6 and 8.2), or servers may reasonably refuse it;
 * null: they agree.
 */
export function incompatibility(value: Json): string | null {
  if (typeof value === 'string') {
    if (holdsNul(value)) return 'the body holds U+0000, which many stores cannot keep';
    return /\p{Surrogate}/u.test(value) ? 'the body holds a lone surrogate, on which JSON parsers differ' : null;
  }
  if (typeof value === 'number') {
    const isSafe = !Number.isInteger(value) || Number.isSafeInteger(value);
    return isSafe ? null : 'the body holds an integer beyond 2^53, on which JSON parsers differ';
  }
  const held = isList(value) ? value : isObject(value) ? [...Object.keys(value), ...Object.values(value)] : [];
  for (const item of held) {
    const reason = incompatibility(item);
    if (reason !== null) return reason;
  }
  return null;
}

/** Most databases and many file systems have no such character. */
export function holdsNul(text: string): boolean {
  return text.includes('\u0000');
}

/** The Content-Type of a request. */
export function contentTypeOf(headers: readonly HeaderLine[]): string | null {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
}
