import type { JsonSchema } from './document/json-schema.js';
import { isEmailAddress } from './email-address.js';
import type { Issue } from './failure.js';

/** Faults reported for one body at most: a hostile body must not make a reply larger than itself. */
const ISSUES_MAX = 100;

interface Walk {
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly patterns: Map<string, RegExp>;
  readonly issues: Issue[];
}

/** Finds the faults of a value against a schema. */
export type Validator = (schema: JsonSchema, value: unknown) => readonly Issue[];

/**
 * Makes a validator over named schemas. It knows the keywords that request schemas of our document use and reports
 * every fault, in the order of the schema, unknown members last. The field of a fault of the value itself is empty.
 */
export function createValidator(schemas: Readonly<Record<string, JsonSchema>>): Validator {
  const patterns = new Map<string, RegExp>();
  return (schema, value) => {
    const walk: Walk = { schemas, patterns, issues: [] };
    visit(walk, schema, { value, path: '' });
    return walk.issues;
  };
}

interface Place {
  readonly value: unknown;
  readonly path: string;
}

function visit(walk: Walk, schema: JsonSchema, place: Place): void {
  if (walk.issues.length >= ISSUES_MAX) return;
  const target = resolve(walk, schema);
  if (target.anyOf !== undefined) {
    visitAny(walk, target.anyOf, place);
  } else if (!hasType(target, place.value)) {
    report(walk, place, { code: 'wrong_type', message: `must be of type ${String(target.type)}` });
  } else if (typeof place.value === 'string') {
    visitString(walk, target, { value: place.value, path: place.path });
  } else if (typeof place.value === 'number') {
    visitNumber(walk, target, { value: place.value, path: place.path });
  } else if (Array.isArray(place.value)) {
    visitArray(walk, target, { value: place.value, path: place.path });
  } else if (isObject(place.value)) {
    visitObject(walk, target, { value: place.value, path: place.path });
  }
}

/** Reports the faults against the alternative that was missed by least: it is the one that was meant. */
function visitAny(walk: Walk, alternatives: readonly JsonSchema[], place: Place): void {
  const found = alternatives.map((alternative) => {
    const issues: Issue[] = [];
    visit({ ...walk, issues }, alternative, place);
    return issues;
  });
  const [least = []] = found.toSorted((one, other) => one.length - other.length);
  walk.issues.push(...least.slice(0, ISSUES_MAX - walk.issues.length));
}

function resolve(walk: Walk, schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const named = walk.schemas[schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)];
  if (named === undefined) throw new Error(`The document has no schema at ${schema.$ref}.`);
  return resolve(walk, named);
}

function hasType(schema: JsonSchema, value: unknown): boolean {
  if (schema.type === undefined) return true;
  if (schema.type === 'array') return Array.isArray(value);
  if (schema.type === 'object') return isObject(value);
  if (schema.type === 'string') return typeof value === 'string';
  if (schema.type === 'integer') return Number.isInteger(value);
  throw new Error(`Request schemas have no type ${String(schema.type)}.`);
}

function visitString(walk: Walk, schema: JsonSchema, place: { value: string; path: string }): void {
  const { minLength = 0, maxLength = Infinity, pattern, format } = schema;
  if (isShorter(place.value, minLength)) {
    report(walk, place, { code: 'too_short', message: `must have at least ${minLength} character(s)` });
  } else if (isLonger(place.value, maxLength)) {
    report(walk, place, { code: 'too_long', message: `must have at most ${maxLength} characters` });
  } else if (pattern !== undefined && !expression(walk, pattern).test(place.value)) {
    report(walk, place, { code: 'wrong_pattern', message: `must match ${pattern}` });
  } else if (format === 'email' && !isEmailAddress(place.value)) {
    report(walk, place, { code: 'wrong_format', message: 'must be an e-mail address' });
  } else if (schema.enum?.includes(place.value) === false) {
    report(walk, place, { code: 'not_allowed', message: `must be one of ${schema.enum.join(', ')}` });
  }
}

function visitNumber(walk: Walk, { minimum = -Infinity }: JsonSchema, place: { value: number; path: string }): void {
  if (place.value < minimum) report(walk, place, { code: 'too_small', message: `must be at least ${minimum}` });
}

function visitArray(walk: Walk, schema: JsonSchema, place: { value: unknown[]; path: string }): void {
  const { minItems = 0, maxItems = Infinity, items } = schema;
  if (place.value.length < minItems) {
    report(walk, place, { code: 'too_few', message: `must have at least ${minItems} item(s)` });
  } else if (place.value.length > maxItems) {
    report(walk, place, { code: 'too_many', message: `must have at most ${maxItems} items` });
  } else if (items !== undefined) {
    place.value.forEach((value, index) => visit(walk, items, { value, path: join(place.path, String(index)) }));
  }
}

function visitObject(walk: Walk, schema: JsonSchema, place: { value: JsonMap; path: string }): void {
  const { properties = {}, required = [], additionalProperties = true, propertyNames } = schema;
  for (const [name, property] of Object.entries(properties)) {
    const at = { value: place.value[name], path: join(place.path, name) };
    if (Object.hasOwn(place.value, name)) visit(walk, property, at);
    else if (required.includes(name)) report(walk, at, { code: 'required', message: 'is missing' });
  }
  for (const [name, value] of Object.entries(place.value)) {
    if (Object.hasOwn(properties, name)) continue;
    const at = { value, path: join(place.path, name) };
    if (additionalProperties === false) report(walk, at, { code: 'unknown_member', message: 'is not a known member' });
    else if (propertyNames?.pattern !== undefined && !expression(walk, propertyNames.pattern).test(name))
      report(walk, at, { code: 'wrong_name', message: `must have a name matching ${propertyNames.pattern}` });
    else if (additionalProperties !== true) visit(walk, additionalProperties, at);
  }
}

/** Names that differ only in what is replaced have one place between them, which is told once. */
function report({ issues }: Walk, { path: field }: Place, fault: { code: string; message: string }): void {
  const isTold = issues.some((one) => one.field === field && one.code === fault.code && one.message === fault.message);
  if (!isTold && issues.length < ISSUES_MAX) issues.push({ field, ...fault });
}

function expression(walk: Walk, pattern: string): RegExp {
  const known = walk.patterns.get(pattern) ?? new RegExp(pattern, 'u');
  walk.patterns.set(pattern, known);
  return known;
}

/** Member names come from the client: what would not read as a step of a dot path is replaced, long ones are cut. */
function join(path: string, name: string): string {
  const step = name.slice(0, 64).replace(/[^A-Za-z0-9_-]/g, '_') || '_';
  return path === '' ? step : `${path}.${step}`;
}

type JsonMap = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// JSON Schema counts code points; a string has at most as many of them as UTF-16 units and at least half as many.
function isLonger(text: string, max: number): boolean {
  if (text.length <= max) return false;
  return text.length > 2 * max || codePoints(text) > max;
}

function isShorter(text: string, min: number): boolean {
  return text.length < 2 * min && codePoints(text) < min;
}

function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}
