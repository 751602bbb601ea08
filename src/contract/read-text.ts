import { parseDocument } from 'yaml';
import { DocumentError } from '../errors.js';
import { isList, isObject } from './json-pointer.js';
import { scanJson, type TextFault } from './json-scan.js';
import type { Json } from './model.js';
import { positionAt } from './places.js';

export interface TextLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
}

/** A text of a document or of a part of one, as it arrived. */
export interface FetchedText {
  /** URL or file path, for messages. */
  readonly source: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string | null;
}

export interface ParsedText {
  readonly text: string;
  readonly format: 'json' | 'yaml';
  readonly value: Json;
}

/**
 * Reads bytes as UTF-8 and then as JSON or YAML, within limits.
 *
 * @throws DocumentError naming line and column: bad UTF-8, too large, too deep, a syntax error, a duplicate member, or
 * YAML aliases that expand beyond reason.
 */
export function readText(fetched: FetchedText, limits: TextLimits): ParsedText {
  const text = decode(fetched, limits);
  const format = formatOf(text, fetched);
  return { text, format, value: format === 'json' ? readJson(text, fetched, limits) : readYaml(text, fetched, limits) };
}

function decode({ source, bytes }: FetchedText, limits: TextLimits): string {
  if (bytes.byteLength === 0) throw new DocumentError('The document is empty.', { where: source });
  if (bytes.byteLength > limits.maxBytes) {
    throw new DocumentError(`The document has ${bytes.byteLength} bytes, more than the ${limits.maxBytes} allowed.`, {
      where: source,
      advice: 'Raise the limit if the document is yours, or point to a smaller one.',
    });
  }
  try {
    // The decoder drops a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const lenient = new TextDecoder().decode(bytes);
    const { line, column } = positionAt(lenient, lenient.indexOf('\uFFFD'));
    const where = `${source}:${line}:${column}`;
    throw new DocumentError('The document is not UTF-8 text.', { where, advice: 'Save it as UTF-8.', cause });
  }
}

/** What a text is shows in its first character; media types and file names are often wrong. */
function formatOf(text: string, { source, mediaType }: FetchedText): 'json' | 'yaml' {
  const first = text.trimStart()[0];
  if (first === '<') {
    throw new DocumentError(
      `The document is a web page or XML, not OpenAPI${mediaType === null ? '' : ` (${mediaType})`}.`,
      {
        where: source,
        advice: 'Give the URL of the document itself, often /openapi.json.',
      },
    );
  }
  return first === '{' || first === '[' ? 'json' : 'yaml';
}

function readJson(text: string, fetched: FetchedText, limits: TextLimits): Json {
  const fault = scanJson(text, limits);
  // YAML flow style also starts with a brace, and a file that says it is YAML may be that.
  if (fault !== null) {
    if (/\.ya?ml$|yaml/i.test(`${fetched.mediaType ?? ''} ${fetched.source}`)) return readYaml(text, fetched, limits);
    throw textError(text, fault, fetched.source);
  }
  // Anything JSON.parse returns is JSON.
  return JSON.parse(text) as Json;
}

function readYaml(text: string, { source }: FetchedText, limits: TextLimits): Json {
  const parsed = parseDocument(text, { uniqueKeys: true, prettyErrors: false });
  const [error] = parsed.errors;
  if (error !== undefined) throw textError(text, { message: error.message, offset: error.pos[0] }, source);
  let value: unknown;
  try {
    value = parsed.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new DocumentError('The YAML aliases of the document expand beyond reason.', { where: source, cause });
  }
  if (!isBoundedJson(value, { left: text.length * 10 + 1000 }, limits.maxDepth)) {
    throw new DocumentError(
      `The YAML document is nested deeper than ${limits.maxDepth} levels, contains or repeats itself too much, or holds what JSON cannot.`,
      { where: source },
    );
  }
  return value;
}

/** Aliases can make a value circular or huge without being many, so what they expand to is walked on a budget. */
function isBoundedJson(value: unknown, budget: { left: number }, depth: number): value is Json {
  budget.left -= 1;
  if (depth < 0 || budget.left < 0) return false;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => isBoundedJson(item, budget, depth - 1));
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((item) => isBoundedJson(item, budget, depth - 1));
}

function textError(text: string, fault: TextFault, source: string): DocumentError {
  const { line, column } = positionAt(text, fault.offset);
  const message = `The document cannot be read: ${fault.message}.`;
  return new DocumentError(message, {
    where: `${source}:${line}:${column}`,
    advice: 'Correct the text at that place.',
  });
}

/** What a parsed text is, in words, when it is not what was expected. */
export function describeValue(value: Json): string {
  if (isList(value)) return 'an array';
  return isObject(value) ? 'an object' : value === null ? 'empty' : `a ${typeof value}`;
}
