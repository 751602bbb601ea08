import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import type { BodyRecord } from './exchange.js';

/** How far around a cut a secret is looked for, in characters. */
const reach = 1024;

/** Control characters that no text has. */
const notText = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** Bytes of a body, how many there were on the wire, and whether some were not kept. */
export interface BodyBytes {
  readonly kept: Uint8Array;
  readonly bytes: number;
}

/** Takes the secrets out of a text. */
type Redact = (text: string) => string;

/** A body as the log keeps it; null for an empty one. */
export function bodyRecord(body: BodyBytes, options: { redact: Redact; maxBodyBytes: number }): BodyRecord | null {
  const { kept, bytes } = body;
  if (bytes === 0) return null;
  const { maxBodyBytes, redact } = options;
  const cut = bytes > Math.min(maxBodyBytes, kept.length);
  const most = Math.min(maxBodyBytes, kept.length);
  // A little more than is kept is looked at, so that a secret lying across the cut is seen whole.
  const shown = readable(kept, cut ? most + 4 * reach : most);
  const end = cut ? safeCut(shown.text, shown.lengthOf(most), redact) : shown.text.length;
  return {
    bytes,
    encoding: shown.encoding,
    content: redact(end < shown.text.length ? shown.text.slice(0, end) : shown.text),
    cut,
    ...(cut ? { sha256: hash('sha256', kept) } : {}),
  };
}

/** The last place up to `at` where a text can be cut without leaving a piece of a secret behind. */
function safeCut(text: string, at: number, redact: Redact): number {
  for (let cut = at; cut > 0 && at - cut < reach; cut -= 1) {
    const left = text.slice(Math.max(0, cut - reach), cut);
    const right = text.slice(cut, cut + reach);
    if (redact(left) + redact(right) === redact(left + right)) return cut;
  }
  return 0;
}

/** Bytes as text, and how much of it stands for the first so many bytes. */
interface Shown {
  readonly encoding: BodyRecord['encoding'];
  readonly text: string;
  lengthOf(bytes: number): number;
}

function readable(bytes: Uint8Array, most: number): Shown {
  const head = wholeCharacters(bytes, most);
  const text = isUtf8(head) ? head.toString() : null;
  if (text !== null && !notText.test(text)) {
    return { encoding: 'utf-8', text, lengthOf: (first) => wholeCharacters(bytes, first).toString().length };
  }
  const base64 = Buffer.from(bytes.subarray(0, most)).toString('base64');
  return { encoding: 'base64', text: base64, lengthOf: (first) => Math.floor(first / 3) * 4 };
}

function wholeCharacters(bytes: Uint8Array, most: number): Buffer {
  let end = Math.min(most, bytes.length);
  // 10xxxxxx continues a character of UTF-8.
  while (end > 0 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return Buffer.from(bytes.buffer, bytes.byteOffset, end);
}
