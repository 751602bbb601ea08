import fc, { Random, type Arbitrary } from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { isObject, joinPointer } from '../../../contract/json-pointer.js';
import { keepByObject } from '../../keep-by-object.js';
import type { Json } from '../../../contract/model.js';
import type { SchemaSource } from '../../schema-source.js';
import { createExemption } from '../../schema/exemption.js';
import type { Schemas } from '../../schema/schemas.js';
import { choice, type ChoiceOptions } from '../draw/choice.js';
import { keyOfAll, type Demand } from '../shape/demand.js';
import { createExpander } from '../shape/expand.js';
import { createFitting } from '../shape/fits.js';
import { isPossible, type Maker, type Plain } from './maker.js';
import { createMatchers } from '../shape/matchers.js';
import type { Shape } from '../shape/shape.js';
import { makersOf } from './shape-maker.js';
import type { Workshop } from './workshop.js';

/** Ways to make a value of which the plainest is taken. */
const mostCompared = 24;
/** Values within values that are looked for. */
const deepest = 400;

export function createWorkshop(source: SchemaSource, schemas: Schemas): Workshop {
  const expander = createExpander(schemas);
  const matchers = createMatchers();
  const isExempt = createExemption(schemas, source.direction);
  const makers = new Map<string, Maker>();
  // Lists of demands are asked for over and over, and naming one costs more than finding its maker.
  const keyOf = keepByObject((demands: readonly Demand[]) => keyOfAll(demands));
  const search: Search = { bound: deepest, cuts: 0 };
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
    makerOf: (shapes, at) => union(() => shapes, { at, search, shop }),
    maker: (demands, at) => {
      const key = keyOf(demands);
      const name = at === '' ? key : `${at} ${key}`;
      const known = makers.get(name);
      if (known !== undefined) return known;
      const values = given?.(at)?.values ?? null;
      const made = values === null ? union(() => expander.shapes(demands), { at, search, shop }) : givenMaker(values);
      makers.set(name, made);
      return made;
    },
  };
  return shop;
}

/**
 * The search for plainest values. Schemas may need themselves, so values are looked for by their height: first those
 * that hold no others, then those that hold these, and so on. The first height that has a value is the same whoever
 * asks, and in whatever order.
 */
interface Search {
  /** Height that may be reached. */
  bound: number;
  /** How often it was too low. */
  cuts: number;
}

const tooDeep: Plain = { reason: 'it needs itself, or is nested too deeply' };

/** Looks for values of at most a height; `isCut`: a failure may be owed to that height. */
function within<T>(search: Search, height: number, look: () => T): { readonly found: T; readonly isCut: boolean } {
  const { bound, cuts } = search;
  search.bound = height - 1;
  const found = look();
  search.bound = bound;
  return { found, isCut: search.cuts > cuts };
}

function givenMaker(values: readonly Json[]): Maker {
  const [first] = values;
  if (first === undefined)
    return { plain: () => ({ reason: 'no value is given for it' }), arbitrary: () => fc.constant(null) };
  return { plain: () => ({ value: first }), arbitrary: () => fc.constantFrom(...values) };
}

interface UnionOptions {
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
function union(shapes: () => readonly Shape[], { at, search, shop }: UnionOptions): Maker {
  let makers: readonly Maker[] | null = null;
  const all = (): readonly Maker[] => (makers ??= shapes().flatMap((shape) => makersOf(shape, at, shop)));
  let known: (Plainest & { readonly height: number }) | null = null;
  let failed: { readonly height: number; readonly plain: Plain } = { height: 0, plain: tooDeep };
  const plainest = (): Plainest => {
    const bound = search.bound;
    while (known === null && failed.height < bound) {
      const height = failed.height + 1;
      const { found, isCut } = within(search, height, () => lightest(all()));
      if (isPossible(found.plain)) known = { ...found, height };
      else failed = { height: isCut ? height : Infinity, plain: found.plain };
    }
    if (known !== null && known.height <= bound) return known;
    const isCut = failed.height < Infinity;
    if (isCut) search.cuts += 1;
    // Reasons of what was cut short would be told once more for every height.
    return { plain: isCut && bound < deepest ? tooDeep : failed.plain, index: 0 };
  };
  let arbitrary: Arbitrary<Json> | null = null;
  return {
    plain: () => plainest().plain,
    arbitrary: () => {
      if (arbitrary !== null) return arbitrary;
      const found = plainest();
      if (!isPossible(found.plain)) return fc.constant(null);
      arbitrary = chooseAmong(all(), { index: found.index, value: found.plain.value }, shop);
      return arbitrary;
    },
  };
}

function chooseAmong(
  makers: readonly Maker[],
  plainest: ChoiceOptions['plainest'],
  { pace }: Workshop,
): Arbitrary<Json> {
  const [only] = makers;
  if (makers.length === 1 && only !== undefined) return only.arbitrary();
  return choice({
    pace,
    options: makers.map((maker) => ({ arbitrary: () => optional(maker), weight: maker.isRare === true ? 1 : 3 })),
    plainest,
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
