import type SwaggerParser from '@apidevtools/swagger-parser';
import { DocumentError } from '../errors.js';
import { isObject, textMember } from './json-pointer.js';
import type { Json, JsonObject, LoadedDocument } from './model.js';
import { readText, type TextLimits } from './read-text.js';
import { pointerOf, walkDocument } from './walk.js';

export interface ReferenceOptions {
  /**
   * Which other documents may be read. `same-host`: those with the scheme, host and port of the document, or files
   * beside or below it when the document is a file. `any`: any http(s) URL, and any file when the document is a file.
   */
  readonly references: 'none' | 'same-host' | 'any';
  /** Reads a document by absolute URL or file path. What it does with redirects is up to it. */
  readonly readReference: (url: string) => Promise<Uint8Array>;
  /** For all references together. */
  readonly timeoutMs: number;
}

/** A `$ref` that leads out of the document. */
export interface ExternalReference {
  readonly reference: string;
  /** JSON pointer to the object that holds it. */
  readonly pointer: string;
}

/** A document made of more files than that is a mistake, or an attack. */
const mostParts = 5000;

/** The `$ref`s that lead out of the document, in document order. Examples and extensions do not count. */
export function findExternalReferences(
  document: Pick<LoadedDocument, 'root' | 'dialect'>,
): readonly ExternalReference[] {
  const found: ExternalReference[] = [];
  const ids: string[] = [];
  walkDocument(document, {
    enter: (node) => {
      const id = node.kind === 'Schema' ? textMember(node.value, '$id') : null;
      if (id !== null) ids.push(id);
      const reference = textMember(node.value, '$ref');
      if (reference !== null && !reference.startsWith('#')) found.push({ reference, pointer: pointerOf(node) });
    },
  });
  return found.filter(({ reference }) => !isEmbedded(reference, ids));
}

/** 3.1 schemas may carry an `$id` and be referred to by it, or by its last part: that stays within the document. */
function isEmbedded(reference: string, ids: readonly string[]): boolean {
  const target = reference.split('#', 1)[0] ?? '';
  return ids.some((id) => id === target || id.endsWith(`/${target}`));
}

/** A document with everything it referred to in it, and the bytes of what was read for that. */
export interface BundledDocument {
  readonly root: JsonObject;
  readonly parts: readonly Uint8Array[];
}

/**
 * Brings the documents that external references lead to into the document.
 * Every byte comes through `readReference`: the parser's own file and HTTP readers are off.
 *
 * @throws DocumentError when a reference may not be followed, cannot be read in time or is no JSON or YAML.
 */
export async function bundleReferences(
  document: LoadedDocument,
  external: readonly ExternalReference[],
  options: ReferenceOptions & TextLimits,
): Promise<BundledDocument> {
  for (const { reference, pointer } of external) guard(document.source, { reference, pointer }, options);
  const parts = new Map<string, Uint8Array>();
  const read = async (url: string): Promise<Uint8Array> => {
    guard(document.source, { reference: url, pointer: 'a document referred to' }, options);
    if (parts.size >= mostParts) throw new DocumentError(`The document refers to more than ${mostParts} others.`);
    const bytes = await options.readReference(url);
    parts.set(url, bytes);
    return bytes;
  };
  const bundled = await within(options.timeoutMs, bundle(document, read, options));
  const sorted = [...parts].sort(([left], [right]) => (left < right ? -1 : 1));
  return { root: bundled, parts: sorted.map(([, bytes]) => bytes) };
}

async function bundle(
  document: LoadedDocument,
  read: (url: string) => Promise<Uint8Array>,
  limits: TextLimits,
): Promise<JsonObject> {
  // Most documents are one file, and need not wait for the parser to load.
  const { default: parser } = await import('@apidevtools/swagger-parser');
  // The parser rewrites what it is given, and refuses versions it does not know although bundling is the same in all.
  const copy: unknown = structuredClone({ ...document.root, openapi: document.dialect === '3.0' ? '3.0.3' : '3.1.0' });
  try {
    const bundled: unknown = await parser.bundle(document.source, copy as Parameters<typeof SwaggerParser.bundle>[1], {
      resolve: {
        file: false,
        http: false,
        guarded: { order: 1, canRead: true, read: (file: { url: string }) => read(file.url) },
      },
      parse: {
        json: false,
        yaml: false,
        text: false,
        binary: false,
        guarded: {
          order: 1,
          canParse: true,
          parse: (file: { url: string; data: unknown }) => parsePart(file, limits),
        },
      },
    });
    // The parser puts JSON into JSON.
    const root = bundled as Json;
    if (!isObject(root)) throw new DocumentError('Bundling the references gave no object.');
    return { ...root, openapi: document.version };
  } catch (cause) {
    throw refusalIn(cause) ?? unreadable(cause, document.source);
  }
}

function parsePart(file: { url: string; data: unknown }, limits: TextLimits): Json {
  if (!(file.data instanceof Uint8Array)) throw new DocumentError('A reference gave no bytes.', { where: file.url });
  return readText({ source: file.url, bytes: file.data, mediaType: null }, limits).value;
}

/** The parser wraps what its plugins throw; our own errors say more than its wrapping does. */
function refusalIn(cause: unknown): DocumentError | null {
  let error = cause;
  for (let depth = 0; depth < 8 && typeof error === 'object' && error !== null; depth += 1) {
    if (error instanceof DocumentError) return error;
    error = 'error' in error ? error.error : 'cause' in error ? error.cause : null;
  }
  return null;
}

function unreadable(cause: unknown, source: string): DocumentError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DocumentError(`A reference of the document cannot be followed: ${reason}`, { where: source, cause });
}

function guard(source: string, external: ExternalReference, options: ReferenceOptions): void {
  const allowed = isAllowed(source, external.reference, options.references);
  if (allowed) return;
  throw new DocumentError(`The reference to ${external.reference} is not allowed to be followed.`, {
    where: external.pointer,
    advice:
      options.references === 'none'
        ? 'Bundle the document into one file, or allow references.'
        : 'Bundle the document into one file, or allow references to any host.',
  });
}

/** A remote document never gets to name a local file, whatever is allowed. */
function isAllowed(source: string, reference: string, references: ReferenceOptions['references']): boolean {
  if (references === 'none') return false;
  const base = toUrl(source, 'file:///');
  const target = base === null ? null : toUrl(reference, base.href);
  if (base === null || target === null) return false;
  if (target.protocol === 'file:') {
    if (base.protocol !== 'file:') return false;
    return references === 'any' || target.pathname.startsWith(new URL('.', base).pathname);
  }
  if (target.protocol !== 'http:' && target.protocol !== 'https:') return false;
  return references === 'any' || target.origin === base.origin;
}

function toUrl(reference: string, base: string): URL | null {
  return URL.canParse(reference, base) ? new URL(reference, base) : null;
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DocumentError(`The references of the document were not read within ${milliseconds} ms.`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
