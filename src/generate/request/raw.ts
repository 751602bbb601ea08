import type { Json } from '../../contract/model.js';
import type { Shape } from './shape.js';

/** What stands on the wire, taken apart by style but not yet typed. */
export type Raw =
  | { readonly kind: 'text'; readonly text: string }
  /** Parsed already: what was sent as JSON. */
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'list'; readonly items: readonly Raw[] }
  | { readonly kind: 'members'; readonly members: ReadonlyMap<string, Raw> };

/**
 * Ways in which servers turn texts into values. `typed`: by the schema, numbers and booleans where it allows them;
 * `textual`: a text stays a text, and a single value single, where the schema allows it; `lenient`: blanks are trimmed,
 * empty is missing, `1` and `yes` are true, repeated values overwrite each other. What depends on the manner is undecided.
 */
export type Manner = 'typed' | 'textual' | 'lenient';

export const manners: readonly Manner[] = ['typed', 'textual', 'lenient'];

export interface Reading {
  readonly manner: Manner;
  /** Collects why the value read is one that the standard does not define. */
  readonly doubts: Set<string>;
}

export function textOf(text: string): Raw {
  return { kind: 'text', text };
}

/** Gives what was on the wire the types that its schema asks for. Undefined: the reader takes it for missing. */
export function coerce(raw: Raw, shape: Shape, reading: Reading): Json | undefined {
  switch (raw.kind) {
    case 'json':
      return raw.value;
    case 'text':
      return coerceText(raw.text, shape, reading);
    case 'list':
      return coerceList(raw.items, shape, reading);
    case 'members':
      return Object.fromEntries(
        [...raw.members].flatMap(([name, held]) => {
          const value = coerce(held, shape.member(name), reading);
          return value === undefined ? [] : [[name, value] as const];
        }),
      );
  }
}

function coerceList(items: readonly Raw[], shape: Shape, reading: Reading): Json | undefined {
  if (!shape.types.has('array') && isScalar(shape)) {
    // A name given twice where one value may stand: frameworks keep the first, the last, or all.
    const kept = reading.manner === 'textual' ? items.at(0) : reading.manner === 'lenient' ? items.at(-1) : undefined;
    if (kept !== undefined) return coerce(kept, shape, reading);
  }
  return items.flatMap((item, index) => {
    const value = coerce(item, shape.item(index), reading);
    return value === undefined ? [] : [value];
  });
}

const scalars = ['string', 'integer', 'number', 'boolean', 'null'];

/** Whether a value without parts may stand here. */
export function isScalar(shape: Shape): boolean {
  return scalars.some((name) => shape.types.has(name));
}

function coerceText(text: string, shape: Shape, reading: Reading): Json | undefined {
  if (!isScalar(shape) && shape.types.size > 0) {
    reading.doubts.add('the standard leaves open how values within values are written');
    const value = parseJson(text);
    return value === undefined ? text : value;
  }
  switch (reading.manner) {
    case 'textual':
      return shape.types.has('string') ? text : (typed(text, shape.types) ?? text);
    case 'typed':
      if (text === 'null' && shape.types.has('null') && !shape.types.has('string')) return null;
      return typed(text, shape.types) ?? text;
    case 'lenient':
      return lenient(text.trim(), shape.types);
  }
}

const integerText = /^-?(?:0|[1-9]\d*)$/;
const numberText = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function typed(text: string, types: ReadonlySet<string>): Json | undefined {
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  const grammar = types.has('number') ? numberText : types.has('integer') ? integerText : null;
  if (grammar?.test(text) !== true) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

const yes: ReadonlySet<string> = new Set(['true', '1', 'yes', 'y', 'on', 't']);
const no: ReadonlySet<string> = new Set(['false', '0', 'no', 'n', 'off', 'f']);
const nothing: ReadonlySet<string> = new Set(['', 'null', 'nil', 'none', 'undefined']);

function lenient(text: string, types: ReadonlySet<string>): Json | undefined {
  const word = text.toLowerCase();
  if (types.has('null') && nothing.has(word)) return null;
  if (text === '') return undefined;
  if (types.has('boolean') && yes.has(word)) return true;
  if (types.has('boolean') && no.has(word)) return false;
  const number = Number(text);
  if ((types.has('integer') || types.has('number')) && Number.isFinite(number)) return number;
  return text;
}

/** The JSON value of a text; undefined when it is none. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A value without parts as the text that stands for it in a parameter; what has parts as its JSON text. */
export function scalarText(value: Json): string {
  if (typeof value === 'string') return value;
  // Large ones would be written with an exponent.
  if (typeof value === 'number' && Number.isInteger(value)) {
    return Number.isSafeInteger(value) ? String(value) : BigInt(value).toString();
  }
  return JSON.stringify(value);
}
