import type { TextSource } from '../text-source.js';
import {
  email,
  hostname,
  idnEmail,
  idnHostname,
  ipv4,
  ipv6,
  iri,
  iriReference,
  uri,
  uriReference,
  uriTemplate,
} from './addresses.js';
import { base64, jsonPointer, jsonText, opaque, regex, relativeJsonPointer, uuid } from './codes.js';
import { date, dateTime, duration, time } from './dates.js';
import type { Format, Lengths } from './format.js';

/** Formats of JSON Schema (2020-12 validation, section 7.3) and of the OpenAPI registry. */
const formats: Readonly<Record<string, Format>> = {
  date,
  'date-time': dateTime,
  time,
  duration,
  email,
  'idn-email': idnEmail,
  hostname,
  'idn-hostname': idnHostname,
  ipv4,
  ipv6,
  uri,
  url: uri,
  'uri-reference': uriReference,
  'uri-template': uriTemplate,
  iri,
  'iri-reference': iriReference,
  uuid,
  'json-pointer': jsonPointer,
  'relative-json-pointer': relativeJsonPointer,
  regex,
  byte: base64,
  base64,
  binary: opaque,
  password: opaque,
};

/** Values of `contentEncoding` and `contentMediaType` that texts are made for (2020-12 validation, section 8). */
const contents: Readonly<Record<string, Format>> = { base64, 'application/json': jsonText };

/** Texts of a format; null: it is unknown, and constrains nothing. */
export function formatTexts(name: string, lengths: Lengths): TextSource | null {
  return Object.hasOwn(formats, name) ? (formats[name]?.(lengths) ?? null) : null;
}

/** Texts with such content; null: any text will do. */
export function contentTexts(name: string, lengths: Lengths): TextSource | null {
  return Object.hasOwn(contents, name) ? (contents[name]?.(lengths) ?? null) : null;
}
