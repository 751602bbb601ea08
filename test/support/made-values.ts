import type { Json } from '../../src/contract/model.js';
import type { Sample, SchemaSource, ValueMaker } from '../../src/generate/schema-source.js';
import { createValueMaker } from '../../src/generate/value-maker.js';

/** The first values for a schema. */
export function valuesOf(source: SchemaSource, count: number): readonly Json[] {
  const maker = createValueMaker(source);
  return Array.from({ length: count }, (_, index) => sampleAt(maker, index).value);
}

/** One value as a sample. @throws Error with the reason when none can be made. */
export function sampleAt(maker: ValueMaker, index: number, pointer = ''): Sample<Json> {
  const made = maker.valid(pointer, { seed: 11, index });
  if ('kind' in made) throw new Error(made.reason);
  return made;
}
