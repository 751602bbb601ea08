import { type Arbitrary, Stream, Value, type Random } from 'fast-check';
import type { Json } from '../../../contract/model.js';
import type { Pace } from './pace.js';
import { Tracked } from './tracked.js';

/** A member or an item that was made. */
export interface Part {
  /** Name of the member; for items, it does not matter. */
  readonly name: string;
  readonly made: Value<Json>;
  readonly from: Arbitrary<Json>;
  /** Whether the value may do without it. */
  readonly removable: boolean;
}

interface CompositeOptions {
  readonly pace: Pace;
  readonly draw: (random: Random) => readonly Part[];
  readonly build: (parts: readonly Part[]) => Json;
}

/** Objects and lists: draws parts, puts them together, and simplifies them by leaving parts out and simplifying others. */
export function composite(options: CompositeOptions): Arbitrary<Json> {
  return new Composite(options);
}

class Composite extends Tracked<Json> {
  readonly #options: CompositeOptions;

  constructor(options: CompositeOptions) {
    super();
    this.#options = options;
  }

  override generate(random: Random): Value<Json> {
    const { pace, draw } = this.#options;
    pace.depth += 1;
    const parts = draw(random);
    pace.depth -= 1;
    return this.#valueOf(parts);
  }

  override shrink(_: Json, context: unknown): Stream<Value<Json>> {
    const parts = context as readonly Part[]; // Only values made here come back here.
    return new Stream(simpler(parts)).map((fewer) => this.#valueOf(fewer));
  }

  #valueOf(parts: readonly Part[]): Value<Json> {
    return new Value(this.#options.build(parts), parts);
  }
}

function* simpler(parts: readonly Part[]): Generator<readonly Part[]> {
  const removable = parts.filter((part) => part.removable);
  if (removable.length > 1) yield parts.filter((part) => !part.removable);
  const half = new Set(removable.slice(Math.floor(removable.length / 2)));
  if (removable.length > 3) yield parts.filter((part) => !half.has(part));
  for (const left of removable.toReversed()) yield parts.filter((part) => part !== left);
  for (const [index, part] of parts.entries()) {
    for (const made of part.from.shrink(part.made.value_, part.made.context)) {
      yield parts.with(index, { ...part, made });
    }
  }
}
