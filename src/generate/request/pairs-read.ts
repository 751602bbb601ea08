import { decodeForm } from './escape.js';
import type { Field, Pair } from './field.js';
import { isScalar, textOf, type Raw, type Reading } from './raw.js';
import { readDelimited, readJson } from './style-read.js';
import { delimiterOf } from './style-write.js';

/** The pairs of one field, their names decoded and their values not. */
export interface OwnPairs {
  readonly kind: 'named' | 'deep' | 'spread';
  readonly pairs: readonly Pair[];
}

/** What belongs to each field of a query or form, and the pairs that belong to none. */
export interface Distribution {
  readonly owned: ReadonlyMap<string, OwnPairs>;
  readonly strange: readonly Pair[];
}

/** Distributes pairs, still encoded, over the fields that they may belong to. */
export function distribute(fields: readonly Field[], pairs: readonly Pair[]): Distribution {
  const owned = new Map<string, OwnPairs>();
  let rest = pairs.map(([name, value]): Pair => [decodeForm(name), value]);
  const give = (field: Field, kind: OwnPairs['kind'], wanted: (name: string) => boolean): void => {
    const [taken, left] = partition(rest, ([name]) => wanted(name));
    if (taken.length > 0) owned.set(field.name, { kind, pairs: taken });
    rest = left;
  };
  const [spread, named] = partition(fields, isSpread);
  for (const field of named) {
    if (field.style === 'deepObject' && !field.json) give(field, 'deep', (name) => name.startsWith(`${field.name}[`));
    else give(field, 'named', (name) => name === field.name);
  }
  for (const field of spread) {
    const { members, open } = field.shape;
    give(field, 'spread', (name) => members.has(name) || (open && name !== field.name));
    // Under its own name alone it is no object, but it is there.
    if (!owned.has(field.name)) give(field, 'named', (name) => name === field.name);
  }
  return { owned, strange: rest };
}

/** Reads what belongs to a field. */
export function readField(field: Field, { kind, pairs }: OwnPairs, reading: Reading): Raw {
  switch (kind) {
    case 'named':
      return readOwn(field, pairs, reading);
    case 'deep':
      return readDeep(field, pairs, reading);
    case 'spread':
      return membersOf(pairs);
  }
}

/** An exploded object: its members stand beside the other parameters, and its own name nowhere. */
function isSpread(field: Field): boolean {
  const { types } = field.shape;
  return (
    field.style === 'form' &&
    field.explode &&
    !field.json &&
    types.has('object') &&
    !types.has('array') &&
    !isScalar(field.shape)
  );
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function readOwn(field: Field, own: readonly Pair[], reading: Reading): Raw {
  const texts = own.map(([, value]) => value);
  const [only] = texts;
  if (only === undefined || texts.length > 1)
    return { kind: 'list', items: texts.map((text) => textOf(decodeForm(text))) };
  if (field.json) return readJson(decodeForm(only));
  if (!field.explode)
    return readDelimited(field, only, { delimiter: delimiterOf(field.style), decode: decodeForm, reading });
  return readSingle(field, decodeForm(only), reading);
}

/** One value of a name that may be repeated. */
function readSingle(field: Field, text: string, reading: Reading): Raw {
  const { types } = field.shape;
  if (!types.has('array')) return textOf(text);
  if (reading.manner === 'textual' && isScalar(field.shape)) return textOf(text);
  const items = reading.manner === 'lenient' && text.includes(',') ? text.split(',') : [text];
  return { kind: 'list', items: items.map(textOf) };
}

function membersOf(pairs: readonly Pair[]): Raw {
  const members = new Map<string, Raw>();
  for (const [name, value] of pairs) {
    const text = textOf(decodeForm(value));
    const known = members.get(name);
    members.set(name, known === undefined ? text : { kind: 'list', items: [...itemsOf(known), text] });
  }
  return { kind: 'members', members };
}

function itemsOf(raw: Raw): readonly Raw[] {
  return raw.kind === 'list' ? raw.items : [raw];
}

/** `color[R]=100`; whatever lies deeper than one pair of brackets is read as most servers do, and doubted. */
function readDeep(field: Field, own: readonly Pair[], reading: Reading): Raw {
  const flat = own.map(([name, value]): Pair => [name.slice(field.name.length + 1).replace(/\]$/, ''), value]);
  const isNested = flat.some(([name]) => name.includes('[')) || new Set(flat.map(([name]) => name)).size < flat.length;
  if (isNested) reading.doubts.add(`the standard leaves open what style deepObject means within ${field.name}`);
  return membersOf(flat);
}
