import { isObject, joinPointer, member } from '../../contract/json-pointer.js';
import type { ApiParameter, Json, SchemaVerdict, SchemaViolation } from '../../contract/model.js';
import { keepByObject } from '../keep-by-object.js';
import type { BodyOutline } from './body.js';
import { requestParts, type RequestPart, type Slot } from './field.js';
import { isSendable } from './header.js';
import { judgeWith, missing } from './judge-place.js';
import { partSlots, type RequestContext, type RequestOutline } from './outline.js';
import { isPlainSegment } from './path.js';
import { requiredPointer } from './slots.js';
import { combineVerdicts } from './verdict.js';

/** Judges one part of a request; undefined: it is missing. */
type JudgePart = (value: Json | undefined) => SchemaVerdict;

const valid: SchemaVerdict = { kind: 'valid' };

/** Holds requests to the document part by part, and refuses what HTTP cannot carry, so that it is not made. */
export function createRequestJudge(
  context: RequestContext,
  outline: RequestOutline,
): (variant: { readonly body: BodyOutline | null }, value: Json) => SchemaVerdict {
  const parts = requestParts.map((part) => ({ part, judge: createPartJudge(context, outline, part) }));
  const known: ReadonlySet<string> = new Set([...requestParts, 'body']);
  const body = keepByObject((variant: { readonly body: BodyOutline | null }) =>
    createBodyValueJudge(context, outline, variant.body),
  );
  return (variant, value) => {
    if (!isObject(value)) return refuse('', 'type', 'is no request');
    const stranger = Object.keys(value).find((part) => !known.has(part));
    if (stranger !== undefined) return refuse('', 'additionalProperties', `has no ${stranger}`);
    return combineVerdicts([
      ...parts.map(({ part, judge }) => judge(member(value, part))),
      body(variant)(member(value, 'body')),
    ]);
  };
}

function createPartJudge(context: RequestContext, outline: RequestOutline, part: RequestPart): JudgePart {
  if (part === 'query' && outline.querystring !== null) return createQuerystringJudge(context, outline.querystring);
  const slots = partSlots(outline, part);
  const judges = slots.map((slot) => ({ name: slot.name, judge: createSlotValueJudge(context, slot) }));
  const known = new Set(slots.map(({ name }) => name));
  const at = `/${part}`;
  return (value) => {
    if (value === undefined) return slots.length === 0 ? valid : refuse('', 'required', `lacks ${part}`);
    if (!isObject(value)) return refuse(at, 'type', 'is no object');
    const stranger = Object.keys(value).find((name) => !known.has(name));
    if (stranger !== undefined) return refuse(at, 'additionalProperties', `has no ${stranger}`);
    return combineVerdicts(judges.map(({ name, judge }) => judge(member(value, name))));
  };
}

function createQuerystringJudge(context: RequestContext, { schema, required, pointer }: ApiParameter): JudgePart {
  const fault = required ? missing('/query', joinPointer(pointer, 'required')) : null;
  return judgeWith(context, { at: '/query', schema, fault });
}

function createSlotValueJudge(context: RequestContext, slot: Slot): JudgePart {
  const at = joinPointer('', slot.part, slot.name);
  const fault = slot.required ? missing(at, requiredPointer(slot)) : null;
  const judge = judgeWith(context, { at, schema: slot.schema, fault });
  return (value) => {
    const verdict = judge(value);
    if (verdict.kind === 'invalid' || value === undefined) return verdict;
    return isCarried(slot, value) ? verdict : refuse(at, 'wire', 'cannot be carried by HTTP');
  };
}

function isCarried(slot: Slot, value: Json): boolean {
  if (slot.part === 'query') return true;
  return slot.part === 'path' ? isPlainSegment(slot, value) : isSendable(slot, value);
}

function createBodyValueJudge(
  context: RequestContext,
  { operation: { requestBody } }: RequestOutline,
  body: BodyOutline | null,
): JudgePart {
  if (body === null)
    return (value) => (value === undefined ? valid : refuse('', 'additionalProperties', 'has no body'));
  const isForm = body.kind === 'form' || body.kind === 'multipart';
  const fault = requestBody?.required === true ? missing('/body', joinPointer(requestBody.pointer, 'required')) : null;
  const judge = judgeWith(context, { at: '/body', schema: body.schema, fault });
  return (value) =>
    isForm && value !== undefined && !isObject(value) ? refuse('/body', 'type', 'is no object') : judge(value);
}

function refuse(at: string, keyword: string, message: string): SchemaVerdict {
  const violation: SchemaViolation = { at, keyword, schema: '', message };
  return { kind: 'invalid', violations: [violation] };
}
