import { essenceOf, isJsonType } from '../../contract/media-type.js';
import { joinPointer } from '../../contract/json-pointer.js';
import type {
  ApiMediaType,
  ApiModel,
  ApiOperation,
  ApiParameter,
  LoadedDocument,
  Validators,
} from '../../contract/model.js';
import type { Obstacle } from '../schema-source.js';
import { bodyFormat } from './body-format.js';
import type { BodyOutline } from './body.js';
import { keepByObject } from '../keep-by-object.js';
import type { RequestPart, Slot } from './field.js';
import { parseTemplate, type PathTemplate } from './path.js';
import { createRoutes, type Routes } from './routes.js';
import { createShapes, type Shape, type ShapeOf } from './shape.js';
import { slotsOf } from './slots.js';

/** The document as the generator of requests needs it. */
export interface Api {
  readonly document: LoadedDocument;
  readonly model: ApiModel;
  readonly validators: Validators;
}

/** What all operations of a document share, made when first needed. */
export interface RequestContext extends Api {
  readonly shapeOf: ShapeOf;
  readonly routes: Routes;
}

export function openContext(api: Api): RequestContext {
  return { ...api, shapeOf: createShapes(api.document.root), routes: createRoutes(api.model) };
}

/** How requests of one operation are written and read. */
export interface RequestOutline {
  readonly operation: ApiOperation;
  readonly template: PathTemplate;
  readonly slots: readonly Slot[];
  readonly querystring: ApiParameter | null;
  /** One per documented media type that can be generated, JSON first. */
  readonly bodies: readonly BodyOutline[];
  readonly obstacles: readonly Obstacle[];
}

/** The parameters in one part of a request. */
export function partSlots({ slots }: RequestOutline, part: RequestPart): readonly Slot[] {
  return slotsByPart(slots)[part];
}

const slotsByPart = keepByObject((slots: readonly Slot[]): Readonly<Record<RequestPart, readonly Slot[]>> => {
  const within = (part: RequestPart): readonly Slot[] => slots.filter((slot) => slot.part === part);
  return { path: within('path'), query: within('query'), header: within('header'), cookie: within('cookie') };
});

export function outlineRequest(context: RequestContext, operation: ApiOperation): RequestOutline {
  const { slots, querystring, obstacles } = slotsOf(context.model, operation, context.shapeOf);
  const content = operation.requestBody?.content ?? [];
  const bodies = content.flatMap((documented) => outlineBody(context, documented) ?? []);
  const unreadable = content.filter(({ range }) => bodyFormat(range) === null);
  return {
    operation,
    template: parseTemplate(operation.path),
    slots,
    querystring,
    bodies: bodies.toSorted((left, right) => Number(isJsonType(right.mediaType)) - Number(isJsonType(left.mediaType))),
    obstacles: [
      ...obstacles,
      ...unreadable.map(({ range }): Obstacle => ({
        kind: 'obstacle',
        pointer: joinPointer(operation.requestBody?.pointer ?? operation.pointer, 'content', range),
        reason: `bodies of type ${range} cannot be generated`,
      })),
    ],
  };
}

function outlineBody(context: RequestContext, { range, schema, encoding }: ApiMediaType): BodyOutline | null {
  const shape = context.shapeOf(schema);
  const format = isFile(range, shape) ? bodyFormat('application/octet-stream') : bodyFormat(range);
  if (format === null) return null;
  return { ...format, range, schema, shape, encoding: encoding ?? new Map(), partHeaders: new Map() };
}

/** What may be of any type, and a text, is a file: its bytes are not meant to be read. */
function isFile(range: string, { types }: Shape): boolean {
  return essenceOf(range) === '*/*' && types.has('string');
}
