import type { Json } from '../../contract/model.js';
import type { Place } from '../schema/place.js';
import type { EditContext } from './edit-model.js';

/** Values made for one schema in search of one that suits. */
const mostMade = 3;

/** What stands where no schema says anything. */
export const plainValues: readonly Json[] = ['x', 0, null, {}];

/** Values that match all of some schemas, made for each of them in turn; plain ones when there are none. Lazy. */
export function* madeFor(context: EditContext, places: readonly Place[]): Iterable<Json> {
  if (places.length === 0) yield* plainValues;
  const suits = (value: Json): boolean =>
    places.length < 2 || places.every(({ pointer }) => context.source.judge(pointer, value).kind !== 'invalid');
  for (let index = 0; index < mostMade; index += 1) {
    for (const { pointer } of places) {
      const made = context.make(pointer, index);
      if (made !== undefined && suits(made)) yield made;
    }
  }
}

export function firstOf<Value>(values: Iterable<Value>): Value | undefined {
  for (const value of values) return value;
  return undefined;
}
