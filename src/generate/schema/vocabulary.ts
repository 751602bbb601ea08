import type { SchemaDialect } from '../schema-source.js';

/** How one dialect differs from the others, as far as generators care. */
export interface Vocabulary {
  readonly dialect: SchemaDialect;
  /** Keyword that names a schema by URI; null: schemas have no names of their own. */
  readonly id: 'id' | '$id' | null;
  /** Whether keywords beside `$ref` count (they do since 2019-09). */
  readonly refSiblings: boolean;
  /** Whether `exclusiveMinimum` and `exclusiveMaximum` are flags of the limits and not limits. */
  readonly exclusiveFlags: boolean;
  /** Whether `nullable` lets null pass. */
  readonly nullable: boolean;
  /** Whether a list of schemas under `items` goes by position, and `additionalItems` takes the rest. */
  readonly positionalItems: boolean;
  /** Whether the keyword means anything in this dialect. */
  knows(keyword: string): boolean;
}

const since06 = ['const', 'contains', 'propertyNames'];
const since07 = ['if', 'then', 'else', 'contentEncoding', 'contentMediaType'];
const since2020 =
  '$anchor $dynamicRef $dynamicAnchor dependentSchemas dependentRequired prefixItems minContains maxContains unevaluatedItems unevaluatedProperties'.split(
    ' ',
  );
/** What older dialects have and 2020-12 dropped; `definitions` only holds schemas and harms nobody. */
const until07 = ['dependencies', 'additionalItems'];

const drafts = { positionalItems: true, refSiblings: false, nullable: false } as const;

/** The dialects of JSON Schema and of OpenAPI 3.0 (OpenAPI 3.0.4, "Schema Object"). */
const vocabularies: Readonly<Record<SchemaDialect, Vocabulary>> = {
  '3.0': {
    ...drafts,
    dialect: '3.0',
    id: null,
    exclusiveFlags: true,
    nullable: true,
    positionalItems: false,
    knows: without(since06, since07, since2020, until07, ['patternProperties']),
  },
  'draft-04': {
    ...drafts,
    dialect: 'draft-04',
    id: 'id',
    exclusiveFlags: true,
    knows: without(since06, since07, since2020),
  },
  'draft-06': { ...drafts, dialect: 'draft-06', id: '$id', exclusiveFlags: false, knows: without(since07, since2020) },
  'draft-07': { ...drafts, dialect: 'draft-07', id: '$id', exclusiveFlags: false, knows: without(since2020) },
  '2020-12': {
    dialect: '2020-12',
    id: '$id',
    refSiblings: true,
    exclusiveFlags: false,
    nullable: false,
    positionalItems: false,
    knows: without(until07),
  },
};

export function vocabularyOf(dialect: SchemaDialect): Vocabulary {
  return vocabularies[dialect];
}

function without(...groups: readonly (readonly string[])[]): (keyword: string) => boolean {
  const unknown = new Set(groups.flat());
  return (keyword) => !unknown.has(keyword);
}
