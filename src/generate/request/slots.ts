import { essenceOf, isJsonType } from '../../contract/media-type.js';
import { joinPointer } from '../../contract/json-pointer.js';
import type { ApiModel, ApiOperation, ApiParameter } from '../../contract/model.js';
import type { Obstacle } from '../schema-source.js';
import type { Slot } from './field.js';
import type { ShapeOf } from './shape.js';

/** The parameters that requests of an operation are generated with, and why others are not. */
export interface Slots {
  readonly slots: readonly Slot[];
  /** The one parameter that is the whole query (OpenAPI 3.2), when there is one. */
  readonly querystring: ApiParameter | null;
  readonly obstacles: readonly Obstacle[];
}

/** Set by the client and by HTTP itself (RFC 9110, sections 7 to 10; RFC 9112). */
const managed: ReadonlySet<string> = new Set(
  (
    'authorization proxy-authorization accept content-type content-length transfer-encoding host connection keep-alive ' +
    'upgrade te trailer expect cookie user-agent'
  ).split(' '),
);

export function slotsOf(model: ApiModel, operation: ApiOperation, shapeOf: ShapeOf): Slots {
  const slots: Slot[] = [];
  const obstacles: Obstacle[] = [];
  let querystring: ApiParameter | null = null;
  for (const parameter of operation.parameters) {
    const reason = isCredential(model, parameter) ? null : hindrance(parameter);
    if (reason !== null) obstacles.push({ kind: 'obstacle', pointer: parameter.pointer, reason });
    if (reason !== null || isCredential(model, parameter)) continue;
    if (parameter.in === 'querystring') querystring = parameter;
    else slots.push(slotOf(parameter, parameter.in, shapeOf));
  }
  return { slots, querystring, obstacles };
}

function slotOf(parameter: ApiParameter, part: Slot['part'], shapeOf: ShapeOf): Slot {
  const { name, required, style, explode, allowReserved, schema, mediaType, pointer } = parameter;
  const json = mediaType !== null && isJsonType(mediaType);
  return { part, name, required, style, explode, allowReserved, json, schema, pointer, shape: shapeOf(schema) };
}

/** The scheme that declares it sends it (OpenAPI 3.1, "Security Scheme Object"). */
function isCredential(model: ApiModel, { name, in: part }: ApiParameter): boolean {
  const same = (other: string): boolean =>
    part === 'header' ? other.toLowerCase() === name.toLowerCase() : other === name;
  return [...model.securitySchemes.values()].some(
    (scheme) => scheme.in === part && scheme.parameter !== null && same(scheme.parameter),
  );
}

const styles: Readonly<Record<Slot['part'], readonly string[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

/** Why a parameter cannot be generated; null: it can. */
function hindrance({ name, in: part, style, mediaType }: ApiParameter): string | null {
  if (part === 'header' && managed.has(name.toLowerCase())) return `the header ${name} is set by the client`;
  if (part === 'header' && !/^[!#$%&'*+.^`|~\w-]+$/.test(name)) return `${JSON.stringify(name)} is no name of a header`;
  if (part === 'querystring') {
    const isReadable = mediaType !== null && (isJsonType(mediaType) || isForm(mediaType));
    return isReadable ? null : `a query of type ${mediaType ?? 'unknown'} cannot be generated`;
  }
  if (mediaType !== null) {
    const isReadable = isJsonType(mediaType) || essenceOf(mediaType) === 'text/plain';
    return isReadable ? null : `a parameter of type ${mediaType} cannot be generated`;
  }
  return styles[part].includes(style) ? null : `style ${style} means nothing for a parameter in ${part}`;
}

function isForm(mediaType: string): boolean {
  return essenceOf(mediaType) === 'application/x-www-form-urlencoded';
}

/** Where the fault of a missing parameter stands in the document. */
export function requiredPointer(slot: Slot): string {
  return joinPointer(slot.pointer, 'required');
}
