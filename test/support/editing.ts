import type { Json } from '../../src/contract/model.js';
import type { EditContext } from '../../src/generate/edits/edit-model.js';
import { createSchemas } from '../../src/generate/schema/schemas.js';
import type { EditedValue, Obstacle, SchemaSource } from '../../src/generate/schema-source.js';

/** Values of all sorts; few schemas of a test accept none of them. */
const pool: readonly Json[] = [
  ...['x', 0, null, true, {}, [], 1.5, '', -1, 'foo', 10, 'xxxxxxxxxxxx', false, 100, ['x']],
  ...[{ x: 1 }, 'a@example.com', '2024-01-01', [1], { a: 'x' }, 1000, 'aa', 1],
];

/** A context that makes the values which a source accepts, out of a pool. */
export function editing(
  source: SchemaSource,
  more: readonly Json[] = [],
): EditContext & { readonly notes: Obstacle[] } {
  const notes: Obstacle[] = [];
  const values = [...pool, ...more];
  return {
    source,
    schemas: createSchemas(source),
    notes,
    note: (obstacle) => notes.push(obstacle),
    make: (pointer, index) => values.filter((value) => source.judge(pointer, value).kind === 'valid')[index],
  };
}

/** The only edit of a value. */
export function editOf(edited: EditedValue) {
  const [edit, ...others] = edited.edits;
  if (edit === undefined || others.length > 0) throw new Error(`${edited.edits.length} edits in place of one`);
  return edit;
}

/** A schema and a base, and the changes wanted for one keyword. */
export interface Trial {
  readonly schema: Json;
  readonly base: Json;
  readonly keyword: string;
  readonly wanted: readonly (readonly [at: string, after: Json])[];
}

/** What was put where for one keyword; removed places read `absent`. */
export function made(values: readonly EditedValue[], keyword: string): Trial['wanted'] {
  return values
    .map(editOf)
    .flatMap((edit) => (edit.keyword === keyword ? [[edit.at, edit.after === undefined ? 'absent' : edit.after]] : []));
}
