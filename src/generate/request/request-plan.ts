import { isObject } from '../../contract/json-pointer.js';
import type { ApiOperation, Json, OperationKey } from '../../contract/model.js';
import type { AssembledRequest, RequestValue } from '../request-case.js';
import type { Obstacle, Sample, ValueMaker } from '../schema-source.js';
import { createValueMaker } from '../value-maker.js';
import { assembleRequest, type RequestDraft } from './assemble.js';
import { outlineRequest, type RequestContext, type RequestOutline } from './outline.js';
import { createRequestSchemas, type Variant } from './request-schema.js';

/** Everything that requests of one operation are made with. */
export interface RequestPlan {
  readonly context: RequestContext;
  readonly outline: RequestOutline;
  readonly variants: readonly Variant[];
  readonly maker: ValueMaker;
  /** Keeps a reason why something is not generated. */
  note(obstacle: Obstacle): void;
  obstacles(): readonly Obstacle[];
}

export type Given = (operation: OperationKey, at: string) => readonly Json[] | null;

/** Makes the plans of a document's operations. Without given values all share what was prepared for their schemas. */
export function createPlanner(context: RequestContext, given: Given | null): (operation: ApiOperation) => RequestPlan {
  const { source, variantsOf } = createRequestSchemas(context);
  const shared = given === null ? createValueMaker(source) : null;
  return (operation) => {
    const outline = outlineRequest(context, operation);
    const variants = variantsOf(outline);
    const maker = shared ?? createValueMaker({ ...source, given: (at) => given?.(operation.key, at) ?? null });
    const notes: Obstacle[] = [...outline.obstacles];
    return {
      context,
      outline,
      variants,
      maker,
      note: (obstacle) => {
        notes.push(obstacle);
      },
      obstacles: () => [...notes, ...variants.flatMap(({ pointer }) => maker.obstacles(pointer))],
    };
  };
}

/** A request before it is known to be one: what it is made of, and what it was made from. */
export interface Base {
  readonly variant: Variant;
  readonly value: RequestValue;
  readonly sample: Sample<Json>;
}

export function baseOf(variant: Variant, sample: Sample<Json>): Base {
  return { variant, value: requestValue(sample.value), sample };
}

/** A value of a request's schema as a request. */
export function requestValue(value: Json): RequestValue {
  return isObject(value) ? value : {};
}

export function draftOf(variant: Variant, value: RequestValue): RequestDraft {
  const hasBody = value.body !== undefined || value.rawBody !== undefined;
  return { value, mediaType: hasBody ? (variant.body?.mediaType ?? null) : null };
}

export function assembleDraft(plan: RequestPlan, draft: RequestDraft): AssembledRequest {
  return assembleRequest(plan.context, plan.outline, draft);
}

/** Samples looked at for one that the wire carries without doubt. */
const mostSamples = 12;

/** The plainest request of a variant that is valid on the wire, else the plainest of all; null: none can be made. */
export function plainBase(plan: RequestPlan, variant: Variant, seed: number): Base | null {
  let first: Base | null = null;
  for (let index = 0; index < mostSamples; index += 1) {
    const sample = plan.maker.valid(variant.pointer, { seed, index });
    if ('kind' in sample) return first;
    const base = baseOf(variant, sample);
    first ??= base;
    if (assembleDraft(plan, draftOf(variant, base.value)).verdict.kind === 'valid') return base;
  }
  return first;
}

/** The base with a body, where the document leaves that open. */
export function withBody(plan: RequestPlan, base: Base): Base {
  if (base.value.body !== undefined || base.variant.body === null) return base;
  const made = plan.maker.valid(`${base.variant.pointer}/properties/body`, { seed: 0, index: 0 });
  return 'kind' in made ? base : { ...base, value: { ...base.value, body: made.value } };
}
