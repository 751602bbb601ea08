import { isList, isObject, joinPointer, member, objectMember } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import { keyOfPlace, type Place } from '../schema/place.js';
import { schemasOfItem, schemasOfMember } from './children.js';
import type { Change, EditContext, Rule, Site } from './edit-model.js';
import { valuesToward } from './keywords/alternatives.js';
import { declaredNames, nameMatching, valuesFor } from './keywords/member-values.js';
import { typeOf } from './keywords/types.js';
import { madeFor } from './made-values.js';
import { listed } from './rules-at.js';

/** A way to reach schemas that a value does not touch yet: a member it lacks, an alternative it does not take. */
export interface Opening {
  readonly keyword: string;
  readonly rule: Rule;
  /** Equal keys lead to the same schemas. */
  readonly key: string;
  /** Changes that take the way; the first that works is enough. */
  readonly changes: Iterable<Change>;
  /** Behind it lies a single value, with no place for further edits. */
  readonly isDeadEnd: boolean;
}

/** Members of one object that are added one by one. */
const mostNames = 200;
/** Values made in search of one of another type. */
const mostMade = 8;

export function* openingsOf(context: EditContext, site: Site): Iterable<Opening> {
  yield* toMembers(context, site);
  yield* toItems(context, site);
  for (const rule of site.rules) {
    for (const keyword of ['anyOf', 'oneOf']) {
      for (const place of listed(context, rule, keyword)) yield* toPlace(context, site, { keyword, rule, place });
    }
    const condition = context.schemas.vocabulary.knows('if') ? context.schemas.child(rule.place, 'if') : null;
    if (condition !== null) yield* toPlace(context, site, { keyword: 'if', rule, place: condition });
    yield* toTypes(context, site, rule);
  }
}

function* toMembers(context: EditContext, site: Site): Iterable<Opening> {
  const { value, rules } = site;
  if (!isObject(value)) return;
  const patterned = rules.flatMap(({ schema }) => Object.keys(objectMember(schema, 'patternProperties')));
  const names = [
    ...declaredNames(context, site),
    ...patterned.flatMap((pattern) => nameMatching(pattern) ?? []),
    'x-unknown',
  ];
  for (const name of [...new Set(names)].slice(0, mostNames)) {
    const places = schemasOfMember(context.schemas, rules, name);
    const rule = ruleAbove(rules, places[0]);
    if (Object.hasOwn(value, name) || rule === undefined || places.every(({ value: schema }) => !isObject(schema)))
      continue;
    const keyword = keywordOf(rule, places[0]);
    yield {
      keyword,
      rule,
      key: keyOfAll(places),
      isDeadEnd: false,
      changes: placed(joinPointer(site.at, name), valuesFor(context, site, name)),
    };
  }
}

function* toItems(context: EditContext, site: Site): Iterable<Opening> {
  const { value, rules } = site;
  if (!isList(value)) return;
  const places = schemasOfItem(context.schemas, rules, value.length);
  const rule = ruleAbove(rules, places[0]);
  const before = value.length === 0 ? '' : keyOfAll(schemasOfItem(context.schemas, rules, value.length - 1));
  if (rule === undefined || keyOfAll(places) === before) return;
  const changes = placed(joinPointer(site.at, value.length), madeFor(context, places));
  yield { keyword: keywordOf(rule, places[0]), rule, key: keyOfAll(places), isDeadEnd: false, changes };
}

interface Way {
  readonly keyword: string;
  readonly rule: Rule;
  readonly place: Place;
}

function* toPlace(context: EditContext, site: Site, { keyword, rule, place }: Way): Iterable<Opening> {
  if (context.source.judge(place.pointer, site.value).kind === 'valid') return;
  const changes = placed(site.at, valuesToward(context, site, place));
  const isDeadEnd = member(place.value, 'const') !== undefined || member(place.value, 'type') === 'null';
  yield { keyword, rule, key: keyOfPlace(place), changes, isDeadEnd };
}

function* placed(at: string, values: Iterable<Json>): Iterable<Change> {
  for (const after of values) yield { at, after };
}

/** Values of other types, where a schema allows several or says something about several. */
function* toTypes(context: EditContext, site: Site, rule: Rule): Iterable<Opening> {
  const met = new Set([typeOf(site.value), 'null']);
  for (const after of othersFor(context, rule)) {
    const type = typeOf(after);
    if (met.has(type)) continue;
    met.add(type);
    yield {
      keyword: 'type',
      rule,
      key: `${keyOfPlace(rule.place)} ${type}`,
      isDeadEnd: false,
      changes: [{ at: site.at, after }],
    };
  }
}

/** Keywords that a value of the type is held to, for schemas that name no type. */
const spokenOf: readonly (readonly [Json, RegExp])[] = [
  [{}, /propert|^required$|^depende/i],
  [[], /items$|contains$/i],
  ['x', /length$|^pattern$|^format$/i],
  [1, /imum$|^multipleOf$/],
];

function* othersFor(context: EditContext, { schema, place }: Rule): Iterable<Json> {
  const types = member(schema, 'type');
  const keywords = Object.keys(schema);
  if (types === undefined)
    yield* spokenOf.filter(([, about]) => keywords.some((name) => about.test(name))).map(([value]) => value);
  if (!isList(types) && member(schema, 'nullable') !== true) return;
  for (let index = 0; index < mostMade; index += 1) {
    const made = context.make(place.pointer, index);
    if (made === undefined) return;
    yield made;
  }
}

function keyOfAll(places: readonly Place[]): string {
  return places.map(keyOfPlace).join('&');
}

/** The rule in which a schema stands. */
function ruleAbove(rules: readonly Rule[], place: Place | undefined): Rule | undefined {
  return rules.find((rule) => place?.pointer.startsWith(`${rule.place.pointer}/`));
}

/** The keyword under which a schema stands in its rule. */
function keywordOf(rule: Rule, place: Place | undefined): string {
  return place?.pointer.slice(rule.place.pointer.length + 1).split('/')[0] ?? '';
}
