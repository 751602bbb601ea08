import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { ReceivedResponse } from '../http/exchange.js';

/** A compressed body may not grow beyond this when it is unpacked. */
const maxOutputLength = 16 * 1024 * 1024;

const decoders: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  identity: (bytes) => bytes,
  gzip: (bytes) => gunzipSync(bytes, { maxOutputLength }),
  'x-gzip': (bytes) => gunzipSync(bytes, { maxOutputLength }),
  deflate: (bytes) => inflateSync(bytes, { maxOutputLength }),
  br: (bytes) => brotliDecompressSync(bytes, { maxOutputLength }),
};

/**
 * The content of a reply with its content coding taken off (RFC 9110 section 8.4).
 * Null when it cannot be read: cut off, in a coding we do not know, or damaged.
 */
export function decodedContent(response: ReceivedResponse, coding: string | null): Uint8Array | null {
  if (response.truncated) return null;
  if (coding === null) return response.body;
  const decode = decoders[coding.trim().toLowerCase()];
  if (decode === undefined) return null;
  try {
    return decode(response.body);
  } catch {
    return null;
  }
}
