import { isList, isObject, joinPointer, member, objectMember } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import { keyOfPlace, type Place } from '../schema/place.js';
import { schemasOfItem, schemasOfMember } from './children.js';
import type { Change, EditContext, Rule, Site } from './edit-model.js';
import { valuesToward, type Goal } from './keywords/alternatives.js';
import { declaredNames, nameMatching, valuesFor } from './keywords/member-values.js';
import { madeFor } from './made-values.js';
import { listed, takes } from './rules-at.js';
import { typeOf } from './type-of.js';

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
    for (const keyword of ['anyOf', 'oneOf']) yield* toAlternatives(context, site, { keyword, rule });
    const condition = context.schemas.vocabulary.knows('if') ? context.schemas.child(rule.place, 'if') : null;
    if (condition !== null)
      yield* toPlace(context, site, { keyword: 'if', rule, goal: { place: condition, others: [] } });
    yield* toTypes(context, site, rule);
  }
}

function* toMembers(context: EditContext, site: Site): Iterable<Opening> {
  const { value, rules } = site;
  if (!isObject(value)) return;
  const patterned = rules.flatMap(({ schema }) => Object.keys(objectMember(schema, 'patternProperties')));
  const allowed = rules.flatMap(({ schema }) => member(member(schema, 'propertyNames'), 'pattern') ?? []);
  const names = [
    ...declaredNames(context, site),
    ...[...patterned, ...allowed].flatMap((pattern) =>
      typeof pattern === 'string' ? (nameMatching(pattern) ?? []) : [],
    ),
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

function* toAlternatives(context: EditContext, site: Site, way: Omit<Way, 'goal'>): Iterable<Opening> {
  const places = listed(context, way.rule, way.keyword);
  for (const place of places) {
    yield* toPlace(context, site, { ...way, goal: { place, others: places.filter((other) => other !== place) } });
  }
}

interface Way {
  readonly keyword: string;
  readonly rule: Rule;
  readonly goal: Goal;
}

function* toPlace(context: EditContext, site: Site, { keyword, rule, goal }: Way): Iterable<Opening> {
  const { place } = goal;
  if (takes(context, place, site.value)) return;
  const changes = placed(site.at, valuesTaking(context, site, goal));
  const isDeadEnd = member(place.value, 'const') !== undefined || member(place.value, 'type') === 'null';
  yield { keyword, rule, key: keyOfPlace(place), changes, isDeadEnd };
}

/** An object that took another alternative may be valid with more members, and take that one still. */
function* valuesTaking(context: EditContext, site: Site, goal: Goal): Iterable<Json> {
  for (const value of valuesToward(context, site, goal)) if (takes(context, goal.place, value)) yield value;
}

function* placed(at: string, values: Iterable<Json>): Iterable<Change> {
  for (const after of values) yield { at, after };
}

/** Values of other types, where a schema allows several or says something about several. */
function* toTypes(context: EditContext, site: Site, rule: Rule): Iterable<Opening> {
  const byType = new Map<string, Json[]>();
  for (const value of valuesOfTypes(context, rule)) {
    const type = typeOf(value);
    byType.set(type, [...(byType.get(type) ?? []), value]);
  }
  for (const [type, values] of byType) {
    if (type === 'null' || type === typeOf(site.value)) continue;
    const key = `${keyOfPlace(rule.place)} ${type}`;
    yield { keyword: 'type', rule, key, isDeadEnd: false, changes: placed(site.at, values) };
  }
}

/** Keywords that a value of the type is held to, for schemas that name no type. */
const spokenOf: readonly (readonly [Json, RegExp])[] = [
  [{}, /propert|^required$|^depende/i],
  [[], /items$|contains$/i],
  ['x', /length$|^pattern$|^format$/i],
  [1, /imum$|^multipleOf$/],
];

function* valuesOfTypes(context: EditContext, { schema, place }: Rule): Iterable<Json> {
  const types = member(schema, 'type');
  const about = spokenOf.filter(([, keywords]) => Object.keys(schema).some((name) => keywords.test(name)));
  if (types === undefined ? about.length === 0 : !isList(types) && member(schema, 'nullable') !== true) return;
  if (types === undefined) yield* about.map(([value]) => value);
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
