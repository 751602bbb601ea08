import { rangeConflict } from './bounds.js';
import {
  isList,
  isObject,
  joinPointer,
  listMember,
  localPointer,
  member,
  objectMember,
  textMember,
  valueAt,
} from './json-pointer.js';
import type { Json, JsonObject, LoadedDocument } from './model.js';

/** A schema and where it stands. */
export interface PlacedSchema {
  readonly value: Json;
  readonly pointer: string;
}

/** Why no value at all matches these schemas together, as part of a sentence; null when one may. */
export type Contradiction = (schemas: readonly PlacedSchema[]) => string | null;

/** Schemas looked at per document, repetitions counted; where it takes more, the rest counts as satisfiable. */
const mostSteps = 500_000;

/** Unions within branches of unions that are followed: each level multiplies the branches. */
const deepestUnion = 3;

/**
 * Makes a function that finds schemas no value matches. It is sound, not complete: what it calls impossible is, but
 * `not`, `if` and patterns are not followed, and a schema that needs itself is left to the rule on circular references.
 */
export function createContradictionFinder(document: Pick<LoadedDocument, 'root' | 'dialect'>): Contradiction {
  const search: Search = { document, known: new Map(), open: new Set(), steps: 0, assumed: 0, unions: 0 };
  return (schemas) => contradictionIn(search, schemas);
}

interface Search {
  readonly document: Pick<LoadedDocument, 'root' | 'dialect'>;
  readonly known: Map<string, string | null>;
  /** Conjunctions under evaluation; meeting one again, it is assumed satisfiable. */
  readonly open: Set<string>;
  steps: number;
  assumed: number;
  unions: number;
}

function contradictionIn(search: Search, schemas: readonly PlacedSchema[]): string | null {
  const parts = flatten(search.document.root, schemas);
  const key = parts.map(({ pointer }) => pointer).join(' ');
  const known = search.known.get(key);
  if (known !== undefined) return known;
  search.steps += parts.length;
  if (search.open.has(key) || search.steps > mostSteps) {
    search.assumed += 1;
    return null;
  }
  search.open.add(key);
  const assumedBefore = search.assumed;
  const reason = evaluate(search, parts);
  search.open.delete(key);
  // A verdict that rests on an assumption holds only where it was made, unless it is a contradiction all the same.
  if (reason !== null || search.assumed === assumedBefore) search.known.set(key, reason);
  return reason;
}

/** Follows `$ref` and `allOf`, so that what remains has to hold all at once. */
function flatten(root: Json, schemas: readonly PlacedSchema[]): readonly PlacedSchema[] {
  const parts = new Map<string, PlacedSchema>();
  const add = (schema: PlacedSchema): void => {
    if (parts.has(schema.pointer)) return;
    parts.set(schema.pointer, schema);
    const reference = textMember(schema.value, '$ref');
    const pointer = reference === null ? null : localPointer(reference);
    const target = pointer === null ? undefined : valueAt(root, pointer);
    if (pointer !== null && target !== undefined) add({ value: target, pointer });
    listMember(schema.value, 'allOf').forEach((value, index) =>
      add({ value, pointer: joinPointer(schema.pointer, 'allOf', index) }),
    );
  };
  schemas.forEach(add);
  return [...parts.values()];
}

function evaluate(search: Search, parts: readonly PlacedSchema[]): string | null {
  if (parts.some(({ value }) => value === false)) return 'it is the schema false';
  const nullable = search.document.dialect === '3.0' && parts.some(({ value }) => member(value, 'nullable') === true);
  // 3.0 leaves open what else may be null then, so nothing is said of such a schema.
  if (nullable) return null;
  const types = typesOf(parts);
  if (types.size === 0) return 'its types exclude each other';
  const listed = listedValues(parts);
  if (listed !== null) {
    if (listed.length === 0) return 'no listed value is left';
    return listed.some((value) => isOfTypes(value, types)) ? null : 'no listed value has the type it must have';
  }
  const reasons = [...types].map((type) => impossibility(search, type, parts));
  const possible = reasons.includes(null);
  return possible ? contradictionInUnions(search, parts) : (reasons[0] ?? null);
}

const allTypes = ['object', 'array', 'string', 'number', 'boolean', 'null'] as const;
type TypeName = (typeof allTypes)[number] | 'integer';

function isTypeName(name: Json | undefined): boolean {
  return name === 'integer' || allTypes.some((type) => type === name);
}

/** Types that every part allows; `integer` stands for `number` where one asks for it. */
function typesOf(parts: readonly PlacedSchema[]): ReadonlySet<TypeName> {
  let types = new Set<TypeName>(allTypes);
  for (const { value } of parts) {
    const declared = member(value, 'type');
    const allowed = new Set<Json | undefined>(isList(declared) ? declared : [declared]);
    // A name that is no type is a fault of its own, and says nothing.
    if (![...allowed].every(isTypeName)) continue;
    const kept = [...types].flatMap((type): TypeName[] => {
      if (allowed.has(type) || (type === 'integer' && allowed.has('number'))) return [type];
      return type === 'number' && allowed.has('integer') ? ['integer'] : [];
    });
    types = new Set(kept);
  }
  return types;
}

/** Values that every `enum` and `const` admits; null when there is none. */
function listedValues(parts: readonly PlacedSchema[]): readonly Json[] | null {
  let listed: readonly Json[] | null = null;
  for (const { value } of parts) {
    const values = member(value, 'enum');
    const constant = member(value, 'const');
    for (const own of [isList(values) ? values : null, constant === undefined ? null : [constant]]) {
      if (own === null) continue;
      const texts = new Set(own.map((item) => JSON.stringify(item)));
      // Objects are compared by text, so only scalars are certain to differ.
      listed =
        listed === null
          ? own
          : listed.filter((item) => isObject(item) || isList(item) || texts.has(JSON.stringify(item)));
    }
  }
  return listed;
}

function isOfTypes(value: Json, types: ReadonlySet<TypeName>): boolean {
  if (typeof value === 'number') return types.has('number') || (types.has('integer') && Number.isInteger(value));
  if (value === null) return types.has('null');
  if (isList(value)) return types.has('array');
  return allTypes.some((type) => type === typeof value && types.has(type));
}

/** Why no value of that type matches. */
function impossibility(search: Search, type: TypeName, parts: readonly PlacedSchema[]): string | null {
  switch (type) {
    case 'object':
      return objectImpossibility(search, parts);
    case 'array':
      return arrayImpossibility(search, parts);
    case 'string':
      return rangeConflict(parts, 'length');
    case 'number':
    case 'integer':
      return rangeConflict(parts, type);
    case 'boolean':
    case 'null':
      return null;
  }
}

function objectImpossibility(search: Search, parts: readonly PlacedSchema[]): string | null {
  const conflict = rangeConflict(parts, 'properties');
  if (conflict !== null) return conflict;
  const required = new Set<string>();
  for (const { value } of parts) {
    for (const name of listMember(value, 'required')) if (typeof name === 'string') required.add(name);
  }
  for (const name of required) {
    const forbidding = parts.find((part) => forbids(part, name));
    if (forbidding !== undefined) {
      return `${JSON.stringify(name)} is required, but ${forbidding.pointer} allows no members beyond its own`;
    }
    const schemas = parts.flatMap((part) => memberSchemas(part, name));
    const reason = schemas.length === 0 ? null : contradictionIn(search, schemas);
    if (reason !== null) return `${JSON.stringify(name)} is required, but accepts no value: ${reason}`;
  }
  return null;
}

/** Whether a part closes the object against a member. Patterns could let it in. */
function forbids({ value }: PlacedSchema, name: string): boolean {
  if (member(value, 'additionalProperties') !== false) return false;
  return member(objectMember(value, 'properties'), name) === undefined && !hasPatterns(value);
}

function hasPatterns(schema: Json): boolean {
  return member(schema, 'patternProperties') !== undefined;
}

function memberSchemas({ value, pointer }: PlacedSchema, name: string): readonly PlacedSchema[] {
  const declared = member(objectMember(value, 'properties'), name);
  if (declared !== undefined) return [{ value: declared, pointer: joinPointer(pointer, 'properties', name) }];
  const others = member(value, 'additionalProperties');
  if (others === undefined || hasPatterns(value)) return [];
  return [{ value: others, pointer: joinPointer(pointer, 'additionalProperties') }];
}

function arrayImpossibility(search: Search, parts: readonly PlacedSchema[]): string | null {
  const conflict = rangeConflict(parts, 'items');
  if (conflict !== null) return conflict;
  const least = Math.max(0, ...parts.map(({ value }) => Number(member(value, 'minItems') ?? 0)));
  if (!(least >= 1)) return null;
  const schemas = parts.flatMap(firstItemSchemas);
  const reason = schemas.length === 0 ? null : contradictionIn(search, schemas);
  return reason === null ? null : `it must have an item, but its items accept no value: ${reason}`;
}

function firstItemSchemas({ value, pointer }: PlacedSchema): readonly PlacedSchema[] {
  const [first] = listMember(value, 'prefixItems');
  if (first !== undefined) return [{ value: first, pointer: joinPointer(pointer, 'prefixItems', 0) }];
  const items = member(value, 'items');
  return items === undefined ? [] : [{ value: items, pointer: joinPointer(pointer, 'items') }];
}

/** Why an `anyOf` or `oneOf` leaves no branch. Other unions are left out then: branches times branches never end. */
function contradictionInUnions(search: Search, parts: readonly PlacedSchema[]): string | null {
  const unions = parts.flatMap((part) =>
    ['anyOf', 'oneOf'].flatMap((keyword) => {
      const branches = listMember(part.value, keyword);
      return branches.length === 0 ? [] : [{ branches, pointer: joinPointer(part.pointer, keyword) }];
    }),
  );
  if (unions.length === 0) return null;
  if (search.unions >= deepestUnion) {
    search.assumed += 1;
    return null;
  }
  search.unions += 1;
  const rest = parts.map(withoutUnions);
  const reason = unions.map((union) => contradictionInUnion(search, rest, union)).find((found) => found !== null);
  search.unions -= 1;
  return reason ?? null;
}

interface Union {
  readonly branches: readonly Json[];
  readonly pointer: string;
}

function contradictionInUnion(search: Search, rest: readonly PlacedSchema[], union: Union): string | null {
  let first: string | null = null;
  for (const [index, value] of union.branches.entries()) {
    const reason = contradictionIn(search, [...rest, { value, pointer: joinPointer(union.pointer, index) }]);
    if (reason === null) return null;
    first ??= reason;
  }
  return `no branch of ${union.pointer} can match: ${first ?? 'there is none'}`;
}

/** Parts are flat already: what they refer to stands beside them. */
function withoutUnions({ value, pointer }: PlacedSchema): PlacedSchema {
  if (!isObject(value)) return { value, pointer };
  const kept = Object.entries(value).filter(([name]) => !['anyOf', 'oneOf', '$ref', 'allOf'].includes(name));
  const plain: JsonObject = Object.fromEntries(kept);
  return { value: plain, pointer };
}
