import type { Json } from '../../../contract/model.js';
import type { Demand } from '../shape/demand.js';
import { isPossible, type Maker } from './maker.js';
import { memberDemands, speaksOf, undeclaredDemands } from '../shape/members.js';
import { texts, toKinds } from '../shape/narrow.js';
import { anyShape, type Extra, type ObjectShape } from '../shape/shape.js';
import { textMaker } from './texts.js';
import type { Workshop } from './workshop.js';

/** A member that may be made. */
export interface Slot {
  readonly name: string;
  readonly maker: Maker;
}

/** What an object of a shape may hold. */
export interface ObjectPlan {
  readonly required: readonly Slot[];
  /** Declared, and not needed. Whether one is possible at all is known when it is asked for its plain value. */
  readonly optional: readonly Slot[];
  /** Whether undeclared members are meant: said by the schema, or nothing is declared at all. */
  readonly open: boolean;
  /** The slot of an undeclared member; null when the name is not allowed. `demand` is made to hold besides. */
  slot(name: string, demand?: Demand): Slot | null;
  /** Names to try for undeclared members, the plainest first; the further ones by chance. */
  names(chance: Chance): Generator<string>;
  /** Names to try for a member that must be there besides. */
  extraNames(extra: Extra, chance: Chance): Generator<string>;
}

/** Draws a text; seen from here, only that it is drawn matters. */
export type Chance = (maker: Maker) => Json;

/** Names tried until one is allowed. */
const mostNames = 30;

export function planObject(object: ObjectShape, at: string, shop: Workshop): ObjectPlan {
  // One list for all names: what is worked out for it is kept by the list.
  const undeclared = undeclaredDemands(object);
  const demandsFor = (name: string): readonly Demand[] =>
    object.layers.some((layer) => speaksOf(layer, name, shop.matchers))
      ? memberDemands(object, name, shop.matchers)
      : undeclared;
  const declared = new Set(object.layers.flatMap(({ named }) => [...named.keys()]));
  const isKnown = (name: string): boolean => declared.has(name) || object.required.has(name);
  // Names made up share one place: each would have a maker of its own, kept for ever.
  const slotFor = (name: string, demands: readonly Demand[]): Slot => ({
    name,
    maker: shop.maker(demands, shop.below(at, isKnown(name) ? name : '*')),
  });
  const allowed = (name: string): boolean => !object.absent.has(name) && shop.fitting.meets(object.names, name);
  // Where nothing undeclared may be, no other names are worth a try.
  const free = lazily(() =>
    shop.expander.shapes(undeclared).length > 0
      ? freeNames
      : freeNames.filter((name) => demandsFor(name) !== undeclared),
  );
  const nameMaker = lazily(() => makerOfNames(object, shop));
  const patternMakers = lazily(() =>
    object.layers.flatMap(({ patterns }) => patterns.map(({ pattern }) => makerOfPattern(pattern, shop))),
  );

  const plan: ObjectPlan = {
    required: [...object.required]
      .map((name) => ({ name, demands: demandsFor(name) }))
      .filter(({ demands }) => !shop.isExempt(demands))
      .map(({ name, demands }) => slotFor(name, demands)),
    optional: [...declared]
      .filter((name) => !object.required.has(name) && allowed(name))
      .map((name) => ({ name, demands: demandsFor(name) }))
      .filter(({ demands }) => !shop.isExempt(demands))
      .map(({ name, demands }) => slotFor(name, demands)),
    open: object.layers.some(({ rest, patterns: some }) => rest !== null || some.length > 0) || declared.size === 0,
    slot: (name, demand) => {
      if (!allowed(name)) return null;
      const own = demandsFor(name);
      const demands = demand === undefined ? own : [...own, demand];
      if (shop.isExempt(demands)) return null;
      const slot = slotFor(name, demands);
      return isPossible(slot.maker.plain()) ? slot : null;
    },
    *names(chance) {
      const made = nameMaker();
      yield* namesFrom(made === null ? patternMakers() : [made], chance);
      if (made === null) yield* free();
    },
    *extraNames({ among }, chance) {
      if ('pattern' in among) yield* namesFrom([makerOfPattern(among.pattern, shop)], chance);
      else {
        for (const name of plan.names(chance)) if (!speaksOf(among.beside, name, shop.matchers)) yield name;
      }
    },
  };
  return plan;
}

const freeNames: readonly string[] = 'a b c d e f g h i j k l m n o p q r s t u v w x y z extra note x-1 ключ'.split(
  ' ',
);

function* namesFrom(makers: readonly Maker[], chance: Chance): Generator<string> {
  for (const maker of makers) {
    const plain = maker.plain();
    if (!isPossible(plain)) continue;
    if (typeof plain.value === 'string') yield plain.value;
    for (let tries = 0; tries < mostNames; tries += 1) {
      const drawn = chance(maker);
      if (typeof drawn === 'string') yield drawn;
    }
  }
}

/** Makes names that meet the demands on names; null: there are none. */
function makerOfNames(object: ObjectShape, shop: Workshop): Maker | null {
  if (object.names.length === 0) return null;
  const shapes = shop.expander.shapes(object.names).map((shape) => toKinds(shape, texts));
  return shop.makerOf(
    shapes.filter((shape) => shape !== null),
    '',
  );
}

function makerOfPattern(pattern: string, { matchers, pace }: Workshop): Maker {
  return textMaker({ ...anyShape.text, patterns: [pattern] }, matchers, pace);
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
