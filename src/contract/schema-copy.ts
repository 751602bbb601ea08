import { grammarOf, type Shape } from './grammar.js';
import {
  isList,
  isObject,
  listMember,
  localPointer,
  member,
  objectMember,
  resolveReference,
  splitPointer,
  textMember,
  valueAt,
} from './json-pointer.js';
import type { Direction, Json, JsonObject, LoadedDocument } from './model.js';
import { withoutNeedlessEscapes } from './regexp.js';
import { pointerOf, walkDocument } from './walk.js';

/** The schemas of a document as plain JSON Schema 2020-12, each at the pointer it has in the document. */
export interface SchemaCopy {
  /** Shaped like the document, with nothing but schemas in it. Arrays on the way to a schema are objects here. */
  readonly root: JsonObject;
  /** Whether the direction made a difference anywhere. */
  readonly filtered: boolean;
  /** Whether a schema refers to anything but a place in this document. */
  readonly leaves: boolean;
  /** Whether a schema has a name besides its place, which others may refer to it by. */
  readonly named: boolean;
}

/** What describes, but does not constrain. Examples in particular may hold anything, even an `$id`. */
const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'discriminator',
  'xml',
  'externalDocs',
  'nullable',
  '$comment',
]);

/** Keywords of 2020-12 that 3.0 does not have: it ignores them (OpenAPI 3.0.4, "Schema Object"). */
const unknownTo30: ReadonlySet<string> = new Set(
  (
    '$id $schema $anchor $dynamicRef $dynamicAnchor $defs definitions const patternProperties propertyNames if then ' +
    'else dependentSchemas dependentRequired prefixItems contains minContains maxContains unevaluatedItems ' +
    'unevaluatedProperties contentEncoding contentMediaType contentSchema'
  ).split(' '),
);

/** Give a schema a name (JSON Schema Core 2020-12, section 8.2). */
const names: ReadonlySet<string> = new Set(['$id', '$anchor', '$dynamicAnchor']);

/** Dialects that mean what 2020-12 means, for the keywords that constrain. */
const knownDialects: ReadonlySet<string> = new Set([
  'https://json-schema.org/draft/2020-12/schema',
  'https://spec.openapis.org/oas/3.1/dialect/base',
  'https://spec.openapis.org/oas/3.1/dialect/2024-10-25',
  'https://spec.openapis.org/oas/3.1/dialect/2024-11-10',
  'https://spec.openapis.org/oas/3.2/dialect/2025-09-17',
]);

/** Whether schemas may be read as 2020-12 when this is their `$schema` or the document's `jsonSchemaDialect`. */
export function isKnownDialect(uri: string): boolean {
  return knownDialects.has(uri.replace(/#$/, ''));
}

/**
 * Copies the schemas of a document into one JSON Schema 2020-12 resource, so that validators can be compiled from it by
 * `$ref`. The 3.0 dialect is translated (`nullable`, boolean limits, siblings of `$ref`); members that the direction
 * exempts (`writeOnly` in responses, `readOnly` in requests) are no longer required.
 */
export function copySchemas(document: LoadedDocument, direction: Direction): SchemaCopy {
  const copier = new Copier(document, direction);
  const root: JsonObject = {};
  walkDocument(document, {
    enter: (node) => {
      if (node.kind === 'Schema') plant(root, pointerOf(node), copier.copy(node.value));
    },
    leaf: 'Schema',
  });
  // References may lead to schemas that stand where no schema is expected, such as below an extension.
  for (const pointer of copier.references) {
    if (valueAt(root, pointer) !== undefined) continue;
    const target = valueAt(document.root, pointer);
    if (isObject(target) || typeof target === 'boolean') plant(root, pointer, copier.copy(target));
  }
  return { root, filtered: copier.filtered, leaves: copier.leaves, named: copier.named };
}

/** Sets a value at a pointer and creates what is missing on the way. */
function plant(root: JsonObject, pointer: string, value: Json): void {
  const segments = splitPointer(pointer);
  const last = segments.at(-1);
  if (last === undefined) return;
  let at: JsonObject = root;
  for (const segment of segments.slice(0, -1)) {
    const next = member(at, segment);
    if (isObject(next)) {
      at = next;
    } else {
      const made: JsonObject = {};
      define(at, segment, made);
      at = made;
    }
  }
  define(at, last, value);
}

/** Assignment would set the prototype when a document names a member `__proto__`. */
function define(holder: JsonObject, name: string, value: Json): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Holds what copying collects on its way: the references met, whether the direction ever mattered, and the like. */
class Copier {
  readonly references = new Set<string>();
  filtered = false;
  leaves = false;
  named = false;
  readonly #document: LoadedDocument;
  readonly #direction: Direction;
  readonly #members;

  constructor(document: LoadedDocument, direction: Direction) {
    this.#document = document;
    this.#direction = direction;
    this.#members = grammarOf(document.dialect).get('Schema');
  }

  /** `scope` is the schema whose `allOf` this one is a branch of: members may be declared in one and required in another. */
  copy(schema: Json, scope: Json = schema): Json {
    if (!isObject(schema)) return schema;
    const is30 = this.#document.dialect === '3.0';
    const reference = textMember(schema, '$ref');
    this.#note(reference);
    if (!is30) this.#note(textMember(schema, '$dynamicRef'));
    if (is30 && reference !== null) return { $ref: reference };
    const dialect = is30 ? null : textMember(schema, '$schema');
    if (dialect !== null && !isKnownDialect(dialect)) return foreign(dialect);
    const entries: (readonly [string, Json])[] = [];
    for (const [name, value] of Object.entries(schema)) {
      if (annotations.has(name) || name.startsWith('x-') || (is30 && unknownTo30.has(name))) continue;
      if (name === '$schema') continue;
      if (names.has(name)) this.named = true;
      entries.push([name, this.#copyMember(name, value, { schema, scope })]);
    }
    // fromEntries defines members, so a property named `__proto__` stays a property.
    const copied: JsonObject = Object.fromEntries(entries);
    return is30 ? translate30(schema, copied) : copied;
  }

  #note(reference: string | null): void {
    if (reference === null) return;
    const pointer = localPointer(reference);
    if (pointer !== null) this.references.add(pointer);
    if (!reference.startsWith('#')) this.leaves = true;
  }

  #copyMember(name: string, value: Json, from: { readonly schema: JsonObject; readonly scope: Json }): Json {
    if (name === 'required') return this.#copyRequired(value, from.scope);
    if (name === 'pattern' && typeof value === 'string') return readablePattern(value);
    if (name === 'allOf' && isList(value)) return value.map((branch) => this.copy(branch, from.scope));
    const shape = this.#members?.get(name)?.shape;
    return shape === undefined ? value : this.#copyShape(shape, value);
  }

  #copyShape(shape: Shape, value: Json): Json {
    if (shape.kind === 'object' && shape.object === 'Schema') return this.copy(value);
    if (shape.kind === 'list' && isList(value)) return value.map((item) => this.#copyShape(shape.of, item));
    if (shape.kind === 'map' && isObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.#copyShape(shape.of, item)]));
    }
    return value;
  }

  #copyRequired(required: Json, scope: Json): Json {
    if (this.#direction === 'either' || !isList(required)) return required;
    const exempt = this.#direction === 'response' ? 'writeOnly' : 'readOnly';
    const kept = required.filter((name) => typeof name !== 'string' || !this.#isFlagged(scope, { name, exempt }));
    if (kept.length < required.length) this.filtered = true;
    return kept;
  }

  /** Whether a member is declared `readOnly` or `writeOnly` by the schema or a branch of its `allOf`. */
  #isFlagged(schema: Json, wanted: { name: string; exempt: string }, seen: ReadonlySet<Json> = new Set()): boolean {
    const resolved = this.#resolve(schema);
    if (resolved === null || seen.has(resolved)) return false;
    const property = member(objectMember(resolved, 'properties'), wanted.name);
    if (property !== undefined && this.#hasFlag(property, wanted.exempt)) return true;
    const met = new Set(seen).add(resolved);
    return listMember(resolved, 'allOf').some((branch) => this.#isFlagged(branch, wanted, met));
  }

  #hasFlag(property: Json, flag: string): boolean {
    if (member(property, flag) === true) return true;
    const resolved = this.#resolve(property);
    if (member(resolved ?? undefined, flag) === true) return true;
    return listMember(resolved ?? undefined, 'allOf').some(
      (branch) => member(this.#resolve(branch) ?? undefined, flag) === true,
    );
  }

  #resolve(schema: Json): Json | null {
    return resolveReference(this.#document.root, { value: schema, pointer: '' })?.value ?? null;
  }
}

/** A schema that does not compile: keywords of another dialect read as 2020-12 would judge by the wrong rules. */
function foreign(dialect: string): JsonObject {
  return { $ref: `unsupported-dialect:${dialect}` };
}

function readablePattern(pattern: string): string {
  try {
    new RegExp(pattern, 'u');
    return pattern;
  } catch {
    return withoutNeedlessEscapes(pattern);
  }
}

/** The 3.0 ways of saying a limit excludes itself and a value may be null, in 2020-12. */
function translate30(schema: JsonObject, copied: JsonObject): JsonObject {
  const limited = exclusive(exclusive(copied, 'minimum', 'exclusiveMinimum'), 'maximum', 'exclusiveMaximum');
  return member(schema, 'nullable') === true ? orNull(limited) : limited;
}

function exclusive(schema: JsonObject, limit: string, flag: string): JsonObject {
  const value = member(schema, flag);
  if (typeof value !== 'boolean') return schema;
  const bound = member(schema, limit);
  const rest = Object.fromEntries(Object.entries(schema).filter(([name]) => name !== limit && name !== flag));
  return bound === undefined ? rest : { ...rest, [value ? flag : limit]: bound };
}

/**
 * Authors who write `nullable` mean that null passes, whatever else the schema says; 3.0.3 reads `enum` and `allOf` more
 * strictly. The generous reading wins: a false alarm is worse than a miss.
 */
function orNull(schema: JsonObject): JsonObject {
  const type = textMember(schema, 'type');
  const composed = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not'].some((name) => member(schema, name) !== undefined);
  if (type === null || composed) return { anyOf: [{ type: 'null' }, schema] };
  const values = member(schema, 'enum');
  return {
    ...schema,
    type: [type, 'null'],
    ...(isList(values) && !values.includes(null) ? { enum: [...values, null] } : {}),
  };
}
