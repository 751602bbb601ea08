import { createHash } from 'node:crypto';
import { isList, isObject } from '../../contract/json-pointer.js';
import { isJsonType } from '../../contract/media-type.js';
import type { Json } from '../../contract/model.js';
import type { HeaderLine } from '../../http/exchange.js';
import { withoutLoneSurrogates } from './escape.js';
import type { FormOutline } from './form.js';
import { scalarText } from './raw.js';

/** One part of a multipart body, as it is written. */
interface Part {
  readonly name: string;
  readonly filename: string | null;
  readonly contentType: string | null;
  readonly headers: readonly HeaderLine[];
  readonly text: string;
}

/** A multipart body needs its boundary told in its Content-Type. */
export interface MultipartBody {
  readonly boundary: string;
  readonly bytes: Uint8Array;
}

export interface MultipartOutline extends FormOutline {
  /** Headers to send with parts, by member. */
  readonly partHeaders: ReadonlyMap<string, readonly HeaderLine[]>;
}

/** Writes an object as a form of parts (RFC 7578). The boundary follows from the content: the same value, the same bytes. */
export function writeMultipart(outline: MultipartOutline, value: Json): MultipartBody {
  const parts = isObject(value) ? Object.entries(value).flatMap(([name, held]) => partsOf(outline, name, held)) : [];
  const blocks = parts.map((part) => `${headOf(part)}\r\n${part.text}\r\n`);
  const boundary = boundaryFor(blocks.join('\n'));
  const text = [...blocks.map((block) => `--${boundary}\r\n${block}`), `--${boundary}--\r\n`].join('');
  return { boundary, bytes: new TextEncoder().encode(text) };
}

/** A digest of the content, which therefore cannot stand in it. */
function boundaryFor(content: string): string {
  return `part-${createHash('sha256').update(content).digest('hex').slice(0, 24)}`;
}

/** Items of a list are parts of the same name (RFC 7578, section 4.3). */
function partsOf(outline: MultipartOutline, name: string, value: Json): readonly Part[] {
  const said = outline.encoding.get(name);
  const isWhole = said?.contentType !== undefined && said.contentType !== null && isJsonType(said.contentType);
  const values = isList(value) && !isWhole ? value : [value];
  return values.map((held) => ({
    name,
    ...describe(outline, name, held),
    headers: outline.partHeaders.get(name) ?? [],
    text: isWhole || isList(held) || isObject(held) ? JSON.stringify(held) : scalarText(held),
  }));
}

/** Types by default as in OpenAPI 3.1, "Encoding Object", `contentType`; bytes are files. */
function describe(
  outline: MultipartOutline,
  name: string,
  value: Json,
): { readonly contentType: string | null; readonly filename: string | null } {
  const shape = outline.shape.member(name);
  const isFile = shape.binary || shape.item(0).binary;
  const filename = isFile ? 'file.bin' : null;
  const said = outline.encoding.get(name)?.contentType?.split(',')[0]?.trim();
  if (said !== undefined) return { contentType: said.replace('*', 'octet-stream'), filename };
  if (isFile) return { contentType: 'application/octet-stream', filename };
  return { contentType: isList(value) || isObject(value) ? 'application/json' : null, filename };
}

function headOf(part: Part): string {
  const filename = part.filename === null ? '' : `; filename="${quoted(part.filename)}"`;
  const lines = [
    `Content-Disposition: form-data; name="${quoted(part.name)}"${filename}`,
    ...(part.contentType === null ? [] : [`Content-Type: ${part.contentType}`]),
    ...part.headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** Quotes and line ends are percent-encoded in names, as browsers do (WHATWG HTML, "Multipart form data"). */
function quoted(text: string): string {
  return withoutLoneSurrogates(text).replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
