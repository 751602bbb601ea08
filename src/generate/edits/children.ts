import { isList, listMember, member, objectMember } from '../../contract/json-pointer.js';
import { createMatcher } from '../../contract/regexp.js';
import type { Place } from '../schema/place.js';
import type { Schemas } from '../schema/schemas.js';
import type { Rule } from './edit-model.js';

/** Longest name held to a pattern. */
const longestName = 1000;

/** The schemas that rules apply to the member of an object. */
export function schemasOfMember(schemas: Schemas, rules: readonly Rule[], name: string): readonly Place[] {
  const found = rules.flatMap((rule) => declared(schemas, rule, name));
  return found.length > 0 ? found : rules.flatMap((rule) => schemas.child(rule.place, 'unevaluatedProperties') ?? []);
}

/** The schemas that rules apply to the item of an array. */
export function schemasOfItem(schemas: Schemas, rules: readonly Rule[], index: number): readonly Place[] {
  const found = rules.flatMap((rule) => positioned(schemas, rule, index) ?? []);
  return found.length > 0 ? found : rules.flatMap((rule) => schemas.child(rule.place, 'unevaluatedItems') ?? []);
}

function declared(schemas: Schemas, { schema, place }: Rule, name: string): readonly Place[] {
  const named = schemas.child(place, 'properties', name) ?? [];
  const patterned = Object.keys(objectMember(schema, 'patternProperties'))
    .filter((pattern) => matches(pattern, name))
    .flatMap((pattern) => schemas.child(place, 'patternProperties', pattern) ?? []);
  const found = [named, patterned].flat();
  return found.length > 0 ? found : [schemas.child(place, 'additionalProperties') ?? []].flat();
}

/** Whether a name matches a pattern of the document; no, when that cannot be told in bounded time. */
export function matches(pattern: string, name: string): boolean {
  if (name.length > longestName) return false;
  let doubtful = false;
  try {
    const matched = createMatcher(pattern, () => {
      doubtful = true;
    }).test(name);
    return matched && !doubtful;
  } catch {
    return false;
  }
}

/** 2020-12 lists items in `prefixItems` and the others in `items`; before, these were `items` and `additionalItems`. */
function positioned(schemas: Schemas, { schema, place }: Rule, index: number): Place | null {
  const former = schemas.vocabulary.positionalItems && isList(member(schema, 'items'));
  const [prefix, rest] = former ? ['items', 'additionalItems'] : ['prefixItems', 'items'];
  return index < listMember(schema, prefix).length ? schemas.child(place, prefix, index) : schemas.child(place, rest);
}
