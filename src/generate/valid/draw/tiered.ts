import { type Arbitrary, Value, type Random, type Stream } from 'fast-check';
import type { Pace } from './pace.js';
import { Tracked } from './tracked.js';

/** Draws from one of several arbitraries, at most the one that the pace allows, and mostly from that. */
export function tiered<T>(pace: Pace, tiers: readonly Arbitrary<T>[]): Arbitrary<T> {
  return new Tiered(pace, tiers);
}

interface Drawn {
  readonly tier: number;
  readonly context: unknown;
}

class Tiered<T> extends Tracked<T> {
  readonly #pace: Pace;
  readonly #tiers: readonly Arbitrary<T>[];

  constructor(pace: Pace, tiers: readonly Arbitrary<T>[]) {
    super();
    this.#pace = pace;
    this.#tiers = tiers;
  }

  override generate(random: Random): Value<T> {
    const highest = Math.min(this.#pace.size, this.#tiers.length) - 1;
    const tier = highest <= 0 || random.nextInt(0, 2) > 0 ? Math.max(0, highest) : random.nextInt(0, highest);
    const made = this.#at(tier).generate(random, undefined);
    return new Value(made.value_, { tier, context: made.context } satisfies Drawn);
  }

  override shrink(value: T, context: unknown): Stream<Value<T>> {
    const { tier, context: inner } = context as Drawn; // Only values made here come back here.
    return this.#at(tier)
      .shrink(value, inner)
      .map((simpler) => new Value(simpler.value_, { tier, context: simpler.context } satisfies Drawn));
  }

  #at(tier: number): Arbitrary<T> {
    const found = this.#tiers[tier];
    if (found === undefined) throw new RangeError(`there is no tier ${tier}`);
    return found;
  }
}
