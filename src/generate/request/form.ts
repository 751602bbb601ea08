import { isJsonType } from '../../contract/media-type.js';
import { isObject } from '../../contract/json-pointer.js';
import type { ApiEncoding, Json } from '../../contract/model.js';
import { encodeText } from './escape.js';
import type { Field } from './field.js';
import { distribute, readField } from './pairs-read.js';
import { joinPairs, splitPairs } from './query.js';
import { coerce, isScalar, scalarText, type Raw, type Reading } from './raw.js';
import type { Shape } from './shape.js';
import { writePairs } from './style-write.js';

/** The members of a form: their schema, and what the document says of how they are written. */
export interface FormOutline {
  readonly shape: Shape;
  readonly encoding: ReadonlyMap<string, ApiEncoding>;
}

/** How a member stands in a form (OpenAPI 3.1, "Encoding Object"). */
function fieldOf({ shape, encoding }: FormOutline, name: string): Field {
  const said = encoding.get(name);
  const member = shape.member(name);
  const isStyled = isStyledBy(said);
  const type = isStyled ? null : (said?.contentType ?? null);
  return {
    name,
    style: said?.style ?? 'form',
    explode: said?.explode ?? (said?.style ?? 'form') === 'form',
    allowReserved: said?.allowReserved ?? false,
    json: type === null ? !isStyled && isNested(member) : isJsonType(type),
    shape: member,
  };
}

function isStyledBy(said: ApiEncoding | undefined): boolean {
  return said !== undefined && (said.style !== null || said.explode !== null || said.allowReserved);
}

function isNested(shape: Shape): boolean {
  return !isScalar(shape) && !shape.types.has('array') && shape.types.has('object');
}

export function writeForm(outline: FormOutline, value: Json): string {
  if (!isObject(value)) return encodeText(scalarText(value));
  return joinPairs(Object.entries(value).flatMap(([name, held]) => writePairs(fieldOf(outline, name), held)));
}

/** Reads a form as the object that its schema describes. Names that the schema does not declare are members all the same. */
export function readForm(outline: FormOutline, text: string, reading: Reading): Json {
  const { shape } = outline;
  const pairs = splitPairs(text);
  const declared = [...shape.members].map((name) => fieldOf(outline, name));
  const { owned, strange } = distribute(declared, pairs);
  const members = new Map<string, Raw>();
  for (const field of declared) {
    const own = owned.get(field.name);
    if (own !== undefined) members.set(field.name, readField(field, own, reading));
  }
  for (const name of new Set(strange.map(([other]) => other))) {
    const own = strange.filter(([other]) => other === name);
    members.set(name, readField(fieldOf(outline, name), { kind: 'named', pairs: own }, reading));
  }
  for (const name of members.keys()) doubtNesting(outline, name, reading);
  return coerce({ kind: 'members', members }, shape, reading) ?? {};
}

/** 3.0 spreads the members of an object, 3.1 writes JSON: what is read depends on the edition a server was written for. */
function doubtNesting(outline: FormOutline, name: string, reading: Reading): void {
  const said = outline.encoding.get(name);
  if (isStyledBy(said) || (said?.contentType !== undefined && said.contentType !== null)) return;
  if (isNested(outline.shape.member(name))) {
    reading.doubts.add(`the editions of the standard differ on how the object ${name} stands in a form`);
  }
}
