import { createHash } from 'node:crypto';
import { DocumentError } from '../errors.js';
import { bundleReferences, findExternalReferences, type ReferenceOptions } from './external-references.js';
import { isObject, member, textMember } from './json-pointer.js';
import type { Json, JsonObject, LoadedDocument } from './model.js';
import { describeValue, readText, type FetchedText, type TextLimits } from './read-text.js';

/** How far loading a document may go. */
export interface LoadOptions extends ReferenceOptions, TextLimits {}

/** Nothing outside the document is read, 32 MiB, 200 levels, 30 seconds. */
export const defaultLoadOptions: LoadOptions = {
  maxBytes: 32 * 1024 * 1024,
  maxDepth: 200,
  timeoutMs: 30_000,
  references: 'none',
  readReference: (url) => Promise.reject(new DocumentError('References to other documents are off.', { where: url })),
};

/**
 * Reads an OpenAPI 3.0, 3.1 or 3.2 document, JSON or YAML, from the bytes a target sent. External references are
 * bundled, references within stay as they are.
 *
 * @throws DocumentError in a sentence that says what is wrong, where, and what to do: not UTF-8, not JSON or YAML, too
 * large or too deep, a duplicate member, no OpenAPI document, or a reference that may not be followed.
 */
export async function loadDocument(fetched: FetchedText, options: LoadOptions): Promise<LoadedDocument> {
  const { text, format, value } = readText(fetched, options);
  const { root, version, dialect } = identify(value, fetched.source);
  const loaded: LoadedDocument = {
    source: fetched.source,
    sha256: hash([fetched.bytes]),
    text,
    format,
    version,
    dialect,
    root,
  };
  const external = findExternalReferences(loaded);
  if (external.length === 0) return loaded;
  const bundled = await bundleReferences(loaded, external, options);
  return { ...loaded, root: bundled.root, sha256: hash([fetched.bytes, ...bundled.parts]) };
}

/** What was loaded is known by all the bytes it was made of. */
function hash(parts: readonly Uint8Array[]): string {
  const sha256 = createHash('sha256');
  for (const part of parts) sha256.update(part);
  return sha256.digest('hex');
}

interface Identity {
  readonly root: JsonObject;
  readonly version: string;
  readonly dialect: LoadedDocument['dialect'];
}

function identify(value: Json, source: string): Identity {
  if (!isObject(value)) throw notOpenApi(`it is ${describeValue(value)}, not an object`, source);
  const swagger = member(value, 'swagger');
  if (swagger !== undefined) {
    throw new DocumentError(`The document is Swagger ${JSON.stringify(swagger)}, which is not supported.`, {
      where: source,
      advice: 'Convert it to OpenAPI 3.0 or later.',
    });
  }
  const version = textMember(value, 'openapi');
  if (version === null) {
    const written = member(value, 'openapi');
    throw notOpenApi(
      written === undefined
        ? 'it has no member "openapi"'
        : `its "openapi" is ${JSON.stringify(written)}, not a version in quotes`,
      source,
    );
  }
  const dialect = dialectOf(version);
  if (dialect === null) {
    throw new DocumentError(`The document says it is OpenAPI ${version}, which is not supported.`, {
      where: source,
      advice: 'Supported are 3.0, 3.1 and 3.2.',
    });
  }
  return { root: value, version, dialect };
}

function dialectOf(version: string): LoadedDocument['dialect'] | null {
  const minor = /^(3\.[012])\.\d+(?:-.+)?$/.exec(version)?.[1];
  return minor === '3.0' || minor === '3.1' || minor === '3.2' ? minor : null;
}

function notOpenApi(reason: string, source: string): DocumentError {
  return new DocumentError(`The document is not OpenAPI: ${reason}.`, {
    where: source,
    advice: 'Give the URL or file of an OpenAPI 3.0, 3.1 or 3.2 document.',
  });
}
