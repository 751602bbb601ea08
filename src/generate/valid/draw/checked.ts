import { type Arbitrary, Stream, Value, type Random } from 'fast-check';
import { Tracked } from './tracked.js';

/** Draws before the plain value is taken: what fits only now and then is not worth more. */
const mostDraws = 20;

/** Draws until a value fits, and takes the plain one when none does: unlike a filter, it always ends. */
export function checked<T>(from: Arbitrary<T>, fits: (value: T) => boolean, plain: T): Arbitrary<T> {
  return new Checked({ from, fits, plain });
}

interface CheckedOptions<T> {
  readonly from: Arbitrary<T>;
  readonly fits: (value: T) => boolean;
  readonly plain: T;
}

class Checked<T> extends Tracked<T> {
  readonly #options: CheckedOptions<T>;

  constructor(options: CheckedOptions<T>) {
    super();
    this.#options = options;
  }

  override generate(random: Random): Value<T> {
    const { from, fits, plain } = this.#options;
    for (let draws = 0; draws < mostDraws; draws += 1) {
      const made = from.generate(random, undefined);
      if (fits(made.value_)) return new Value(made.value_, { context: made.context });
    }
    return new Value(plain, null);
  }

  override shrink(value: T, context: unknown): Stream<Value<T>> {
    const drawn = context as { readonly context: unknown } | null; // Only values made here come back here.
    if (drawn === null) return Stream.nil();
    return this.#options.from
      .shrink(value, drawn.context)
      .filter((simpler) => this.#options.fits(simpler.value_))
      .map((simpler) => new Value(simpler.value_, { context: simpler.context }));
  }
}
