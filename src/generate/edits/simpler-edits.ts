import { isList, isObject, valueAt } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import type { Edit, EditedValue } from '../schema-source.js';
import { reapply } from './apply-edits.js';
import { breaksOnly, faultOf } from './confirm.js';
import type { EditContext } from './edit-model.js';
import { keywordTable } from './keywords/keyword-table.js';

/** A fault found in one value, to be shown in another, such as the plainest. */
export interface FoundFault {
  readonly base: Json;
  readonly edit: Edit;
}

/**
 * The same fault in a plainer form: the edit made in `base`, with plainer values of the same kind in place of `after`,
 * the plainest first and the edit's own last. Each breaks the same keyword at the same place, and no other, as the source
 * judges; none when the edit has no place in `base`.
 */
export function* simplerEdits(
  context: EditContext,
  pointer: string,
  { base, edit }: FoundFault,
): Generator<EditedValue> {
  const edits = keywordTable.find(({ keyword }) => keyword === edit.keyword);
  const fault = { ...faultOf(edits ?? { keyword: edit.keyword }), at: edit.at };
  const before = valueAt(base, edit.at);
  for (const after of plainerThan(edit.after)) {
    const value = reapply(base, { ...edit, after });
    if (value !== undefined && breaksOnly(context.source.judge(pointer, value), fault)) {
      yield { value, edits: [{ ...edit, before, after }] };
    }
  }
}

/** Plainer values of the same kind, then the value itself. */
function* plainerThan(value: Json | undefined): Iterable<Json | undefined> {
  if (typeof value === 'string') yield* ['', 'x'].filter((text) => text.length < value.length);
  if (typeof value === 'number') yield* [0, 1, 0.5].filter((number) => Math.abs(number) < Math.abs(value));
  if (isList(value) && value.length > 0) yield [];
  if (isObject(value) && Object.keys(value).length > 0) yield {};
  yield value;
}
