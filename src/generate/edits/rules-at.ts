import { isList, isObject, listMember, member, objectMember, textMember } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import { keyOfPlace, type Place } from '../schema/place.js';
import type { EditContext, Rule } from './edit-model.js';

/** More than any sane schema applies to one place; the rest of a hostile one is not looked at. */
const mostRules = 64;

type Reading = Pick<EditContext, 'source' | 'schemas'>;

/**
 * The schema objects that a value must match to match the schemas at some places: through references and `allOf`, the
 * alternatives that the value takes, the branch of an `if`, what depends on members present. Each once.
 */
export function rulesAt(reading: Reading, starts: readonly Place[], value: Json): readonly Rule[] {
  const rules: Rule[] = [];
  const seen = new Set<string>();
  const pending = [...starts];
  for (const place of pending) {
    const key = keyOfPlace(place);
    if (seen.has(key) || rules.length >= mostRules || !isObject(place.value)) continue;
    seen.add(key);
    const rule: Rule = { place, schema: place.value };
    const targets = targetsOf(reading, rule);
    pending.push(...targets);
    if (targets.length > 0 && !reading.schemas.vocabulary.refSiblings) continue;
    rules.push(rule);
    pending.push(...inPlace(reading, rule, value));
  }
  return rules;
}

function targetsOf({ schemas }: Reading, { place, schema }: Rule): readonly Place[] {
  const reference = textMember(schema, '$ref');
  const dynamic = schemas.vocabulary.knows('$dynamicRef') ? textMember(schema, '$dynamicRef') : null;
  return [
    reference === null ? null : schemas.target(place, reference),
    dynamic === null ? null : schemas.dynamicTarget(place, dynamic),
  ].filter((target) => target !== null);
}

/** The schemas that a schema object applies to the same value. */
function inPlace(reading: Reading, rule: Rule, value: Json): readonly Place[] {
  const takes = (place: Place): boolean => reading.source.judge(place.pointer, value).kind === 'valid';
  return [
    ...listed(reading, rule, 'allOf'),
    ...listed(reading, rule, 'anyOf').filter(takes),
    ...listed(reading, rule, 'oneOf').filter(takes),
    ...conditional(reading, rule, takes),
    ...dependent(reading, rule, value),
  ];
}

/** The schemas in a keyword's array. */
export function listed({ schemas }: Reading, { place, schema }: Rule, keyword: string): readonly Place[] {
  return listMember(schema, keyword)
    .slice(0, mostRules)
    .flatMap((_, index) => schemas.child(place, keyword, index) ?? []);
}

function conditional({ schemas }: Reading, { place }: Rule, takes: (place: Place) => boolean): readonly Place[] {
  const condition = schemas.vocabulary.knows('if') ? schemas.child(place, 'if') : null;
  if (condition === null) return [];
  const branch = schemas.child(place, takes(condition) ? 'then' : 'else');
  return branch === null ? [] : [branch];
}

function dependent({ schemas }: Reading, { place, schema }: Rule, value: Json): readonly Place[] {
  return ['dependentSchemas', 'dependencies'].flatMap((keyword) =>
    Object.entries(objectMember(schema, keyword))
      .filter(([name, schemaOrNames]) => member(value, name) !== undefined && !isList(schemaOrNames))
      .flatMap(([name]) => schemas.child(place, keyword, name) ?? []),
  );
}
