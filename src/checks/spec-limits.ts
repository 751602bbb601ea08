import { joinPointer, member, objectMember, resolveReference, textMember, valueAt } from '../contract/json-pointer.js';
import { buildModel } from '../contract/model-builder.js';
import type { ApiOperation, Json, JsonObject } from '../contract/model.js';
import type { CheckContext, Observation, Violation } from './check.js';
import { namedFields } from './judge.js';
import { show } from './show.js';

interface Limit {
  /** Path of the member as error lists write it: `subject`, `to.name`. */
  readonly field: string;
  readonly most: number;
  readonly unit: 'characters' | 'items';
  /** A value that just keeps the limit. */
  readonly within: Json;
  /** A value that just breaks it. */
  readonly beyond: Json;
}

/** A limit of a request body as the document states it. */
export interface DocumentedLimit extends Limit {
  /** The same limit in the profile's own document; null: that has none. */
  readonly profile: number | null;
}

/** Longer strings and lists than these are left to tests of size. */
const longestText = 5000;
const longestList = 1000;

/** A recipient as lists of them want it; nobody can be written to at that domain (RFC 2606). */
const listItem: Json = { email: 'nobody@touchstone.invalid' };

/**
 * SPEC-09: limits on lengths and counts in the JSON request body of an operation, one level deep. Only limits that can
 * be probed are listed: the document must allow the value within and refuse the one beyond.
 */
export function documentedLimits(operation: ApiOperation, context: CheckContext): readonly DocumentedLimit[] {
  const schema = jsonSchemaOf(operation);
  if (schema === null) return [];
  return limitsIn(schema, '', context).map((limit) => ({
    ...limit,
    profile: profileLimit(limit, operation.key, context),
  }));
}

/** What the profile's own document says of a limit, so that a difference can be told three ways. */
function profileLimit({ field, unit }: Limit, key: string, { expected }: CheckContext): number | null {
  if (expected === null) return null;
  const { root } = expected;
  const schema = jsonSchemaOf(buildModel(expected).operations.get(key));
  const steps = field.split('.').flatMap((name) => ['properties', name]);
  const property = steps.reduce(
    (value, step) => resolved(root, member(value, step)),
    schema === null ? undefined : resolved(root, valueAt(root, schema)),
  );
  const most = member(property, unit === 'items' ? 'maxItems' : 'maxLength');
  return typeof most === 'number' ? most : null;
}

function resolved(root: JsonObject, value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : resolveReference(root, { value, pointer: '' })?.value;
}

/** Pointer to the schema of the JSON body that an operation takes. */
function jsonSchemaOf(operation: ApiOperation | undefined): string | null {
  return operation?.requestBody?.content.find(({ range }) => range.startsWith('application/json'))?.schema ?? null;
}

function limitsIn(pointer: string, prefix: string, context: CheckContext): readonly Limit[] {
  const schema = schemaAt(pointer, context);
  if (schema === null) return [];
  return Object.keys(objectMember(schema.value, 'properties')).flatMap((name) => {
    const place = joinPointer(schema.pointer, 'properties', name);
    const property = schemaAt(place, context);
    const field = `${prefix}${name}`;
    if (property === null) return [];
    const limit = limitOf(property.value, field);
    if (limit !== null) return isSharp(limit, place, context) ? [limit] : [];
    return prefix === '' ? limitsIn(property.pointer, `${field}.`, context) : [];
  });
}

function schemaAt(pointer: string, { document: { root } }: CheckContext) {
  const value = valueAt(root, pointer);
  return value === undefined ? null : resolveReference(root, { value, pointer });
}

function limitOf(schema: Json, field: string): Limit | null {
  const [length, count] = [member(schema, 'maxLength'), member(schema, 'maxItems')];
  if (textMember(schema, 'type') === 'string' && typeof length === 'number' && length <= longestText) {
    const text = (size: number) => 'x'.repeat(size);
    return { field, most: length, unit: 'characters', within: text(length), beyond: text(length + 1) };
  }
  if (textMember(schema, 'type') === 'array' && typeof count === 'number' && count <= longestList) {
    const list = (size: number) => Array.from({ length: size }, () => listItem);
    return { field, most: count, unit: 'items', within: list(count), beyond: list(count + 1) };
  }
  return null;
}

/** Whether it is this limit, and nothing else in the schema, that tells the two values apart. */
function isSharp({ within, beyond }: Limit, pointer: string, { validators }: CheckContext): boolean {
  return validators.schema(pointer, within).kind === 'valid' && validators.schema(pointer, beyond).kind === 'invalid';
}

/** Members that the document requires of the JSON body of an operation. */
export function requiredMembers(operation: ApiOperation, context: CheckContext): readonly string[] {
  const body = jsonSchemaOf(operation);
  const schema = body === null ? null : schemaAt(body, context);
  const required = schema === null ? undefined : member(schema.value, 'required');
  return Array.isArray(required) ? required.filter((name): name is string => typeof name === 'string') : [];
}

/** A body with one value at the path of a limit and nothing else. */
export function bodyWith({ field }: Pick<DocumentedLimit, 'field'>, value: Json): Readonly<Record<string, Json>> {
  const [name = '', inner] = field.split('.');
  return { [name]: inner === undefined ? value : { [inner]: value } };
}

/** The reply to a body that keeps a limit complains about it all the same. */
export function serverIsStricter({ field, most, unit, profile }: DocumentedLimit, seen: Observation): Violation | null {
  if (!namedFields(seen).includes(field)) return null;
  return {
    message: `The server refuses a ${field} that the document allows.`,
    expected: `${most} ${unit} pass${profileSays(profile)}`,
    actual: `refused: ${show(namedFields(seen))}`,
  };
}

/** The reply to a body that breaks a limit complains about several members, but not about that one. */
export function serverIsLaxer({ field, most, unit, profile }: DocumentedLimit, seen: Observation): Violation | null {
  const named = distinctFields(seen);
  if (named.length < 2 || named.includes(field)) return null;
  return {
    message: `The server accepts a ${field} that the document forbids.`,
    expected: `${most + 1} ${unit} are refused${profileSays(profile)}`,
    actual: `refused is only: ${show(named)}`,
  };
}

function profileSays(most: number | null): string {
  return most === null ? '' : ` (the profile's own document says ${most})`;
}

/** The reply to an empty body names some members that are missing, but not all that the document requires. */
export function requirementsDiffer(required: readonly string[], seen: Observation): Violation | null {
  const named = distinctFields(seen);
  if (named.length < 2) return null;
  const silent = required.filter((name) => !named.includes(name));
  const surplus = named.filter((name) => !required.includes(name));
  if (silent.length === 0 && surplus.length === 0) return null;
  return {
    message: 'The server requires other members than the document.',
    expected: show(required),
    actual: show(named),
  };
}

/** One name alone says nothing about the others: a server may stop at the first fault. */
function distinctFields(seen: Observation): readonly string[] {
  return [...new Set(namedFields(seen))];
}
