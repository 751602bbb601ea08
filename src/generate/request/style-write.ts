import { isList, isObject } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import { encodeReserved, encodeText } from './escape.js';
import type { Field, Pair } from './field.js';
import { scalarText } from './raw.js';

export type Encode = (text: string) => string;

/** Names and values of a list or object, in the order of RFC 6570, section 2.4.2; null: the value has no parts. */
function partsOf(value: Json): readonly (readonly [name: string | null, text: string])[] | null {
  if (isList(value)) return value.map((item) => [null, scalarText(item)] as const);
  if (isObject(value)) return Object.entries(value).map(([name, held]) => [name, scalarText(held)] as const);
  return null;
}

/** Joins the parts as `R,100,G,200`, or exploded as `R=100,G=200`. */
function join(field: Field, value: Json, how: { readonly encode: Encode; readonly delimiter: string }): string {
  const { encode, delimiter } = how;
  const parts = partsOf(value);
  if (parts === null) return encode(scalarText(value));
  return parts
    .flatMap(([name, text]) => {
      if (name === null) return [encode(text)];
      return field.explode ? [`${encode(name)}=${encode(text)}`] : [encode(name), encode(text)];
    })
    .join(delimiter);
}

/** The text of a path or header parameter, in style `simple`, `label` or `matrix`. */
export function writeText(field: Field, value: Json, encode: Encode): string {
  if (field.json) return encode(JSON.stringify(value));
  if (field.style === 'label') {
    return `.${join(field, value, { encode, delimiter: field.explode ? '.' : ',' })}`;
  }
  if (field.style === 'matrix') return writeMatrix(field, value, encode);
  return join(field, value, { encode, delimiter: ',' });
}

function writeMatrix(field: Field, value: Json, encode: Encode): string {
  const name = encode(field.name);
  const named = (label: string, text: string): string => (text === '' ? `;${label}` : `;${label}=${text}`);
  const parts = partsOf(value);
  if (parts === null || !field.explode) return named(name, join(field, value, { encode, delimiter: ',' }));
  return parts.map(([label, text]) => named(label === null ? name : encode(label), encode(text))).join('');
}

/** The pairs of a query parameter, a cookie or a form member. A list or object without parts leaves no trace, or an empty value. */
export function writePairs(field: Field, value: Json): readonly Pair[] {
  const encode: Encode = field.allowReserved ? encodeReserved : encodeText;
  const name = encodeText(field.name);
  if (field.json) return [[name, encode(JSON.stringify(value))]];
  const parts = partsOf(value);
  if (parts === null) return [[name, encode(scalarText(value))]];
  if (field.style === 'deepObject') return writeDeep(field.name, value, encode);
  if (field.explode) return parts.map(([label, text]) => [label === null ? name : encodeText(label), encode(text)]);
  // Commas of a value would part it for readers who decode first.
  const whole: Encode = (text) => encode(text).replaceAll(',', '%2C');
  return [[name, join(field, value, { encode: whole, delimiter: delimiterOf(field.style) })]];
}

/** Delimiters as they stand in a query, where a blank and a bar must be encoded. */
export function delimiterOf(style: string): string {
  if (style === 'spaceDelimited') return '%20';
  return style === 'pipeDelimited' ? '%7C' : ',';
}

/** `color[R]=100`. What lies deeper is not defined by the standard; it goes the way most servers read. */
function writeDeep(name: string, value: Json, encode: Encode): readonly Pair[] {
  if (!isList(value) && !isObject(value)) return [[encodeText(name), encode(scalarText(value))]];
  return Object.entries(value).flatMap(([label, held]) => writeDeep(`${name}[${label}]`, held, encode));
}
