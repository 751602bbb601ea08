import { isObject, valueAt } from '../../contract/json-pointer.js';
import type { Json, JsonObject } from '../../contract/model.js';
import {
  alternativesOf,
  choicesOf,
  isClosed,
  propertiesOf,
  typesOf,
  under,
  valuesOf,
  viewOf,
  type SchemaView,
} from '../../contract/schema-view.js';

/** What a reader must know of a schema to give types to the texts on the wire. */
export interface Shape {
  /** Types that a value may have: `string`, `integer`, ...; a number may be an integer, too. */
  readonly types: ReadonlySet<string>;
  /** Names that it declares as members. */
  readonly members: ReadonlySet<string>;
  /** Members of other names may appear. */
  readonly open: boolean;
  /** Strings are bytes: `format: binary`, or a content encoding. */
  readonly binary: boolean;
  member(name: string): Shape;
  item(index: number): Shape;
}

export type ShapeOf = (pointer: string | null) => Shape;

/** Reads the shapes of a document's schemas, each once and when first asked for. */
export function createShapes(root: JsonObject): ShapeOf {
  const known = new Map<string, Shape>();
  const shapeOf = (groups: readonly Group[]): Shape => {
    const key = groups.map((group) => group.join(' ')).join('\n');
    const shape = known.get(key) ?? readShape(root, groups, shapeOf);
    known.set(key, shape);
    return shape;
  };
  return (pointer) => shapeOf(pointer === null ? [[]] : [[pointer]]);
}

/** Pointers to schemas that hold together. */
type Group = readonly string[];

function readShape(root: JsonObject, groups: readonly Group[], shapeOf: (groups: readonly Group[]) => Shape): Shape {
  const views = groups.flatMap((group) => expand(root, group, 0)).map((group) => viewOf(root, group));
  const deeper = (steps: (view: SchemaView) => readonly string[]): Shape => {
    const found = views.map(steps);
    const declared = found.filter((group) => group.length > 0);
    return shapeOf(declared.length > 0 ? unique(declared) : [[]]);
  };
  return {
    types: new Set(views.flatMap((view) => [...allowedTypes(view)])),
    members: new Set(views.flatMap((view) => [...propertiesOf(view)])),
    open: views.some((view) => !isClosed(view)),
    binary: views.some(isBinary),
    member: (name) =>
      deeper((view) => schemasAt(root, view, ['properties', name]) ?? under(view, 'additionalProperties')),
    item: (index) => deeper((view) => schemasAt(root, view, ['prefixItems', String(index)]) ?? under(view, 'items')),
  };
}

const mostAlternatives = 24;

/** The ways to satisfy schemas: themselves, with one of the alternatives they leave. */
function expand(root: JsonObject, group: Group, depth: number): readonly Group[] {
  const alternatives = depth > 3 ? [] : alternativesOf(viewOf(root, group));
  if (alternatives.length === 0) return [group];
  return alternatives
    .flatMap((pointer) => expand(root, [pointer], depth + 1).map((inner) => [...group, ...inner]))
    .slice(0, mostAlternatives);
}

function schemasAt(root: JsonObject, view: SchemaView, steps: readonly string[]): readonly string[] | null {
  const found = under(view, ...steps).filter((pointer) => valueAt(root, pointer) !== undefined);
  return found.length > 0 ? found : null;
}

/** The types of a view, less those that its `enum` or `const` has no value of, with null where 3.0 allows it. */
function allowedTypes(view: SchemaView): ReadonlySet<string> {
  const types = typesOf(view);
  const choices = choicesOf(view);
  const nullable = valuesOf(view, 'nullable').includes(true) ? ['null'] : [];
  if (choices === null) return new Set([...types, ...nullable]);
  const held = new Set([...choices].flatMap((text) => typeNames(JSON.parse(text) as Json)));
  return new Set([...[...types].filter((name) => held.has(name)), ...nullable]);
}

/** The names by which JSON Schema knows the type of a value. */
export function typeNames(value: Json): readonly string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (isObject(value)) return ['object'];
  if (typeof value !== 'number') return [typeof value];
  return Number.isInteger(value) ? ['number', 'integer'] : ['number'];
}

function isBinary(view: SchemaView): boolean {
  const formats = valuesOf(view, 'format');
  const media = valuesOf(view, 'contentMediaType');
  return formats.includes('binary') || media.includes('application/octet-stream');
}

function unique(groups: readonly Group[]): readonly Group[] {
  return [...new Map(groups.map((group) => [group.join(' '), group])).values()];
}
