import type { Json } from '../../../contract/model.js';
import { intersect, kindOf, type Kind } from './kinds.js';
import type { ItemLayer, ListShape, MemberLayer, NumberShape, ObjectShape, Shape, TextShape } from './shape.js';

/** Narrows a shape; null: nothing is left of it. */
export type Narrowing = (shape: Shape) => Shape | null;

export const numbers: ReadonlySet<Kind> = new Set(['integer', 'fraction']);
export const texts: ReadonlySet<Kind> = new Set(['string']);
export const lists: ReadonlySet<Kind> = new Set(['array']);
export const objects: ReadonlySet<Kind> = new Set(['object']);

export function toKinds(shape: Shape, kinds: ReadonlySet<Kind>): Shape | null {
  const left = intersect(shape.kinds, kinds);
  return left.size === 0 ? null : { ...shape, kinds: left };
}

export function withoutKinds(shape: Shape, kinds: ReadonlySet<Kind>): Shape | null {
  return toKinds(shape, new Set([...shape.kinds].filter((kind) => !kinds.has(kind))));
}

export function toValues(shape: Shape, values: readonly Json[]): Shape | null {
  const wanted = new Map(values.map((value) => [canonical(value), value]));
  const kept =
    shape.values === null ? [...wanted.values()] : shape.values.filter((value) => wanted.has(canonical(value)));
  const fitting = kept.filter((value) => shape.kinds.has(kindOf(value)));
  return fitting.length === 0 ? null : { ...shape, values: fitting, kinds: new Set(fitting.map(kindOf)) };
}

export function withoutValues(shape: Shape, values: readonly Json[]): Shape | null {
  const excluded = [...shape.excluded, ...values];
  if (shape.values === null) return { ...shape, excluded };
  const unwanted = new Set(values.map(canonical));
  const kept = shape.values.filter((value) => !unwanted.has(canonical(value)));
  return kept.length === 0 ? null : { ...shape, excluded, values: kept };
}

function withNumber(shape: Shape, change: Partial<NumberShape>): Shape {
  return { ...shape, number: { ...shape.number, ...change } };
}

export function atLeast(shape: Shape, min: number, open: boolean): Shape {
  const { number } = shape;
  if (min < number.min || (min === number.min && !open)) return shape;
  return withNumber(shape, { min, openMin: open });
}

export function atMost(shape: Shape, max: number, open: boolean): Shape {
  const { number } = shape;
  if (max > number.max || (max === number.max && !open)) return shape;
  return withNumber(shape, { max, openMax: open });
}

export function withText(shape: Shape, change: Partial<TextShape>): Shape {
  return { ...shape, text: { ...shape.text, ...change } };
}

export function withList(shape: Shape, change: Partial<ListShape>): Shape {
  return { ...shape, list: { ...shape.list, ...change } };
}

export function withObject(shape: Shape, change: Partial<ObjectShape>): Shape {
  return { ...shape, object: { ...shape.object, ...change } };
}

export function addItems(shape: Shape, layer: ItemLayer): Shape {
  return withList(shape, { layers: [...shape.list.layers, layer] });
}

export function addMembers(shape: Shape, layer: MemberLayer): Shape {
  return withObject(shape, { layers: [...shape.object.layers, layer] });
}

export function requireMembers(shape: Shape, names: Iterable<string>): Shape {
  return withObject(shape, { required: new Set([...shape.object.required, ...names]) });
}

export function forbidMember(shape: Shape, name: string): Shape {
  return withObject(shape, { absent: new Set([...shape.object.absent, name]) });
}

/** Takes away the kinds that cannot be, and says null when none is left. */
export function settle(shape: Shape): Shape | null {
  const impossible = new Set<Kind>();
  const { number, text, list, object } = shape;
  const empty = number.min > number.max || (number.min === number.max && (number.openMin || number.openMax));
  if (empty) impossible.add('integer').add('fraction');
  if (text.min > text.max) impossible.add('string');
  if (list.min > list.max) impossible.add('array');
  const contradictory = [...object.required].some((name) => object.absent.has(name));
  if (object.min > object.max || object.required.size > object.max || contradictory) impossible.add('object');
  const left = impossible.size === 0 ? shape : withoutKinds(shape, impossible);
  const values = left?.values ?? null;
  return left === null || values === null ? left : toValues(left, values);
}

/** Equal texts, equal values: members in the order of their names. */
export function canonical(value: Json): string {
  return JSON.stringify(value, (_, item: Json) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)))
      : item,
  );
}
