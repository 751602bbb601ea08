import {
  isObject,
  joinPointer,
  member,
  pointerToFragment,
  resolveReference,
  valueAt,
} from '../../contract/json-pointer.js';
import type { Json, JsonObject, SchemaVerdict, SchemaViolation } from '../../contract/model.js';
import type { Edit, SchemaSource } from '../schema-source.js';
import type { BodyOutline } from './body.js';
import type { RequestPart } from './field.js';
import { isSendable } from './header.js';
import { judgeWith, missing } from './judge-place.js';
import { partSlots, type RequestContext, type RequestOutline } from './outline.js';
import { isPlainSegment } from './path.js';
import { requiredPointer } from './slots.js';
import { combineVerdicts } from './verdict.js';

/** One way to make requests of an operation: with bodies of one type, or without a body. */
export interface Variant {
  readonly body: BodyOutline | null;
  /** JSON pointer to the schema of the whole request. */
  readonly pointer: string;
}

const parts: readonly RequestPart[] = ['path', 'query', 'header', 'cookie'];
const holder = 'x-request';

/** The schemas of an operation's requests, and where they are. */
export interface RequestSchemas {
  readonly source: SchemaSource;
  readonly variants: readonly Variant[];
}

/**
 * Lays schemas of whole requests beside those of the document: a copy of its root has one more member, which refers to the
 * schemas of parameters and bodies where they stand.
 */
export function requestSchemas(context: RequestContext, outline: RequestOutline): RequestSchemas {
  const bodies = outline.bodies.length === 0 ? [null] : outline.bodies;
  const named = bodies.map((body) => ({ name: body?.mediaType ?? 'none', body }));
  const schemas = named.map(({ name, body }): [string, Json] => [name, requestSchema(context, outline, body)]);
  const variants = named.map(({ name, body }) => ({ body, pointer: joinPointer('', holder, name) }));
  const source: SchemaSource = {
    root: { ...context.document.root, [holder]: Object.fromEntries(schemas) },
    dialect: context.document.dialect === '3.0' ? '3.0' : '2020-12',
    direction: 'request',
    judge: (pointer, value) => {
      const variant = variants.find((one) => one.pointer === pointer);
      if (variant !== undefined) return judgeRequest(context, outline, { variant, value });
      // What is below our own member holds by construction.
      if (isOurs(pointer)) return { kind: 'valid' };
      return context.validators.schema(pointer, value, 'request');
    },
  };
  return { source, variants };
}

function requestSchema(context: RequestContext, outline: RequestOutline, body: BodyOutline | null): JsonObject {
  const properties = new Map<string, Json>();
  for (const part of parts) {
    const slots = partSlots(outline, part);
    if (slots.length === 0) continue;
    const members = slots.map(({ name, schema }): [string, Json] => [name, unflagged(context, schema)]);
    const required = slots.filter((slot) => slot.required).map(({ name }) => name);
    properties.set(part, closed(Object.fromEntries(members), required));
  }
  if (outline.querystring !== null) properties.set('query', reference(outline.querystring.schema));
  const required = [...properties.keys()].filter((part) => part !== 'query' || outline.querystring?.required !== false);
  if (body !== null) {
    properties.set('body', bodySchema(body));
    if (outline.operation.requestBody?.required === true) required.push('body');
  }
  return closed(Object.fromEntries(properties), required);
}

function closed(properties: JsonObject, required: readonly string[]): JsonObject {
  return { type: 'object', properties, required, additionalProperties: false };
}

function reference(schema: string | null): Json {
  return schema === null ? {} : { $ref: `#${pointerToFragment(schema)}` };
}

/** `readOnly` is about members of bodies: a parameter is sent all the same. Within a choice the flag is not seen. */
function unflagged(context: RequestContext, schema: string | null): Json {
  const value = schema === null ? undefined : valueAt(context.document.root, schema);
  if (schema === null || value === undefined) return {};
  const resolved = resolveReference(context.document.root, { value, pointer: schema });
  return member(resolved?.value, 'readOnly') === true ? { anyOf: [reference(schema)] } : reference(schema);
}

/** What a type of body demands where the document leaves it open. */
function bodySchema({ kind, schema, shape }: BodyOutline): Json {
  const type = kind === 'form' || kind === 'multipart' ? 'object' : kind === 'json' ? null : 'string';
  const isOpen = type !== null && shape.types.size > 1 && shape.types.has(type);
  if (!isOpen) return reference(schema);
  return schema === null ? { type } : { allOf: [reference(schema), { type }] };
}

interface Judged {
  readonly variant: Variant;
  readonly value: Json;
}

/** Holds a request to the document part by part, and refuses what HTTP cannot carry, so that it is not made. */
function judgeRequest(context: RequestContext, outline: RequestOutline, { variant, value }: Judged): SchemaVerdict {
  if (!isObject(value)) return refuse('', 'type', 'is no request');
  const stranger = Object.keys(value).find((part) => part !== 'body' && !parts.some((known) => known === part));
  if (stranger !== undefined) return refuse('', 'additionalProperties', `has no ${stranger}`);
  return combineVerdicts([
    ...parts.map((part) => judgePart(context, outline, { part, value: member(value, part) })),
    judgeBodyValue(context, outline, { variant, value: member(value, 'body') }),
  ]);
}

interface PartValue {
  readonly part: RequestPart;
  readonly value: Json | undefined;
}

function judgePart(context: RequestContext, outline: RequestOutline, { part, value }: PartValue): SchemaVerdict {
  const at = `/${part}`;
  if (part === 'query' && outline.querystring !== null) {
    const { schema, required, pointer } = outline.querystring;
    const fault = required ? missing(at, joinPointer(pointer, 'required')) : null;
    return judgeWith(context, { at, schema, fault })(value);
  }
  const slots = partSlots(outline, part);
  if (value === undefined && slots.length === 0) return { kind: 'valid' };
  if (value === undefined) return refuse('', 'required', `lacks ${part}`);
  if (!isObject(value)) return refuse(at, 'type', 'is no object');
  const stranger = Object.keys(value).find((name) => slots.every((slot) => slot.name !== name));
  if (stranger !== undefined) return refuse(at, 'additionalProperties', `has no ${stranger}`);
  return combineVerdicts(
    slots.map((slot) => {
      const place = joinPointer(at, slot.name);
      const held = member(value, slot.name);
      const fault = slot.required ? missing(place, requiredPointer(slot)) : null;
      const verdict = judgeWith(context, { at: place, schema: slot.schema, fault })(held);
      if (verdict.kind === 'invalid' || held === undefined) return verdict;
      const isCarried = part === 'path' ? isPlainSegment(slot, held) : part === 'query' || isSendable(slot, held);
      return isCarried ? verdict : refuse(place, 'wire', 'cannot be carried by HTTP');
    }),
  );
}

function judgeBodyValue(
  context: RequestContext,
  outline: RequestOutline,
  { variant, value }: { readonly variant: Variant; readonly value: Json | undefined },
): SchemaVerdict {
  const { requestBody } = outline.operation;
  if (variant.body === null) {
    return value === undefined ? { kind: 'valid' } : refuse('', 'additionalProperties', 'has no body');
  }
  const wanted = variant.body.kind === 'form' || variant.body.kind === 'multipart';
  if (wanted && value !== undefined && !isObject(value)) return refuse('/body', 'type', 'is no object');
  const isRequired = requestBody?.required === true;
  const fault = isRequired ? missing('/body', joinPointer(requestBody.pointer, 'required')) : null;
  return judgeWith(context, { at: '/body', schema: variant.body.schema, fault })(value);
}

function refuse(at: string, keyword: string, message: string): SchemaVerdict {
  const violation: SchemaViolation = { at, keyword, schema: '', message };
  return { kind: 'invalid', violations: [violation] };
}

/** An edit as the document has it: what is required of a request stands at its parameters and its body. */
export function inDocument(outline: RequestOutline, edit: Edit): Edit {
  if (!isOurs(edit.schema)) return edit;
  const slot = outline.slots.find(({ part, name }) => edit.at === joinPointer('', part, name));
  const pointer = slot?.pointer ?? outline.operation.requestBody?.pointer ?? outline.operation.pointer;
  return { ...edit, schema: pointer };
}

/** Whether a place is a part of a request that has no wire form of its own, such as the query as an object. */
export function isContainer(at: string): boolean {
  return at === '' || parts.some((part) => at === `/${part}`);
}

/** An edit beyond what only our schema of requests says: that there are no other parameters. */
export function isOwn(edit: Edit): boolean {
  return edit.keyword !== 'required' && isOurs(edit.schema);
}

/** Whether a place is in the schemas of whole requests, which the document does not have. */
export function isOurs(pointer: string): boolean {
  return pointer.startsWith(`/${holder}/`);
}
