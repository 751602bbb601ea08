import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { OpenAPITSOptions } from 'openapi-typescript';
import { DocumentError } from '../errors.js';
import type { ContentCache } from './cache.js';
import { isList, isObject, localPointer, textMember, valueAt } from './json-pointer.js';
import type { Json, LoadedDocument } from './model.js';
import { pointerOf, walkDocument } from './walk.js';

const header = `/**
 * Generated from an OpenAPI document; do not edit. Run \`touchstone types\` to write it again.
 */

`;

/**
 * Generates TypeScript types (`paths`, `components`, `operations`) from a document. The same document gives the same
 * text. The generator is loaded when it is needed: it brings the TypeScript compiler with it.
 *
 * @throws DocumentError when the generator cannot make sense of the document.
 */
export async function generateTypes(document: LoadedDocument, cache?: ContentCache): Promise<string> {
  const key = cache && contentOf(document);
  const kept = key && (await cache.get('types', key));
  if (typeof kept === 'string') return kept;
  refuseDangling(document);
  const types = header + (await generate(document));
  if (key !== undefined) await cache?.set('types', key, types);
  return types;
}

/** What the types depend on. Servers are no part of it: the gateway has another port in each run. */
function contentOf({ root }: LoadedDocument): string {
  const described = Object.entries(root).filter(([name]) => name !== 'servers');
  return createHash('sha256').update(JSON.stringify(described)).digest('hex');
}

/** The generator would stop at the first one too, but print where instead of saying it. */
function refuseDangling(document: LoadedDocument): void {
  walkDocument(document, {
    enter: (node) => {
      const reference = textMember(node.value, '$ref');
      const pointer = reference === null ? null : localPointer(reference);
      if (pointer === null || valueAt(document.root, pointer) !== undefined) return;
      throw new DocumentError(`No types can be generated from the document: nothing is at #${pointer}.`, {
        where: pointerOf(node),
        advice: 'Correct the reference.',
      });
    },
  });
}

async function generate(document: LoadedDocument): Promise<string> {
  const { default: openapiTS, astToString } = await import('openapi-typescript');
  try {
    const redocly = await withoutRules();
    return astToString(await openapiTS(JSON.stringify(withoutStrays(document.root)), { silent: true, redocly }));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DocumentError(`No types can be generated from the document: ${reason}`, {
      where: document.source,
      advice: 'Correct the faults that the document is reported to have.',
      cause,
    });
  }
}

type GeneratorConfig = NonNullable<OpenAPITSOptions['redocly']>;

/**
 * A configuration in which the generator has no opinion on the document: its rules would refuse documents whose faults
 * are already among our problems. Only its own copy of its linter can make one, so that is asked for by its address.
 */
function withoutRules(): Promise<GeneratorConfig> {
  const generator = createRequire(import.meta.url).resolve('openapi-typescript');
  // The generator's types promise what this function of its dependency returns.
  const linter = createRequire(generator)('@redocly/openapi-core') as {
    createConfig: (config: object, options: object) => Promise<GeneratorConfig>;
  };
  return linter.createConfig({ rules: {} }, { extends: [] });
}

/**
 * References out of the document that loading let stand are in examples and extensions, where they mean nothing. The
 * generator would follow them all the same, to files and to the network.
 */
function withoutStrays(value: Json): Json {
  if (isList(value)) return value.map(withoutStrays);
  if (!isObject(value)) return value;
  const reference = textMember(value, '$ref');
  if (reference !== null && !reference.startsWith('#')) return {};
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutStrays(item)]));
}
