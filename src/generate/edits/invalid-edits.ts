import type { Json } from '../../contract/model.js';
import type { EditedValue } from '../schema-source.js';
import type { EditContext } from './edit-model.js';
import { editedValues } from './edited-values.js';

/**
 * Invalid values made from `base`, which must be valid, by breaking one keyword each. One fault of every keyword at every
 * place comes first; also the schemas of members, items and alternatives that `base` lacks are reached: such a fault is
 * relative to the base that has them.
 *
 * Lazy, finite, and the same for the same base. Each value is judged `invalid` by the source, for violations that lie at
 * or below the edited place, name the broken keyword, or follow from it in the schemas around.
 */
export function invalidEdits(context: EditContext, pointer: string, base: Json): Iterable<EditedValue> {
  return { [Symbol.iterator]: () => editedValues(context, { pointer, base, family: 'faults' }) };
}
