import { type Arbitrary, Stream, Value, type Random } from 'fast-check';
import type { Json } from '../../../contract/model.js';
import { isExhausted, type Pace } from './pace.js';
import { Tracked } from './tracked.js';

/** One of several ways to make a value. */
interface Option {
  /** Null: no value can be made this way. Asked for when it is chosen. */
  arbitrary(): Arbitrary<Json> | null;
  /** How often it is chosen beside the others. */
  readonly weight: number;
}

export interface ChoiceOptions {
  readonly pace: Pace;
  readonly options: readonly Option[];
  /** The option that leads to the plainest value, and that value: what depth ends with. */
  readonly plainest: { readonly index: number; readonly value: Json };
}

/** Draws from one of the options; where the pace is exhausted from the plainest one, which always ends. */
export function choice(options: ChoiceOptions): Arbitrary<Json> {
  return new Choice(options);
}

/** Null: the plainest value itself. */
type Drawn = { readonly from: Arbitrary<Json>; readonly context: unknown } | null;

/** Depth beyond the pace at which nothing is drawn any more. */
const farBeyond = 30;

class Choice extends Tracked<Json> {
  readonly #options: ChoiceOptions;
  readonly #total: number;

  constructor(options: ChoiceOptions) {
    super();
    this.#options = options;
    this.#total = options.options.reduce((sum, { weight }) => sum + weight, 0);
  }

  override generate(random: Random): Value<Json> {
    const { pace } = this.#options;
    // The plainest options end; should they go on for long, the plainest value ends it for certain.
    const from = pace.depth > pace.size + farBeyond ? null : this.#choose(random);
    if (from === null) return new Value(this.#options.plainest.value, null);
    const made = from.generate(random, undefined);
    return new Value(made.value_, { from, context: made.context } satisfies Drawn);
  }

  override shrink(value: Json, context: unknown): Stream<Value<Json>> {
    const drawn = context as Drawn; // Only values made here come back here.
    if (drawn === null) return Stream.nil();
    const { plainest } = this.#options;
    const inner = drawn.from
      .shrink(value, drawn.context)
      .map((simpler) => new Value(simpler.value_, { ...drawn, context: simpler.context } satisfies Drawn));
    return Stream.of(new Value(plainest.value, null)).join(inner);
  }

  #choose(random: Random): Arbitrary<Json> | null {
    const { pace, options, plainest } = this.#options;
    const plain = options[plainest.index];
    if (options.length > 1 && !isExhausted(pace)) {
      for (let tries = 0; tries < 3; tries += 1) {
        const found = this.#at(random.nextInt(1, this.#total))?.arbitrary() ?? null;
        if (found !== null) return found;
      }
    }
    return plain?.arbitrary() ?? null;
  }

  #at(ticket: number): Option | undefined {
    let left = ticket;
    return this.#options.options.find(({ weight }) => {
      left -= weight;
      return left <= 0;
    });
  }
}
