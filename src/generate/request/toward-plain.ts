import { isObject } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import { withMember, withoutMember } from '../edits/apply-edits.js';
import { isSameJson } from '../same-json.js';

/** A value with one place after the other made as it is in a plainer value, the outer places first. */
export function* towardPlain(value: Json, plain: Json): Generator<Json> {
  if (isSameJson(value, plain)) return;
  yield plain;
  if (!isObject(value) || !isObject(plain)) return;
  for (const [name, held] of Object.entries(value)) {
    const plainer = Object.hasOwn(plain, name) ? plain[name] : undefined;
    if (plainer === undefined) yield withoutMember(value, name);
    else for (const inner of towardPlain(held, plainer)) yield withMember(value, name, inner);
  }
}
