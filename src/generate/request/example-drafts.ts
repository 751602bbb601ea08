import { joinPointer, listMember, member, resolveReference, valueAt } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import { withValueAt } from '../edits/apply-edits.js';
import type { RequestValue } from '../request-case.js';
import { draftOf, requestValue, type Base, type RequestPlan, jsonOf } from './request-plan.js';

/** Examples of one place in a request. */
interface PlaceExamples {
  readonly at: string;
  readonly values: readonly Json[];
}

/**
 * Requests with the examples of the document: all first examples together, then all second ones, until each was there.
 * Examples that violate the document are left out and noted.
 */
export function* exampleValues(plan: RequestPlan, base: Base): Generator<RequestValue> {
  const places = placesOf(plan, base)
    .map(({ at, values }) => ({ at, values: values.filter((value) => isUsable(plan, base, { at, value })) }))
    .filter(({ values }) => values.length > 0);
  const most = Math.max(0, ...places.map(({ values }) => values.length));
  for (let round = 0; round < most; round += 1) {
    let value: Json | undefined = jsonOf(base.value);
    for (const { at, values } of places) {
      const example = values[round % values.length];
      if (value !== undefined && example !== undefined) value = withValueAt(value, at, example);
    }
    if (value !== undefined) yield requestValue(value);
  }
}

function placesOf({ context, outline }: RequestPlan, { variant }: Base): readonly PlaceExamples[] {
  const { root } = context.document;
  const { parameters, requestBody } = outline.operation;
  const slots = outline.slots.map(({ part, name, schema }): PlaceExamples => {
    const own = parameters.find((parameter) => parameter.in === part && parameter.name === name)?.examples ?? [];
    return { at: joinPointer('', part, name), values: [...own, ...schemaExamples(root, schema)] };
  });
  const { body } = variant;
  if (body === null) return slots;
  const own = requestBody?.content.find(({ schema }) => schema === body.schema)?.examples ?? [];
  return [...slots, { at: '/body', values: [...own, ...schemaExamples(root, body.schema)] }];
}

function schemaExamples(root: Json, pointer: string | null): readonly Json[] {
  const value = pointer === null ? undefined : valueAt(root, pointer);
  if (pointer === null || value === undefined) return [];
  const schema = resolveReference(root, { value, pointer })?.value;
  const single = member(schema, 'example');
  return [...(single === undefined ? [] : [single]), ...listMember(schema, 'examples')];
}

function isUsable(
  plan: RequestPlan,
  base: Base,
  { at, value }: { readonly at: string; readonly value: Json },
): boolean {
  const whole = withValueAt(jsonOf(base.value), at, value);
  if (whole === undefined) return false;
  const { verdict } = plan.assemble(draftOf(base.variant, requestValue(whole)));
  if (verdict.kind === 'invalid') {
    const [fault] = verdict.faults;
    const reason = `an example is invalid: ${fault?.at ?? at} ${fault?.message ?? ''}`.trim();
    plan.note({ kind: 'obstacle', pointer: fault?.schema ?? plan.outline.operation.pointer, reason });
  }
  return verdict.kind !== 'invalid';
}
