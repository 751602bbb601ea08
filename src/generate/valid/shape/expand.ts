import { isObject, member } from '../../../contract/json-pointer.js';
import type { Schemas } from '../../schema/schemas.js';
import { assertAll } from './assertions.js';
import { keyOf, keyOfAll, opposite, type Demand } from './demand.js';
import { denyAny } from './denials.js';
import { applicators, denialsInPlace } from './in-place.js';
import { settle, toKinds, toValues, withoutKinds } from './narrow.js';
import type { InPlace } from './reading.js';
import { anyShape, type Shape } from './shape.js';
import { mostShapes, spread } from './spread.js';

/** Turns demands into the shapes that meet them. */
export interface Expander {
  /** Shapes of the values that meet all the demands; none: nothing does. Kept for equal demands. */
  shapes(demands: readonly Demand[]): readonly Shape[];
  /** What is left of a shape when a demand is added, one shape per way to meet it. */
  add(shape: Shape, demand: Demand): readonly Shape[];
}

export function createExpander(schemas: Schemas): Expander {
  const known = new Map<string, readonly Shape[]>();
  /** The same by identity: one demand is asked about again and again. */
  const alone = new WeakMap<Demand, readonly Shape[]>();
  const add = (shape: Shape, demand: Demand): readonly Shape[] => {
    switch (demand.kind) {
      case 'values':
        return found(toValues(shape, demand.values));
      case 'any':
        return demand.of.flatMap((one) => add(shape, one));
      case 'schema':
        return addSchema(shape, demand);
    }
  };
  const addSchema = (shape: Shape, demand: Demand & { readonly kind: 'schema' }): readonly Shape[] => {
    const { place, holds } = demand;
    if (typeof place.value === 'boolean') return place.value === holds ? [shape] : [];
    if (!isObject(place.value)) return holds ? [shape] : [];
    const key = keyOf(demand);
    if (shape.met.has(key)) return [shape];
    const contrary = opposite(demand);
    if (contrary !== null && shape.met.has(keyOf(contrary))) return [];
    const marked = { ...shape, met: new Set([...shape.met, key]) };
    const reading: InPlace = { schemas, place, schema: place.value, add, before: marked };
    return holds ? meet(marked, reading) : deny(marked, reading);
  };

  const settledShapes = (demands: readonly Demand[]): readonly Shape[] => {
    let shapes: readonly Shape[] = [anyShape];
    for (const demand of demands) shapes = spread(shapes, (shape) => add(shape, demand));
    return shapes.map(settle).filter((shape) => shape !== null);
  };

  return {
    add,
    shapes: (demands) => {
      const [only] = demands;
      const own = demands.length === 1 && only !== undefined ? alone.get(only) : undefined;
      if (own !== undefined) return own;
      const key = keyOfAll(demands);
      const settled = known.get(key) ?? settledShapes(demands);
      known.set(key, settled);
      if (demands.length === 1 && only !== undefined) alone.set(only, settled);
      return settled;
    },
  };
}

/** Whether only the reference of a schema counts, and nothing that stands beside it. */
function isAlone({ schemas, schema }: InPlace): boolean {
  return !schemas.vocabulary.refSiblings && member(schema, '$ref') !== undefined;
}

function isNullable(reading: InPlace): boolean {
  return reading.schemas.vocabulary.nullable && member(reading.schema, 'nullable') === true && !isAlone(reading);
}

/** Whether the schema has an in-place keyword that counts. */
function counts({ schemas, schema }: InPlace, keyword: string): boolean {
  return member(schema, keyword) !== undefined && schemas.vocabulary.knows(keyword);
}

function meet(shape: Shape, reading: InPlace): readonly Shape[] {
  const alone = isAlone(reading);
  let shapes = found(alone ? shape : assertAll(shape, reading));
  for (const { keyword, apply } of applicators) {
    if ((alone && keyword !== '$ref') || !counts(reading, keyword)) continue;
    shapes = spread(shapes, (one) => apply(one, reading));
  }
  return isNullable(reading) ? [...shapes, ...found(toKinds(shape, nothing))] : shapes;
}

function deny(shape: Shape, reading: InPlace): readonly Shape[] {
  const alone = isAlone(reading);
  const narrowed = isNullable(reading) ? withoutKinds(shape, nothing) : shape;
  if (narrowed === null) return [];
  const ways = alone ? [] : [...denyAny(narrowed, reading)];
  for (const { keyword, deny: denyOne } of denialsInPlace) {
    if ((alone && keyword !== '$ref') || !counts(reading, keyword)) continue;
    ways.push(...denyOne(narrowed, reading));
  }
  return ways.slice(0, mostShapes);
}

const nothing = new Set(['null'] as const);

function found(shape: Shape | null): readonly Shape[] {
  return shape === null ? [] : [shape];
}
