import fc, { Random, type Arbitrary } from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { isObject, joinPointer } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';
import type { SchemaSource } from '../../schema-source.js';
import { createExemption } from '../../schema/exemption.js';
import type { Schemas } from '../../schema/schemas.js';
import { choice } from '../draw/choice.js';
import { keyOfAll } from '../shape/demand.js';
import { createExpander } from '../shape/expand.js';
import { createFitting } from '../shape/fits.js';
import { isPossible, type Maker, type Plain } from './maker.js';
import { createMatchers } from '../shape/matchers.js';
import type { Shape } from '../shape/shape.js';
import { makersOf } from './shape-maker.js';
import type { Workshop } from './workshop.js';

/** Demands looked at while looking for plainest values, repetitions counted; a schema that takes more is not understood. */
const mostSteps = 100_000;
/** Ways to make a value of which the plainest is taken. */
const mostCompared = 24;
/** Demands within demands that are followed. */
const deepest = 500;

export function createWorkshop(source: SchemaSource, schemas: Schemas): Workshop {
  const expander = createExpander(schemas);
  const matchers = createMatchers();
  const isExempt = createExemption(schemas, source.direction);
  const makers = new Map<string, Maker>();
  const search: Search = { open: new Set(), assumed: 0, steps: 0 };
  const given = source.given;

  const shop: Workshop = {
    expander,
    matchers,
    fitting: createFitting(expander, matchers),
    pace: { size: 1, depth: 0, spare: 0 },
    steady: () => new Random(xoroshiro128plus(1)),
    takesNestedSeeds: source.direction === 'either' && given === undefined,
    below: (at, name) => (given === undefined ? '' : joinPointer(at, name)),
    isExempt: (demands) => demands.some((demand) => demand.kind === 'schema' && demand.holds && isExempt(demand.place)),
    makerOf: (shapes, at) => union(() => shapes, { key: null, at, search, shop }),
    maker: (demands, at) => {
      const key = keyOfAll(demands);
      const name = at === '' ? key : `${at} ${key}`;
      const known = makers.get(name);
      if (known !== undefined) return known;
      const values = given?.(at) ?? null;
      const made =
        values === null ? union(() => expander.shapes(demands), { key, at, search, shop }) : givenMaker(values);
      makers.set(name, made);
      return made;
    },
  };
  return shop;
}

interface Search {
  /** Demands whose plainest value is being looked for; what needs itself has none. */
  readonly open: Set<string>;
  /** How often that was met: then a failure says nothing elsewhere. */
  assumed: number;
  steps: number;
}

function givenMaker(values: readonly Json[]): Maker {
  const [first] = values;
  if (first === undefined)
    return { plain: () => ({ reason: 'no value is given for it' }), arbitrary: () => fc.constant(null) };
  return { plain: () => ({ value: first }), arbitrary: () => fc.constantFrom(...values) };
}

interface UnionOptions {
  /** Null: the shapes are nobody else's. */
  readonly key: string | null;
  readonly at: string;
  readonly search: Search;
  readonly shop: Workshop;
}

interface Plainest {
  readonly plain: Plain;
  /** Which of the makers made it. */
  readonly index: number;
}

/** Makes values of any of the shapes. */
function union(shapes: () => readonly Shape[], { key, at, search, shop }: UnionOptions): Maker {
  let makers: readonly Maker[] | null = null;
  const all = (): readonly Maker[] => (makers ??= shapes().flatMap((shape) => makersOf(shape, at, shop)));
  let known: Plainest | null = null;
  const plainest = (): Plainest => {
    if (known !== null) return known;
    if (key !== null && search.open.has(key)) {
      search.assumed += 1;
      return { plain: { reason: 'it needs itself' }, index: 0 };
    }
    search.steps += 1;
    if (search.steps > mostSteps || search.open.size > deepest) {
      search.assumed += 1;
      return { plain: { reason: 'its schemas are nested too deeply' }, index: 0 };
    }
    if (key !== null) search.open.add(key);
    const before = search.assumed;
    const found = lightest(all());
    if (key !== null) search.open.delete(key);
    // A failure that rests on an assumption holds only where it was made.
    if (isPossible(found.plain) || search.assumed === before) known = found;
    return found;
  };
  let arbitrary: Arbitrary<Json> | null = null;
  return {
    plain: () => plainest().plain,
    arbitrary: () => (arbitrary ??= chooseAmong(all(), plainest(), shop)),
  };
}

function chooseAmong(makers: readonly Maker[], { plain, index }: Plainest, { pace }: Workshop): Arbitrary<Json> {
  if (!isPossible(plain)) return fc.constant(null);
  const [only] = makers;
  if (makers.length === 1 && only !== undefined) return only.arbitrary();
  return choice({
    pace,
    options: makers.map((maker) => ({ arbitrary: () => optional(maker), weight: maker.isRare === true ? 1 : 3 })),
    plainest: { index, value: plain.value },
  });
}

function optional(maker: Maker): Arbitrary<Json> | null {
  return isPossible(maker.plain()) ? maker.arbitrary() : null;
}

/** The lightest value and its maker; the first of equals. */
function lightest(makers: readonly Maker[]): Plainest {
  let best: { readonly index: number; readonly value: Json; readonly weight: number } | null = null;
  let reason: string | null = null;
  for (const [index, maker] of makers.entries()) {
    const plain = maker.plain();
    if (!isPossible(plain)) {
      reason ??= plain.reason;
      continue;
    }
    const weight = heft(plain.value);
    if (best === null || weight < best.weight) best = { index, value: plain.value, weight };
    // Nothing lighter is worth the search, nor is a long one.
    if (weight <= 3 || index >= mostCompared) break;
  }
  if (best !== null) return { plain: { value: best.value }, index: best.index };
  return { plain: { reason: reason ?? 'its demands contradict each other' }, index: 0 };
}

/** How plain a value is: the fewer, the plainer. Null says nothing, so it is the last resort among small values. */
function heft(value: Json): number {
  if (value === null) return 20;
  if (typeof value !== 'object') return typeof value === 'string' ? 1 : 2;
  return isObject(value) || value.length > 0 ? 3 + JSON.stringify(value).length : 3;
}
