import { loadDocument, type LoadOptions } from './document.js';
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

/**
 * Loads a document and makes everything of it that a run needs.
 *
 * @throws DocumentError when the document cannot be loaded. Faults within a loaded document are `problems`.
 */
export async function understand(fetched: FetchedText, options: LoadOptions): Promise<UnderstoodApi> {
  const document = await loadDocument(fetched, options);
  return {
    document,
    problems: lintDocument(document),
    model: buildModel(document),
    validators: createValidators(document),
  };
}
