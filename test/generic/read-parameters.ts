import type { ErrorObject } from 'ajv';
import type { Json, JsonObject } from '../../src/contract/model.js';
import { textMember, valueAt } from '../../src/contract/json-pointer.js';
import type { Asked, Fault } from './http-messages.js';

/** Holds a value to the schema at a pointer of the document. */
export type Validate = (pointer: string, value: unknown) => readonly ErrorObject[];

/** The parameters of a request by name, and what is wrong with them. */
export interface Parameters {
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
}

interface Sources {
  readonly document: JsonObject;
  readonly validate: Validate;
  /** What stands in the path for each parameter, not decoded. */
  readonly path: Readonly<Record<string, string>>;
}

type Members = Readonly<Record<string, Json>>;

/** Reads the parameters at these pointers as their style writes them, and holds each to its schema. */
export function readParameters(asked: Asked, pointers: readonly string[], sources: Sources): Parameters {
  const values: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const pointer of pointers) {
    const parameter = valueAt(sources.document, pointer) as Members;
    const name = textMember(parameter, 'name') ?? '';
    const value = read(parameter, asked, sources);
    if (value === undefined) {
      if (parameter['required'] === true) faults.push({ at: name, fault: 'is required' });
      continue;
    }
    const errors = sources.validate(`${pointer}/schema`, value);
    faults.push(...errors.map((error) => toFault(error, name)));
    values[name] = value;
  }
  return { values, faults };
}

export function toFault({ instancePath, params, message, keyword }: ErrorObject, root: string): Fault {
  const given: Readonly<Record<string, unknown>> = params;
  const member = given['missingProperty'] ?? given['additionalProperty'];
  const at = `${root}${instancePath}${typeof member === 'string' ? `/${member}` : ''}`;
  return { at, fault: message ?? keyword };
}

function read(parameter: Members, asked: Asked, { document, path }: Sources): unknown {
  const name = textMember(parameter, 'name') ?? '';
  const schema = resolve(parameter['schema'], document);
  const place = parameter['in'];
  if (place === 'path') return coerce(decode(path[name] ?? ''), schema);
  if (place === 'header') return asked.headers[name.toLowerCase()];
  const { style, explode } = parameter;
  return readQuery({ name, style, explode }, asked.query, { schema, document });
}

interface Style {
  readonly name: string;
  readonly style: Json | undefined;
  readonly explode: Json | undefined;
}

function readQuery(
  { name, style, explode }: Style,
  query: string,
  of: { schema: Members; document: JsonObject },
): unknown {
  const pairs = readPairs(query);
  if (style === 'deepObject') return readDeepObject(name, pairs);
  const own = pairs.filter(([key]) => key === name).map(([, value]) => value);
  if (own.length === 0) return undefined;
  if (of.schema['type'] !== 'array') return coerce(own.at(-1) ?? '', of.schema);
  const items = explode === false ? own.flatMap((value) => value.split(',')) : own;
  const item = resolve(of.schema['items'], of.document);
  return items.map((one) => coerce(one, item));
}

function readDeepObject(name: string, pairs: readonly (readonly [string, string])[]): unknown {
  const members = pairs.flatMap(([key, value]) => {
    const inner = key.startsWith(`${name}[`) && key.endsWith(']') ? key.slice(name.length + 1, -1) : null;
    return inner === null ? [] : [[inner, value] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** Pairs as forms and queries have them (WHATWG URL, application/x-www-form-urlencoded). */
export function readPairs(text: string): readonly (readonly [string, string])[] {
  return [...new URLSearchParams(text)];
}

/** What a text stands for, as its schema says. */
export function coerce(text: string, schema: Members): unknown {
  const types = [schema['type']].flat();
  if (types.some((type) => type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    return Number(text);
  }
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** A schema with its reference followed. */
export function resolve(schema: Json | undefined, document: JsonObject): Members {
  const members = (schema ?? {}) as Members;
  const reference = members['$ref'];
  return typeof reference === 'string' ? (valueAt(document, reference.slice(1)) as Members) : members;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
