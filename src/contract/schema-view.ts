import {
  isObject,
  joinPointer,
  listMember,
  member,
  objectMember,
  resolveReference,
  textMember,
  valueAt,
} from './json-pointer.js';
import type { Json, JsonObject } from './model.js';

/** A schema object at its place. */
export interface Branch {
  readonly schema: JsonObject;
  readonly pointer: string;
}

/** A schema as the list of schema objects that must all hold: `$ref`s followed, `allOf`s opened. */
export interface SchemaView {
  readonly branches: readonly Branch[];
  /** It is, or refers to, the schema `false`. */
  readonly never: boolean;
  /** Null passes besides: the schema stood in a choice between it and null. */
  readonly nullable: boolean;
}

/** More branches than any sane schema has; the rest of a hostile one is not looked at. */
const mostBranches = 64;

/** Reads the schemas at some pointers as one view: what they demand together. */
export function viewOf(root: JsonObject, pointers: readonly string[]): SchemaView {
  const branches: Branch[] = [];
  const seen = new Set<string>();
  const pending = [...pointers];
  let [never, nullable] = [false, false];
  for (let pointer = pending.shift(); pointer !== undefined; pointer = pending.shift()) {
    if (seen.has(pointer) || branches.length >= mostBranches) continue;
    seen.add(pointer);
    const value = valueAt(root, pointer);
    never ||= value === false;
    if (!isObject(value)) continue;
    branches.push({ schema: value, pointer });
    if (textMember(value, '$ref') !== null) {
      const target = resolveReference(root, { value, pointer });
      if (target !== null) pending.push(target.pointer);
    }
    pending.push(...choices(value, pointer, 'allOf').map((one) => one.pointer));
    const choice = onlyChoice(value, pointer);
    if (choice !== null) pending.push(choice.pointer);
    nullable ||= choice?.nullable ?? false;
  }
  return { branches, never, nullable };
}

interface Choice {
  readonly value: Json;
  readonly pointer: string;
}

function choices(schema: JsonObject, pointer: string, keyword: string): readonly Choice[] {
  return entriesOf(member(schema, keyword)).map(([key, value]) => ({
    value,
    pointer: joinPointer(pointer, keyword, key),
  }));
}

/** The one alternative of a schema that leaves no other choice than, perhaps, null. */
function onlyChoice(schema: JsonObject, pointer: string): (Choice & { readonly nullable: boolean }) | null {
  for (const keyword of combining) {
    const all = choices(schema, pointer, keyword);
    const [only, ...others] = all.filter(({ value }) => member(value, 'type') !== 'null');
    if (only && others.length === 0) return { ...only, nullable: all.length > 1 };
  }
  return null;
}

const combining = ['anyOf', 'oneOf'] as const;

/** Pointers to the alternatives of a view, when it leaves a choice. */
export function alternativesOf(view: SchemaView): readonly string[] {
  return view.branches.flatMap(({ schema, pointer }) =>
    onlyChoice(schema, pointer) === null
      ? combining.flatMap((keyword) => choices(schema, pointer, keyword).map((one) => one.pointer))
      : [],
  );
}

/** Members or items; copied schemas may hold arrays as objects with numbers for names. */
export function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Pointers to what stands under a keyword in each branch that has it. */
export function under(view: SchemaView, ...steps: readonly string[]): readonly string[] {
  return view.branches
    .filter(({ schema }) => valueAt(schema, joinPointer('', ...steps)) !== undefined)
    .map(({ pointer }) => joinPointer(pointer, ...steps));
}

/** Values of a keyword over all branches. */
export function valuesOf(view: SchemaView, keyword: string): readonly Json[] {
  return view.branches.flatMap(({ schema }) => {
    const value = member(schema, keyword);
    return value === undefined ? [] : [value];
  });
}

/** Names of the properties that any branch declares. */
export function propertiesOf(view: SchemaView): ReadonlySet<string> {
  return new Set(view.branches.flatMap(({ schema }) => Object.keys(objectMember(schema, 'properties'))));
}

export function requiredOf(view: SchemaView): ReadonlySet<string> {
  return new Set(view.branches.flatMap(({ schema }) => listMember(schema, 'required').filter(isText)));
}

/** No member but the declared ones may appear. */
export function isClosed(view: SchemaView): boolean {
  return ['additionalProperties', 'unevaluatedProperties'].some((keyword) => valuesOf(view, keyword).includes(false));
}

const allTypes = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] as const;

/** Types that all branches allow; an integer is a number, too. */
export function typesOf(view: SchemaView): ReadonlySet<string> {
  const lists = valuesOf(view, 'type').map((type) => {
    const names = typeof type === 'string' ? [type] : entriesOf(type).map(([, name]) => name);
    return new Set<Json>(names.includes('number') ? [...names, 'integer'] : names);
  });
  const allowed = allTypes.filter((name) => lists.every((list) => list.has(name)));
  return new Set(view.nullable ? [...allowed, 'null'] : allowed);
}

/** Values that all branches allow by `enum` or `const`, as JSON; null: any. */
export function choicesOf(view: SchemaView): ReadonlySet<string> | null {
  const lists = [
    ...valuesOf(view, 'enum').map((list) => entriesOf(list).map(([, value]) => JSON.stringify(value))),
    ...valuesOf(view, 'const').map((value) => [JSON.stringify(value)]),
  ];
  const [first, ...others] = lists;
  return first === undefined ? null : new Set(first.filter((value) => others.every((list) => list.includes(value))));
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}
