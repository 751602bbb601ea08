import { isList, isObject, listMember, member, objectMember, textMember } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import { isSameJson } from '../same-json.js';
import { keyOfPlace, type Place } from '../schema/place.js';
import type { EditContext, Rule } from './edit-model.js';
import { typeOf } from './type-of.js';

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
  const isTaken = (place: Place): boolean => takes(reading, place, value);
  return [
    ...listed(reading, rule, 'allOf'),
    ...listed(reading, rule, 'anyOf').filter(isTaken),
    ...listed(reading, rule, 'oneOf').filter(isTaken),
    ...conditional(reading, rule, isTaken),
    ...dependent(reading, rule, value),
  ];
}

/**
 * Whether a value takes an alternative. Where the source cannot tell, as of a place that only the document has and not the
 * validator's copy of it, the look of the value decides.
 */
export function takes(reading: Reading, place: Place, value: Json): boolean {
  const { kind } = reading.source.judge(place.pointer, value);
  return kind === 'undecided' ? resembles(reading, place, value) : kind === 'valid';
}

function resembles({ schemas }: Reading, place: Place, value: Json): boolean {
  const reference = textMember(place.value, '$ref');
  const schema = (reference === null ? place : schemas.target(place, reference))?.value;
  const type = member(schema, 'type') ?? typeOf(value);
  const types = isList(type) ? type : [type];
  const isTyped = types.includes(typeOf(value)) || (types.includes('number') && typeof value === 'number');
  const values = [...listMember(schema, 'enum'), ...[member(schema, 'const') ?? []].flat()];
  const isChosen = values.length === 0 || values.some((one) => isSameJson(one, value));
  const names = isObject(value) ? listMember(schema, 'required') : [];
  return isTyped && isChosen && names.every((name) => typeof name !== 'string' || member(value, name) !== undefined);
}

/** The schemas in a keyword's array. */
export function listed({ schemas }: Reading, { place, schema }: Rule, keyword: string): readonly Place[] {
  return listMember(schema, keyword)
    .slice(0, mostRules)
    .flatMap((_, index) => schemas.child(place, keyword, index) ?? []);
}

function conditional({ schemas }: Reading, { place }: Rule, isTaken: (place: Place) => boolean): readonly Place[] {
  const condition = schemas.vocabulary.knows('if') ? schemas.child(place, 'if') : null;
  if (condition === null) return [];
  const branch = schemas.child(place, isTaken(condition) ? 'then' : 'else');
  return branch === null ? [] : [branch];
}

function dependent({ schemas }: Reading, { place, schema }: Rule, value: Json): readonly Place[] {
  return ['dependentSchemas', 'dependencies'].flatMap((keyword) =>
    Object.entries(objectMember(schema, keyword))
      .filter(([name, schemaOrNames]) => member(value, name) !== undefined && !isList(schemaOrNames))
      .flatMap(([name]) => schemas.child(place, keyword, name) ?? []),
  );
}
