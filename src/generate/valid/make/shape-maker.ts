import fc from 'fast-check';
import type { Json } from '../../../contract/model.js';
import { checked } from '../draw/checked.js';
import { choice } from '../draw/choice.js';
import { opposite } from '../shape/demand.js';
import { listMaker } from './lists.js';
import { isPossible, type Maker, type Plain } from './maker.js';
import { kindOf, type Kind } from '../shape/kinds.js';
import { canonical, settle } from '../shape/narrow.js';
import { numberMaker } from './numbers.js';
import { objectMaker } from './objects.js';
import { setPace } from '../draw/pace.js';
import type { Shape } from '../shape/shape.js';
import { spread } from '../shape/spread.js';
import { textMaker } from './texts.js';
import type { Workshop } from './workshop.js';

/** Draws in search of a value that the parts of a shape alone do not guarantee. */
const mostDraws = 200;

/** Makes values of a shape, one maker per kind that it allows. */
export function makersOf(shape: Shape, at: string, shop: Workshop): readonly Maker[] {
  if (shape.values !== null) return [listedMaker(shape, shape.values, shop)];
  return [...shape.kinds].map((kind) => {
    const maker = kindMaker(shape, kind, { at, shop });
    return withSeeds(isLoose(shape, kind) ? exact(maker, { shape, kind, at, shop }) : maker, { shape, kind, shop });
  });
}

interface Within {
  readonly at: string;
  readonly shop: Workshop;
}

function kindMaker(shape: Shape, kind: Kind, { at, shop }: Within): Maker {
  switch (kind) {
    case 'string':
      return textMaker(shape.text, shop.matchers, shop.pace);
    case 'integer':
    case 'fraction':
      return numberMaker(shape.number, kind, shop.pace);
    case 'boolean':
      return { plain: () => ({ value: false }), arbitrary: () => fc.boolean() };
    case 'null':
      return { plain: () => ({ value: null }), arbitrary: () => fc.constant(null), isRare: true };
    case 'array':
      return listMaker(shape.list, at, shop);
    case 'object':
      return objectMaker(shape.object, at, shop);
  }
}

function listedMaker(shape: Shape, values: readonly Json[], { fitting }: Workshop): Maker {
  let kept: readonly Json[] | null = null;
  const fittingOnes = (): readonly Json[] => (kept ??= values.filter((value) => fitting.hasShape(shape, value)));
  return {
    plain: (): Plain => {
      const [first] = fittingOnes();
      return first === undefined ? { reason: 'no listed value fits' } : { value: first };
    },
    arbitrary: () => fc.constantFrom(...fittingOnes()),
  };
}

/** Whether a shape says more about values of a kind than the makers of the kind see to. */
function isLoose({ unless, excluded, list, object }: Shape, kind: Kind): boolean {
  if (unless.length > 0 || excluded.length > 0) return true;
  if (kind === 'array') return list.repeated || list.shares.length > 0;
  return kind === 'object' && (object.oddNames.length > 0 || object.extras.length > 0);
}

interface Exactly extends Within {
  readonly shape: Shape;
  readonly kind: Kind;
}

/**
 * Holds what is made to the whole shape. Where the plainest value does not fit, what must not hold is built in (it
 * multiplies the shapes, so not before), and at last a fitting value is looked for by chance.
 */
function exact(maker: Maker, { shape, kind, at, shop }: Exactly): Maker {
  const fits = (value: Json): boolean => shop.fitting.hasShape(shape, value);
  let settled: Maker | null = null;
  /** Plain values from which the search found nothing. */
  const fruitless = new Set<string>();
  const find = (): Maker | string => {
    const plain = maker.plain();
    if (isPossible(plain) && fits(plain.value)) return holdTo(maker, fits, plain.value);
    if (!isPossible(plain)) return plain.reason;
    const strict = strictMaker();
    if (isPossible(strict.plain())) return strict;
    const found = fruitless.has(canonical(plain.value)) ? undefined : search(maker, fits, shop);
    if (found !== undefined) return holdTo(maker, fits, found);
    fruitless.add(canonical(plain.value));
    return `no ${kind} is found that fits besides what it must not match`;
  };
  let built: Maker | null = null;
  const strictMaker = (): Maker => (built ??= shop.makerOf(strictShapes(shape, kind, shop), at));
  const get = (): Maker | string => {
    const made = settled ?? find();
    if (typeof made !== 'string') settled = made;
    return made;
  };
  return {
    plain: () => {
      const made = get();
      return typeof made === 'string' ? { reason: made } : made.plain();
    },
    arbitrary: () => {
      const made = get();
      return typeof made === 'string' ? fc.constant(null) : made.arbitrary();
    },
  };
}

function holdTo(maker: Maker, fits: (value: Json) => boolean, plain: Json): Maker {
  return { plain: () => ({ value: plain }), arbitrary: () => checked(maker.arbitrary(), fits, plain) };
}

function strictShapes(shape: Shape, kind: Kind, { expander }: Workshop): readonly Shape[] {
  if (shape.unless.length === 0) return [];
  let shapes: readonly Shape[] = [{ ...shape, kinds: new Set([kind]), unless: [] }];
  for (const demand of shape.unless) {
    const contrary = opposite(demand);
    if (contrary !== null) shapes = spread(shapes, (one) => expander.add(one, contrary));
  }
  return shapes.map(settle).filter((one) => one !== null);
}

/** The shortest of the values drawn that fit. */
function search(maker: Maker, fits: (value: Json) => boolean, { pace, steady }: Workshop): Json | undefined {
  const before = { ...pace };
  const random = steady();
  const arbitrary = maker.arbitrary();
  let found: Json | undefined;
  for (let draws = 0; draws < mostDraws; draws += 1) {
    setPace(pace, 1 + (draws % 4));
    const drawn = arbitrary.generate(random, undefined).value_;
    if (!fits(drawn)) continue;
    if (found === undefined || JSON.stringify(drawn).length < JSON.stringify(found).length) found = drawn;
  }
  Object.assign(pace, before);
  return found;
}

/** Lets examples and defaults of the document come up among the values made. */
function withSeeds(maker: Maker, { shape, kind, shop }: Omit<Exactly, 'at'>): Maker {
  const kept = shape.seeds.filter((seed) => kindOf(seed) === kind);
  const nested = kind === 'object' || kind === 'array';
  if (kept.length === 0 || (nested && !shop.takesNestedSeeds)) return maker;
  return {
    plain: () => maker.plain(),
    arbitrary: () => {
      const plain = maker.plain();
      const seeds = kept.filter((seed) => shop.fitting.hasShape(shape, seed));
      if (seeds.length === 0 || !isPossible(plain)) return maker.arbitrary();
      const made = maker.arbitrary();
      const given = fc.constantFrom(...seeds);
      return choice({
        pace: shop.pace,
        options: [
          { arbitrary: () => made, weight: 3 },
          { arbitrary: () => given, weight: 1 },
        ],
        plainest: { index: 0, value: plain.value },
      });
    },
  };
}
