import { Arbitrary } from 'fast-check';

/** An arbitrary that simplifies what it made itself, and nothing else: it needs to know how that came about. */
export abstract class Tracked<T> extends Arbitrary<T> {
  override canShrinkWithoutContext(value: unknown): value is T {
    return value === foreign;
  }
}

/** Equal to no value. */
const foreign = Symbol('foreign');
