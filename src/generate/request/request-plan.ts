import { isObject } from '../../contract/json-pointer.js';
import type { ApiEncoding, ApiOperation, Json, OperationKey } from '../../contract/model.js';
import type { HeaderLine } from '../../http/exchange.js';
import type { AssembledRequest, RequestValue } from '../request-case.js';
import type { GivenValues, Obstacle, Sample, SchemaSource, ValueMaker } from '../schema-source.js';
import { createValueMaker } from '../value-maker.js';
import { createAssembler, type RequestDraft } from './assemble.js';
import { outlineRequest, type RequestContext, type RequestOutline } from './outline.js';
import { scalarText } from './raw.js';
import { isOurs, requestSchemas, type Variant } from './request-schema.js';

/** Everything that requests of one operation are made with. */
export interface RequestPlan {
  readonly context: RequestContext;
  readonly outline: RequestOutline;
  readonly variants: readonly Variant[];
  readonly maker: ValueMaker;
  /** What is given for places in requests; see {@link SchemaSource}. */
  readonly given: SchemaSource['given'];
  /** Puts a request into its wire form and judges that; what was just judged is not judged again. */
  readonly assemble: (draft: RequestDraft) => AssembledRequest;
  /** Keeps a reason why something is not generated. */
  note(obstacle: Obstacle): void;
  obstacles(): readonly Obstacle[];
}

export type Given = (operation: OperationKey, at: string) => GivenValues | null;

/** Prepares what requests of an operation are made with; the making itself begins when one is asked for. */
export function planRequests(context: RequestContext, operation: ApiOperation, given: Given | null): RequestPlan {
  const bare = outlineRequest(context, operation);
  const { source, variants } = requestSchemas(context, bare);
  const givenHere = given === null ? undefined : (at: string) => given(operation.key, at);
  const maker = createValueMaker(givenHere === undefined ? source : { ...source, given: givenHere });
  const outline = withPartHeaders(bare, maker);
  const notes: Obstacle[] = [...outline.obstacles];
  return {
    context,
    outline,
    variants,
    maker,
    given: givenHere,
    assemble: createAssembler(context, outline),
    note: (obstacle) => {
      notes.push(obstacle);
    },
    obstacles: () => [
      ...notes,
      ...variants.flatMap(({ pointer }) => maker.obstacles(pointer).map((one) => placed(outline, one))),
    ],
  };
}

/** What stands in the way of a whole request, at its operation. */
function placed(outline: RequestOutline, obstacle: Obstacle): Obstacle {
  return isOurs(obstacle.pointer) ? { ...obstacle, pointer: outline.operation.pointer } : obstacle;
}

/** Gives the parts of multipart bodies the headers that the document requires, each with its plainest value. */
function withPartHeaders(outline: RequestOutline, maker: ValueMaker): RequestOutline {
  const headersOf = ({ headers }: ApiEncoding): readonly HeaderLine[] =>
    headers.flatMap(({ name, required, schema }) => {
      const made = required && schema !== null ? maker.valid(schema, { seed: 0, index: 0 }) : null;
      return made === null || 'kind' in made ? [] : [[name, scalarText(made.value)] as const];
    });
  const bodies = outline.bodies.map((body) => {
    const partHeaders = [...body.encoding].map(([name, said]) => [name, headersOf(said)] as const);
    return body.kind === 'multipart' ? { ...body, partHeaders: new Map(partHeaders) } : body;
  });
  return { ...outline, bodies };
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

/** A request as the JSON that it is: parts it lacks are absent, not undefined. */
export function jsonOf(value: RequestValue): Json {
  return value as Json;
}

export function draftOf(variant: Variant, value: RequestValue): RequestDraft {
  const hasBody = value.body !== undefined || value.rawBody !== undefined;
  return { value, mediaType: hasBody ? (variant.body?.mediaType ?? null) : null };
}

/** Samples looked at for one that the wire carries without doubt. */
const mostSamples = 12;

/** The plainest request of a variant that is valid on the wire, else the plainest of all; null: none can be made. */
export function plainBase(plan: RequestPlan, variant: Variant, seed: number): Base | null {
  let first: Base | null = null;
  for (let index = 0; index < mostSamples; index += 1) {
    const sample = plan.maker.valid(variant.pointer, { seed, index });
    if ('kind' in sample) return first;
    const bare = baseOf(variant, sample);
    first ??= bare;
    for (const base of new Set([bare, withBody(plan, bare)])) {
      if (plan.assemble(draftOf(variant, base.value)).verdict.kind === 'valid') return base;
    }
  }
  return first;
}

/** The base with a body, where the document leaves that open. */
export function withBody(plan: RequestPlan, base: Base): Base {
  if (base.value.body !== undefined || base.variant.body === null) return base;
  const made = plan.maker.valid(`${base.variant.pointer}/properties/body`, { seed: 0, index: 0 });
  return 'kind' in made ? base : { ...base, value: { ...base.value, body: made.value } };
}
