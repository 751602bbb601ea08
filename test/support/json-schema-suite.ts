import '@hyperjump/json-schema/draft-04';
import '@hyperjump/json-schema/draft-07';
import '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/formats';
import { registerSchema, unregisterSchema, validate, type SchemaObject } from '@hyperjump/json-schema/draft-2020-12';
import { setShouldValidateFormat, setShouldValidateSchema } from '@hyperjump/json-schema';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import Ajv from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { textMember } from '../../src/contract/json-pointer.js';
import type { Json, JsonObject, SchemaVerdict } from '../../src/contract/model.js';
import type { SchemaDialect, SchemaSource } from '../../src/generate/schema-source.js';

/** The official test suite of JSON Schema, as data: every schema with the values that it accepts and refuses. */
export interface SuiteSchema {
  /** `draft7/items.json: an array of schemas for items`. */
  readonly name: string;
  readonly schema: Json;
  readonly accepted: readonly Json[];
  readonly refused: readonly Json[];
}

const folder = resolve(import.meta.dirname, '../../../shared/data/json-schema-test-suite');

/** Why tests over the suite are skipped; null: it is there. */
export const suiteMissing = existsSync(folder) ? null : 'the JSON Schema test suite is not beside the project';

export interface Draft {
  readonly folder: 'draft4' | 'draft7' | 'draft2020-12';
  readonly dialect: SchemaDialect;
  readonly uri: string;
  readonly metaSchemas: readonly string[];
}

const ajvRefs = dirname(fileURLToPath(import.meta.resolve('ajv/dist/refs/json-schema-draft-07.json')));
const hyperjumpFolder = join(dirname(fileURLToPath(import.meta.resolve('@hyperjump/json-schema'))), '..');
const vocabularies = ['core', 'applicator', 'unevaluated', 'validation', 'meta-data', 'format-annotation', 'content'];

export const drafts: readonly Draft[] = [
  {
    folder: 'draft4',
    dialect: 'draft-04',
    uri: 'http://json-schema.org/draft-04/schema',
    metaSchemas: [join(hyperjumpFolder, 'draft-04/schema.js')],
  },
  {
    folder: 'draft7',
    dialect: 'draft-07',
    uri: 'http://json-schema.org/draft-07/schema',
    metaSchemas: [join(ajvRefs, 'json-schema-draft-07.json')],
  },
  {
    folder: 'draft2020-12',
    dialect: '2020-12',
    uri: 'https://json-schema.org/draft/2020-12/schema',
    metaSchemas: [
      join(ajvRefs, 'json-schema-2020-12/schema.json'),
      ...vocabularies.map((name) => join(ajvRefs, `json-schema-2020-12/meta/${name}.json`)),
    ],
  },
];

/** All schemas of a draft's tests, those of optional features and formats included. */
export function schemasOf(draft: Draft): readonly SuiteSchema[] {
  const root = join(folder, 'tests', draft.folder);
  return filesIn(root).flatMap((file) =>
    (read(file) as unknown as readonly Group[]).map(({ description, schema, tests }) => ({
      name: `${draft.folder}/${relative(root, file)}: ${description}`,
      schema,
      accepted: tests.filter(({ valid }) => valid).map(({ data }) => data),
      refused: tests.filter(({ valid }) => !valid).map(({ data }) => data),
    })),
  );
}

interface Group {
  readonly description: string;
  readonly schema: Json;
  readonly tests: readonly { readonly data: Json; readonly valid: boolean }[];
}

function filesIn(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(root, name))
    .toSorted();
}

function read(file: string): Json {
  return JSON.parse(readFileSync(file, 'utf8')) as Json;
}

interface Remote {
  readonly uri: string;
  readonly schema: Json;
}

/** What schemas of the suite may refer to: its remote schemas and the meta-schemas. */
function remotesOf(draft: Draft): readonly Remote[] {
  const root = join(folder, 'remotes');
  const foreign = ['draft3', 'draft4', 'draft6', 'draft7', 'draft2019-09', 'draft2020-12', 'v1'].filter(
    (name) => name !== draft.folder,
  );
  return filesIn(root)
    .map((file) => ({ file, name: relative(root, file) }))
    .filter(({ name }) => !foreign.some((other) => name.startsWith(`${other}/`)))
    .map(({ file, name }) => ({ uri: `http://localhost:1234/${name}`, schema: read(file) }));
}

/** Tells whether a schema accepts a value. */
type Accepts = (value: Json) => boolean;

/** Judges schemas of one draft. Close it before the next draft: the validator's registry is global. */
interface Bench {
  /**
   * A source for one schema, with what it refers to within its root, under a member that means nothing. Null: no
   * validator here reads it as the suite does.
   */
  sourceOf(schema: SuiteSchema): Promise<SchemaSource | null>;
  close(): void;
}

export async function openBench(draft: Draft): Promise<Bench> {
  setShouldValidateSchema(false);
  setShouldValidateFormat(true);
  const remotes = remotesOf(draft);
  for (const { uri, schema } of remotes) registerSchema(schema as SchemaObject, uri, draft.uri);
  const metaSchemas = await Promise.all(draft.metaSchemas.map(load));
  const judges = [hyperjump(draft), ajv(draft, remotes)];
  const best = async (suiteSchema: SuiteSchema): Promise<Accepts | null> => {
    const compiled = await Promise.all(judges.map((judge) => judge(suiteSchema.schema).catch(() => null)));
    const usable = compiled.filter((accepts) => accepts !== null);
    return tests.map((test) => usable.find((accepts) => test(accepts, suiteSchema))).find(Boolean) ?? null;
  };
  return {
    sourceOf: async (suiteSchema) => {
      const accepts = await best(suiteSchema);
      return accepts && sourceFor(accepts, draft, withRemotes(draft, suiteSchema.schema, [...remotes, ...metaSchemas]));
    },
    close: () => remotes.forEach(({ uri }) => unregisterSchema(uri)),
  };
}

function sourceFor(accepts: Accepts, { dialect }: Draft, root: Json): SchemaSource {
  const judge = (_: string, value: Json): SchemaVerdict =>
    accepts(value) ? { kind: 'valid' } : { kind: 'invalid', violations: [] };
  return { root, dialect, direction: 'either', judge };
}

/**
 * Which validator is asked: one that agrees with all cases of the suite; else one that is only too strict (formats and
 * contents are annotations in some drafts); else one that is only too lenient.
 */
const tests: readonly ((accepts: Accepts, schema: SuiteSchema) => boolean)[] = [
  (accepts, { accepted, refused }) => accepted.every(accepts) && !refused.some(accepts),
  (accepts, { accepted, refused }) => accepted.some(accepts) && !refused.some(accepts),
  (accepts, { accepted }) => accepted.every(accepts),
];

let registered = 0;

function hyperjump(draft: Draft): (schema: Json) => Promise<Accepts> {
  return async (schema) => {
    const uri = `http://suite.invalid/${draft.folder}/${(registered += 1)}`;
    registerSchema(schema as SchemaObject, uri, draft.uri);
    const validator = await validate(uri);
    return (value) => {
      try {
        return validator(value as Parameters<typeof validator>[0]).valid;
      } catch {
        // Some of its checks of formats throw where they should refuse.
        return false;
      }
    };
  };
}

function ajv(draft: Draft, remotes: readonly Remote[]): (schema: Json) => Promise<Accepts> {
  const options = { strict: false, validateSchema: false, logger: false, ownProperties: true } as const;
  const compile = (schema: Json): Accepts => {
    // There is no such validator for draft 4, but what it has in common with draft 7 is read alike.
    const made = draft.dialect === '2020-12' ? new Ajv2020(options) : new Ajv.default(options);
    formats.default(made);
    for (const { uri, schema: remote } of remotes) made.addSchema(modern(remote) as object, uri);
    const validator = made.compile(modern(schema) as object);
    return (value) => validator(value);
  };
  return (schema) => Promise.resolve(schema).then(compile);
}

/** With `$id` for the `id` of draft 4. */
function modern(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"id":"', '"$id":"')) as Json;
}

async function load(file: string): Promise<Remote> {
  if (file.endsWith('.json')) return metaSchema(read(file) as JsonObject);
  const module = (await import(pathToFileURL(file).href)) as { readonly default: JsonObject };
  return metaSchema(module.default);
}

function metaSchema(schema: JsonObject): Remote {
  return { uri: textMember(schema, '$id') ?? textMember(schema, 'id') ?? '', schema };
}

function withRemotes(draft: Draft, schema: Json, remotes: readonly Remote[]): Json {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  const id = draft.dialect === 'draft-04' ? 'id' : '$id';
  const root: JsonObject = {
    ...(schema as JsonObject),
    'x-remotes': remotes.flatMap((remote) => named(remote, id)),
  };
  return root;
}

/** A remote schema may lack a name of its own, or have another one than the place it came from. */
function named({ schema, uri }: Remote, id: string): readonly Json[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = (schema as JsonObject)[id];
  if (typeof own !== 'string') return [{ ...(schema as JsonObject), [id]: uri }];
  const absolute = new URL(own, uri).href;
  const held = { ...(schema as JsonObject), [id]: absolute };
  return absolute === uri ? [held] : [held, { [id]: uri, allOf: [{ $ref: absolute }] }];
}
