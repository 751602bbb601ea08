import { listMember, member, textMember } from '../../contract/json-pointer.js';
import type { Direction } from '../../contract/model.js';
import { keepByObject } from '../keep-by-object.js';
import type { Place } from './place.js';
import type { Schemas } from './schemas.js';

/**
 * Whether a member with the schema at a place has no business in values of this direction: `readOnly` in requests,
 * `writeOnly` in responses (OpenAPI 3.1, "Schema Object"; JSON Schema validation, section 9.4). The flag counts on the
 * schema itself, on what it refers to, and on branches of its `allOf`.
 */
export function createExemption(schemas: Schemas, direction: Direction): (place: Place) => boolean {
  if (direction === 'either') return () => false;
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  const flagged = (place: Place, seen: ReadonlySet<string>): boolean => {
    if (member(place.value, flag) === true) return true;
    if (seen.has(place.pointer)) return false;
    const met = new Set(seen).add(place.pointer);
    const reference = textMember(place.value, '$ref');
    const target = reference === null ? null : schemas.target(place, reference);
    if (target !== null && flagged(target, met)) return true;
    return listMember(place.value, 'allOf').some((_, index) => {
      const branch = schemas.child(place, 'allOf', index);
      return branch !== null && flagged(branch, met);
    });
  };
  return keepByObject((place: Place) => flagged(place, new Set()));
}
