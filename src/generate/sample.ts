import type { Arbitrary, Value } from 'fast-check';
import type { Json } from '../contract/model.js';
import type { Sample } from './schema-source.js';

/** A drawn value as a sample. Every simpler value is confirmed before it is offered: a value stays in its class. */
export function sampleOf(drawn: Value<Json>, from: Arbitrary<Json>, confirm: (value: Json) => boolean): Sample<Json> {
  const value = drawn.value_;
  return {
    value,
    *shrink() {
      const text = JSON.stringify(value);
      for (const simpler of from.shrink(value, drawn.context)) {
        if (JSON.stringify(simpler.value_) !== text && confirm(simpler.value_)) yield sampleOf(simpler, from, confirm);
      }
    },
  };
}
