import { joinPointer, member, pointerToFragment, resolveReference, valueAt } from '../../contract/json-pointer.js';
import type { Json, JsonObject } from '../../contract/model.js';
import type { Edit, SchemaSource } from '../schema-source.js';
import type { BodyOutline } from './body.js';
import { requestParts } from './field.js';
import { createRequestJudge } from './judge-request.js';
import { partSlots, type RequestContext, type RequestOutline } from './outline.js';

/** One way to make requests of an operation: with bodies of one type, or without a body. */
export interface Variant {
  readonly body: BodyOutline | null;
  /** JSON pointer to the schema of the whole request. */
  readonly pointer: string;
}

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
  const judge = createRequestJudge(context, outline);
  const source: SchemaSource = {
    root: { ...context.document.root, [holder]: Object.fromEntries(schemas) },
    dialect: context.document.dialect === '3.0' ? '3.0' : '2020-12',
    direction: 'request',
    judge: (pointer, value) => {
      const variant = variants.find((one) => one.pointer === pointer);
      if (variant !== undefined) return judge(variant, value);
      // What is below our own member holds by construction.
      if (isOurs(pointer)) return { kind: 'valid' };
      return context.validators.schema(pointer, value, 'request');
    },
  };
  return { source, variants };
}

function requestSchema(context: RequestContext, outline: RequestOutline, body: BodyOutline | null): JsonObject {
  const properties = new Map<string, Json>();
  for (const part of requestParts) {
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

/** An edit as the document has it: what is required of a request stands at its parameters and its body. */
export function inDocument(outline: RequestOutline, edit: Edit): Edit {
  if (!isOurs(edit.schema)) return edit;
  const slot = outline.slots.find(({ part, name }) => edit.at === joinPointer('', part, name));
  const pointer = slot?.pointer ?? outline.operation.requestBody?.pointer ?? outline.operation.pointer;
  return { ...edit, schema: pointer };
}

/** Whether a place is a part of a request that has no wire form of its own, such as the query as an object. */
export function isContainer(at: string): boolean {
  return at === '' || requestParts.some((part) => at === `/${part}`);
}

/** An edit beyond what only our schema of requests says: that there are no other parameters. */
export function isOwn(edit: Edit): boolean {
  return edit.keyword !== 'required' && isOurs(edit.schema);
}

/** Whether a place is in the schemas of whole requests, which the document does not have. */
export function isOurs(pointer: string): boolean {
  return pointer.startsWith(`/${holder}/`);
}
