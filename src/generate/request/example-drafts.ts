import { joinPointer, listMember, member, resolveReference, valueAt } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import { withValueAt } from '../edits/apply-edits.js';
import { withGiven } from '../edits/given.js';
import type { RequestValue, WireVerdict } from '../request-case.js';
import { composeExample } from './composed-examples.js';
import type { RequestContext } from './outline.js';
import { draftOf, requestValue, type Base, type RequestPlan, jsonOf } from './request-plan.js';

/** Examples of one place in a request. */
interface PlaceExamples {
  readonly at: string;
  readonly values: readonly Json[];
  /** Put together from examples of members. */
  readonly composed?: readonly Json[];
}

/**
 * Requests with the examples of the document: all first examples together, then all second ones, until each was there.
 * Examples that violate the document are left out and noted.
 */
export function* exampleValues(plan: RequestPlan, base: Base): Generator<RequestValue> {
  const places = placesOf(plan, base)
    .map(({ at, values, composed = [] }) => ({
      at,
      values: [
        ...values.filter((value) => isValidExample(plan, base, { at, value })),
        ...composed.filter((value) => verdictWith(plan, base, { at, value })?.kind === 'valid'),
      ],
    }))
    .filter(({ values }) => values.length > 0);
  const most = Math.max(0, ...places.map(({ values }) => values.length));
  for (let round = 0; round < most; round += 1) {
    let value: Json | undefined = jsonOf(base.value);
    for (const { at, values } of places) {
      const example = values[round % values.length];
      if (value !== undefined && example !== undefined) value = withValueAt(value, at, example);
    }
    if (value !== undefined) yield requestValue(plan.given === undefined ? value : withGiven(plan.given, '', value));
  }
}

function placesOf({ context, outline }: RequestPlan, base: Base): readonly PlaceExamples[] {
  const { root } = context.document;
  const { parameters, requestBody } = outline.operation;
  const slots = outline.slots.map(({ part, name, schema }): PlaceExamples => {
    const own = parameters.find((parameter) => parameter.in === part && parameter.name === name)?.examples ?? [];
    return { at: joinPointer('', part, name), values: [...own, ...schemaExamples(root, schema)] };
  });
  const { body } = base.variant;
  if (body === null) return slots;
  const own = requestBody?.content.find(({ schema }) => schema === body.schema)?.examples ?? [];
  const values = [...own, ...schemaExamples(root, body.schema)];
  const wanted = { pointer: body.schema, base: base.value.body };
  const composed = (['all', 'required'] as const).map((members) => composedBody(context, wanted, members));
  return [...slots, { at: '/body', values, composed: composed.filter((value) => value !== null) }];
}

interface BodyToCompose {
  readonly pointer: string | null;
  readonly base: Json | undefined;
}

/** A body from the examples of its members, as most documents give them. */
function composedBody(
  context: RequestContext,
  { pointer, base }: BodyToCompose,
  members: 'all' | 'required',
): Json | null {
  const examples = { root: context.document.root, validators: context.validators };
  return pointer === null ? null : composeExample(examples, { pointer, base, members });
}

function schemaExamples(root: Json, pointer: string | null): readonly Json[] {
  const value = pointer === null ? undefined : valueAt(root, pointer);
  if (pointer === null || value === undefined) return [];
  const schema = resolveReference(root, { value, pointer })?.value;
  const single = member(schema, 'example');
  return [...(single === undefined ? [] : [single]), ...listMember(schema, 'examples')];
}

interface Placed {
  readonly at: string;
  readonly value: Json;
}

function verdictWith(plan: RequestPlan, base: Base, { at, value }: Placed): WireVerdict | null {
  const whole = withValueAt(jsonOf(base.value), at, value);
  return whole === undefined ? null : plan.assemble(draftOf(base.variant, requestValue(whole))).verdict;
}

/** Whether an example keeps to the document; one that does not is noted. */
function isValidExample(plan: RequestPlan, base: Base, placed: Placed): boolean {
  const verdict = verdictWith(plan, base, placed);
  if (verdict?.kind === 'invalid') {
    const [fault] = verdict.faults;
    const reason = `an example is invalid: ${fault?.at ?? placed.at} ${fault?.message ?? ''}`.trim();
    plan.note({ kind: 'obstacle', pointer: fault?.schema ?? plan.outline.operation.pointer, reason });
  }
  return verdict !== null && verdict.kind !== 'invalid';
}
