import '@hyperjump/json-schema/formats';
import {
  hasSchema,
  registerSchema,
  setShouldValidateFormat,
  setShouldValidateSchema,
  validate,
  type SchemaObject,
  type Validator,
} from '@hyperjump/json-schema/draft-2020-12';
import { addKeyword, getKeyword } from '@hyperjump/json-schema/experimental';
import { pointerToFragment } from './json-pointer.js';
import { createMatcher } from './regexp.js';
import type { SchemaCopy } from './schema-copy.js';

/** Agrees that a value is invalid, disagrees, or cannot tell. */
export type SecondVerdict = 'valid' | 'invalid' | { readonly undecided: string };

export interface SecondOpinion {
  /** Compiles the schemas at these pointers, each once. Never rejects: what fails to compile answers `undecided`. */
  prepare(pointers: readonly string[]): Promise<void>;
  /** Null when the schema was not prepared. */
  judge(pointer: string, value: unknown): SecondVerdict | null;
}

/**
 * The slow and thorough validator: @hyperjump/json-schema, an implementation that shares no code with ajv. It is asked
 * before a body is called wrong, so its compiler (asynchronous) runs only for operations that are exercised.
 *
 * @param base URI that names this copy and no other: the validator's registry is global.
 */
export function createSecondOpinion(copy: SchemaCopy, base: string): SecondOpinion {
  const compiled = new Map<string, Promise<Validator | string>>();
  const ready = new Map<string, Validator | string>();

  const compile = async (pointer: string): Promise<void> => {
    const pending = compiled.get(pointer) ?? compileSafely(copy, base, pointer);
    compiled.set(pointer, pending);
    ready.set(pointer, await pending);
  };

  return {
    prepare: async (pointers) => {
      await Promise.all(pointers.map(compile));
    },
    judge: (pointer, value) => {
      const validator = ready.get(pointer);
      if (validator === undefined) return null;
      return typeof validator === 'string' ? { undecided: validator } : ask(validator, value);
    },
  };
}

function ask(validator: Validator, value: unknown): SecondVerdict {
  try {
    // The validator walks plain JSON and nothing else, and a parsed body is that.
    return validator(value as Parameters<Validator>[0]).valid ? 'valid' : 'invalid';
  } catch (error) {
    return { undecided: reasonOf(error) };
  }
}

async function compileSafely(copy: SchemaCopy, base: string, pointer: string): Promise<Validator | string> {
  // The library would fetch what it does not know, past the client and its budget.
  if (copy.leaves) return 'its document refers to schemas elsewhere';
  try {
    if (!hasSchema(base)) {
      // The copy is JSON; only the library's type asks for mutable objects.
      registerSchema(copy.root as SchemaObject, base, 'https://json-schema.org/draft/2020-12/schema');
    }
    return await validate(`${base}#${pointerToFragment(pointer)}`);
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The library compiles patterns of the document to native expressions, on which a hostile body could hang the process.
 * These keywords keep their meaning and get matchers that take bounded time.
 */
function boundPatterns(name: string): void {
  const keyword = getKeyword<unknown>(`https://json-schema.org/keyword/${name}`);
  addKeyword({
    ...keyword,
    compile: async (...context) => withMatchers(await keyword.compile(...context)),
  });
}

/** A compiled keyword holds its expressions bare or in arrays. */
function withMatchers(compiled: unknown): unknown {
  if (Array.isArray(compiled)) return compiled.map(withMatchers);
  // Where a matcher is in doubt the first opinion was too, and nobody asks for a second.
  return compiled instanceof RegExp ? createMatcher(compiled.source, () => undefined) : compiled;
}

// The library is configured per process, not per validator. It is used nowhere else, and this module is loaded once.
['pattern', 'patternProperties', 'additionalProperties'].forEach(boundPatterns);
setShouldValidateSchema(false);
setShouldValidateFormat(true);
