import { boundaryEdits } from './edits/boundary-edits.js';
import { invalidEdits } from './edits/invalid-edits.js';
import type { EditContext } from './edits/edit-model.js';
import type { Obstacle, SchemaSource, ValueMaker } from './schema-source.js';
import { createSchemas } from './schema/schemas.js';
import { createValidValues } from './valid/valid-values.js';

/** Makes values for the schemas of one source: valid ones, and valid and invalid ones by editing these. */
export function createValueMaker(source: SchemaSource): ValueMaker {
  const schemas = createSchemas(source);
  const values = createValidValues(source, schemas);
  /** Notes by the pointer that was asked for, without repetitions. */
  const notes = new Map<string, Map<string, Obstacle>>();
  const note = (pointer: string, obstacle: Obstacle): void => {
    const known = notes.get(pointer) ?? new Map<string, Obstacle>();
    notes.set(pointer, known.set(`${obstacle.pointer} ${obstacle.reason}`, obstacle));
  };
  const editing = (pointer: string): EditContext => ({
    source,
    schemas,
    make: (at, index) => {
      const made = values.valid(at, { seed: 0, index });
      return 'kind' in made ? undefined : made.value;
    },
    note: (obstacle) => note(pointer, obstacle),
  });
  return {
    valid: (pointer, choice) => {
      const made = values.valid(pointer, choice);
      if ('kind' in made) note(pointer, made);
      return made;
    },
    boundary: (pointer, base) => boundaryEdits(editing(pointer), pointer, base),
    invalid: (pointer, base) => invalidEdits(editing(pointer), pointer, base),
    obstacles: (pointer) => [...(notes.get(pointer)?.values() ?? [])],
  };
}
