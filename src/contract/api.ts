import type { ContentCache } from './cache.js';
import { loadDocument, type LoadOptions } from './document.js';
import { isList } from './json-pointer.js';
import { lintDocument } from './lint/lint-document.js';
import { buildModel } from './model-builder.js';
import type { ApiModel, DocumentProblem, LoadedDocument, Validators } from './model.js';
import type { FetchedText } from './read-text.js';
import { createValidators } from './validators.js';

/** A document understood: what it says, what is wrong with it, and how bodies are held to it. */
export interface UnderstoodApi {
  readonly document: LoadedDocument;
  readonly problems: readonly DocumentProblem[];
  readonly model: ApiModel;
  readonly validators: Validators;
}

export interface UnderstandOptions extends LoadOptions {
  /** Keeps what linting found, so that a document seen before is not linted again. */
  readonly cache?: ContentCache;
}

/**
 * Loads a document and makes everything of it that a run needs.
 *
 * @throws DocumentError when the document cannot be loaded. Faults within a loaded document are `problems`.
 */
export async function understand(fetched: FetchedText, options: UnderstandOptions): Promise<UnderstoodApi> {
  const document = await loadDocument(fetched, options);
  return { ...understandLoaded(document), problems: await lintOnce(document, options.cache) };
}

/** Makes everything of a loaded document that a run needs, but does not look for what is wrong with it. */
export function understandLoaded(document: LoadedDocument): Omit<UnderstoodApi, 'problems'> {
  return { document, model: buildModel(document), validators: createValidators(document) };
}

async function lintOnce(
  document: LoadedDocument,
  cache: ContentCache | undefined,
): Promise<readonly DocumentProblem[]> {
  const kept = await cache?.get('problems', document.sha256);
  // An entry is found only by the code that wrote it, and carries a checksum.
  if (isList(kept ?? undefined)) return kept as unknown as readonly DocumentProblem[];
  const problems = lintDocument(document);
  await cache?.set(
    'problems',
    document.sha256,
    problems.map((problem) => ({ ...problem })),
  );
  return problems;
}
