import { isList, isObject, member } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';
import type { Place } from '../../schema/place.js';
import type { Schemas } from '../../schema/schemas.js';
import { matching, type Demand } from './demand.js';
import { kindsOfType } from './kinds.js';
import {
  addItems,
  addMembers,
  atLeast,
  atMost,
  requireMembers,
  toKinds,
  toValues,
  withList,
  withObject,
  withText,
} from './narrow.js';
import type { Reading } from './reading.js';
import type { ItemLayer, MemberLayer, Shape } from './shape.js';

type Assertion = (shape: Shape, value: Json, reading: Reading) => Shape | null;

/** Builds in the keywords of one schema object that constrain a value by themselves. */
export function assertAll(shape: Shape, reading: Reading): Shape | null {
  let narrowed: Shape | null = shape;
  for (const [keyword, value] of Object.entries(reading.schema)) {
    if (!Object.hasOwn(assertions, keyword) || !reading.schemas.vocabulary.knows(keyword)) continue;
    narrowed = assertions[keyword]?.(narrowed, value, reading) ?? null;
    if (narrowed === null) return null;
  }
  const members = memberLayer(reading);
  if (members !== null) narrowed = addMembers(narrowed, members);
  const items = itemLayer(reading);
  return items === null ? narrowed : addItems(narrowed, items);
}

const assertions: Readonly<Record<string, Assertion>> = {
  type: (shape, value) => {
    const kinds = kindsOfType(value);
    return kinds === null ? shape : toKinds(shape, kinds);
  },
  enum: (shape, value) => (isList(value) ? toValues(shape, value) : shape),
  const: (shape, value) => toValues(shape, [value]),
  minimum: (shape, value, reading) =>
    typeof value === 'number' ? atLeast(shape, value, isFlagged(reading, 'exclusiveMinimum')) : shape,
  maximum: (shape, value, reading) =>
    typeof value === 'number' ? atMost(shape, value, isFlagged(reading, 'exclusiveMaximum')) : shape,
  exclusiveMinimum: (shape, value) => (typeof value === 'number' ? atLeast(shape, value, true) : shape),
  exclusiveMaximum: (shape, value) => (typeof value === 'number' ? atMost(shape, value, true) : shape),
  multipleOf: (shape, value) =>
    typeof value === 'number' && value > 0
      ? { ...shape, number: { ...shape.number, multiplesOf: [...shape.number.multiplesOf, value] } }
      : shape,
  minLength: (shape, value) => withText(shape, { min: highest(shape.text.min, value) }),
  maxLength: (shape, value) => withText(shape, { max: lowest(shape.text.max, value) }),
  pattern: (shape, value) =>
    typeof value === 'string' ? withText(shape, { patterns: [...shape.text.patterns, value] }) : shape,
  format: (shape, value) => (typeof value === 'string' ? withFormat(shape, value) : shape),
  contentEncoding: (shape, value) => withContent(shape, value),
  contentMediaType: (shape, value) => withContent(shape, value),
  minItems: (shape, value) => withList(shape, { min: highest(shape.list.min, value) }),
  maxItems: (shape, value) => withList(shape, { max: lowest(shape.list.max, value) }),
  uniqueItems: (shape, value) => (value === true ? withList(shape, { unique: true }) : shape),
  contains: (shape, _, reading) => withShare(shape, reading),
  minProperties: (shape, value) => withObject(shape, { min: highest(shape.object.min, value) }),
  maxProperties: (shape, value) => withObject(shape, { max: lowest(shape.object.max, value) }),
  required: (shape, value) => (isList(value) ? requireMembers(shape, value.filter(isText)) : shape),
  propertyNames: (shape, _, { schemas, place }) => {
    const names = schemas.child(place, 'propertyNames');
    return names === null ? shape : withObject(shape, { names: [...shape.object.names, matching(names)] });
  },
  default: (shape, value) => withSeeds(shape, [value]),
  example: (shape, value) => withSeeds(shape, [value]),
  examples: (shape, value) => (isList(value) ? withSeeds(shape, value) : shape),
};

/** Numbers of the OpenAPI format registry that end somewhere; `float` and `double` hold what JSON readers keep anyway. */
const numberFormats: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['int32', [-(2 ** 31), 2 ** 31 - 1]],
  ['int64', [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]],
]);

function withFormat(shape: Shape, format: string): Shape {
  const range = numberFormats.get(format);
  if (range === undefined) return withText(shape, { formats: [...shape.text.formats, format] });
  const numeric = atMost(atLeast(shape, range[0], false), range[1], false);
  // Fractions are neither; without an integer left, the format says nothing.
  return shape.kinds.has('integer') ? withoutFractions(numeric) : shape;
}

function withoutFractions(shape: Shape): Shape {
  return toKinds(shape, new Set([...shape.kinds].filter((kind) => kind !== 'fraction'))) ?? shape;
}

function withContent(shape: Shape, value: Json): Shape {
  return typeof value === 'string' ? withText(shape, { contents: [...shape.text.contents, value] }) : shape;
}

function withSeeds(shape: Shape, values: readonly Json[]): Shape {
  return { ...shape, seeds: [...shape.seeds, ...values] };
}

function withShare(shape: Shape, { schemas, place, schema }: Reading): Shape {
  const contained = schemas.child(place, 'contains');
  if (contained === null) return shape;
  const [least, most] = ['minContains', 'maxContains'].map((name) =>
    schemas.vocabulary.knows(name) ? member(schema, name) : undefined,
  );
  const min = typeof least === 'number' ? least : 1;
  const max = typeof most === 'number' ? most : Infinity;
  return withList(shape, { shares: [...shape.list.shares, { demand: matching(contained), min, max }] });
}

export function memberLayer({ schemas, place, schema }: Reading): MemberLayer | null {
  const additional = schemas.child(place, 'additionalProperties');
  const patterned = schemas.vocabulary.knows('patternProperties') ? member(schema, 'patternProperties') : undefined;
  const declared = member(schema, 'properties');
  if (additional === null && !isObject(patterned) && !isObject(declared)) return null;
  return {
    named: new Map(demandsBelow(schemas, place, 'properties')),
    patterns: demandsBelow(schemas, place, 'patternProperties')
      .filter(() => isObject(patterned))
      .map(([pattern, demand]) => ({ pattern, demand })),
    rest: additional === null ? null : matching(additional),
    evaluates: true,
  };
}

export function itemLayer({ schemas, place, schema }: Reading): ItemLayer | null {
  const { vocabulary } = schemas;
  const positional = vocabulary.positionalItems && isList(member(schema, 'items'));
  const [first, others] = positional ? ['items', 'additionalItems'] : ['prefixItems', 'items'];
  const prefix = vocabulary.knows(first) || positional ? demandsBelow(schemas, place, first) : [];
  const rest = schemas.child(place, others);
  if (rest === null && prefix.length === 0) return null;
  return { prefix: prefix.map(([, demand]) => demand), rest: rest && matching(rest), evaluates: true };
}

function demandsBelow(schemas: Schemas, place: Place, keyword: string): readonly (readonly [string, Demand])[] {
  const held = member(place.value, keyword);
  if (typeof held !== 'object' || held === null) return [];
  return Object.keys(held).flatMap((name) => {
    const child = schemas.child(place, keyword, name);
    return child === null ? [] : [[name, matching(child)] as const];
  });
}

function isFlagged({ schemas, schema }: Reading, flag: string): boolean {
  return schemas.vocabulary.exclusiveFlags && member(schema, flag) === true;
}

function highest(known: number, value: Json): number {
  return typeof value === 'number' ? Math.max(known, value) : known;
}

function lowest(known: number, value: Json): number {
  return typeof value === 'number' ? Math.min(known, value) : known;
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}
