import type { Json } from '../../contract/model.js';
import type { EditedValue } from '../schema-source.js';
import type { EditContext } from './edit-model.js';
import { editedValues } from './edited-values.js';

/**
 * Valid values on the edges of a schema, each one edit away from `base`, which must be valid: every bound at -1, 0 and +1
 * as far as allowed, optional members absent and present, enum members, alternatives, edges of formats. One edge of every
 * keyword at every place comes first. An edge inside of a member or alternative that `base` lacks is relative to the base
 * that has it.
 *
 * Lazy, finite, and the same for the same base. Each value is judged `valid` or `undecided` by the source.
 */
export function boundaryEdits(context: EditContext, pointer: string, base: Json): Iterable<EditedValue> {
  return { [Symbol.iterator]: () => editedValues(context, { pointer, base, family: 'edges' }) };
}
