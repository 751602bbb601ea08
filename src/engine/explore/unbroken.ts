import type { Json } from '../../contract/model.js';
import { withValueAt } from '../../generate/edits/apply-edits.js';
import type { RequestCase, RequestValue } from '../../generate/request-case.js';

/** A case with its edits taken back; null: it has none, or such that are no change of its value. */
export function unbroken(one: RequestCase): RequestCase | null {
  if (one.edits.length === 0) return null;
  // A request value is a JSON value whose shape has names; an edit never touches that shape.
  let value: Json | undefined = one.value as Json;
  let { mediaType } = one;
  for (const { at, keyword, before } of one.edits.toReversed()) {
    // What says of the body which media type it has is no part of the value.
    if (keyword === 'content' && typeof before === 'string') mediaType = before;
    else value = value === undefined ? undefined : withValueAt(value, at, before);
  }
  const same = mediaType === one.mediaType && JSON.stringify(value) === JSON.stringify(one.value);
  if (value === undefined || same) return null;
  return { ...one, value: value as RequestValue, mediaType, family: 'valid', edits: [], shrink: () => [] };
}
