import { isList, isObject, joinPointer, listMember, member, objectMember } from '../../../contract/json-pointer.js';
import type { Json, JsonObject } from '../../../contract/model.js';
import { withMember, withoutMember } from '../apply-edits.js';
import { replaceBy, type Change, type KeywordEdits, type Spot } from '../edit-model.js';
import { firstOf } from '../made-values.js';
import { asLimit } from './limits.js';
import { declaredNames, mostAdded, nameMatching, ofSize, requiredNames, valuesFor } from './member-values.js';

/** Members of one object whose presence is tried one by one; sets of more than so many are not tried pair by pair. */
const mostNames = 200;
const mostPaired = 12;

export const required: KeywordEdits = {
  keyword: 'required',
  *faults(spot) {
    for (const name of isList(spot.limit) ? spot.limit.slice(0, mostNames) : []) {
      if (typeof name === 'string' && member(spot.site.value, name) !== undefined)
        yield memberOf(spot, name, undefined);
    }
  },
};

export const properties: KeywordEdits = {
  keyword: 'properties',
  reportedAs: ['properties', 'false schema', 'not'],
  *edges(spot) {
    const { value } = spot.site;
    if (!isObject(value)) return;
    const needed = requiredNames(spot.site);
    const optional = declaredNames(spot.context, spot.site).filter((name) => !needed.has(name));
    for (const name of optional.slice(0, mostNames)) {
      if (Object.hasOwn(value, name)) yield memberOf(spot, name, undefined);
    }
    if (optional.length > 0 && optional.length <= mostPaired) yield* pairwise(spot, value, optional);
  },
  *faults(spot) {
    for (const [name, schema] of Object.entries(objectMember(spot.rule.schema, 'properties'))) {
      if (isNever(schema)) yield memberOf(spot, name, 'x');
    }
  },
};

/** The two ways to say that there must be nothing. */
function isNever(schema: Json): boolean {
  const refused = member(schema, 'not');
  return schema === false || refused === true || (isObject(refused) && Object.keys(refused).length === 0);
}

/** None, all, each alone, each missing: every pair of members in all four combinations of presence. */
function* pairwise(spot: Spot, value: JsonObject, optional: readonly string[]): Iterable<Change> {
  const none = optional.reduce(withoutMember, value);
  const all = optional.reduce(
    (grown, name) =>
      withMember(grown, name, member(value, name) ?? firstOf(valuesFor(spot.context, spot.site, name)) ?? null),
    none,
  );
  yield replaceBy(spot, none);
  yield replaceBy(spot, all);
  for (const name of optional) yield replaceBy(spot, withMember(none, name, member(all, name) ?? null));
  for (const name of optional) yield replaceBy(spot, withoutMember(all, name));
}

function memberOf({ site }: Spot, name: string, after: Json | undefined): Change {
  return { at: joinPointer(site.at, name), after };
}

/** One of several values for a member; the first that works is enough. */
function* anyFor(spot: Spot, name: string, values: Iterable<Json>): Iterable<Change> {
  for (const after of values) yield { ...memberOf(spot, name, after), goal: name };
}

/** Members beyond the declared ones. */
function rest(keyword: string): KeywordEdits {
  return {
    keyword,
    reportedAs: [keyword, 'additionalProperties', 'unevaluatedProperties', 'false schema'],
    *edges(spot) {
      if (!isObject(spot.site.value) || spot.limit === false) return;
      yield* anyFor(spot, 'x-unknown', valuesFor(spot.context, spot.site, 'x-unknown'));
    },
    *faults(spot) {
      const { value } = spot.site;
      if (!isObject(value) || spot.limit !== false) return;
      for (const [name, like] of unknownNames(spot)) {
        if (!Object.hasOwn(value, name)) yield memberOf(spot, name, like);
      }
    },
  };
}

export const additionalProperties: KeywordEdits = rest('additionalProperties');
export const unevaluatedProperties: KeywordEdits = rest('unevaluatedProperties');

/** Names that are not declared but look it, with values. */
function* unknownNames({ context, site }: Spot): Iterable<readonly [string, Json]> {
  yield ['unexpected', 'x'];
  const present = Object.entries(site.value ?? {});
  const [name, value] = present[0] ?? [declaredNames(context, site)[0], 'x'];
  if (name !== undefined) {
    yield [`${name}s`, value];
    yield [name.toUpperCase(), value];
    yield [name.slice(0, -1), value];
    yield [`${name} `, value];
    yield [
      name.includes('_') ? name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) : snake(name),
      value,
    ];
  }
  yield ['', 'x'];
  yield ['__proto__', {}];
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export const patternProperties: KeywordEdits = {
  keyword: 'patternProperties',
  reportedAs: ['patternProperties', 'false schema'],
  *edges(spot) {
    for (const name of patternedNames(spot)) {
      yield* anyFor(spot, name, valuesFor(spot.context, spot.site, name));
    }
  },
  *faults(spot) {
    for (const [pattern, schema] of Object.entries(objectMember(spot.rule.schema, 'patternProperties'))) {
      const name = schema === false ? nameMatching(pattern) : null;
      if (name !== null) yield memberOf(spot, name, 'x');
    }
  },
};

function patternedNames({ rule, site }: Spot): readonly string[] {
  if (!isObject(site.value)) return [];
  const patterns = Object.keys(objectMember(rule.schema, 'patternProperties')).slice(0, mostNames);
  return patterns.flatMap((pattern) => nameMatching(pattern) ?? []);
}

export const propertyNames: KeywordEdits = {
  keyword: 'propertyNames',
  reportedAs: ['propertyNames', 'false schema'],
  *faults(spot) {
    if (!isObject(spot.site.value)) return;
    const pattern = member(spot.limit, 'pattern');
    const allowed = typeof pattern === 'string' ? nameMatching(pattern) : null;
    const near = [...Object.keys(spot.site.value), ...(allowed === null ? [] : [allowed])]
      .slice(0, 1)
      .flatMap((name) => [`${name}!`, name.toUpperCase(), `${name}${name}`]);
    for (const name of [...near, '', '!', ' ', 'A', 'a', '0', 'a'.repeat(300), '\u{1F600}', '__proto__']) {
      yield* anyFor(spot, name, valuesFor(spot.context, spot.site, name));
    }
  },
};

export const minProperties: KeywordEdits = {
  keyword: 'minProperties',
  *edges(spot) {
    const bound = asLimit(spot.limit);
    if (bound !== null) yield* [...sized(spot, bound), ...sized(spot, bound + 1)];
  },
  *faults(spot) {
    const bound = asLimit(spot.limit);
    if (bound !== null) yield* sized(spot, bound - 1);
    if (bound !== null && isObject(spot.site.value)) yield replaceBy(spot, {});
  },
};

export const maxProperties: KeywordEdits = {
  keyword: 'maxProperties',
  *edges(spot) {
    const bound = asLimit(spot.limit);
    if (bound !== null) yield* [...sized(spot, bound), ...sized(spot, bound - 1)];
  },
  *faults(spot) {
    const bound = asLimit(spot.limit);
    if (bound === null) return;
    yield* sized(spot, bound + 1);
    if (bound <= mostAdded) return;
    const reason = `${bound} members are more than are tried: objects are made up to ${mostAdded} members`;
    spot.context.note({ kind: 'obstacle', pointer: spot.rule.place.pointer, reason });
  },
};

function* sized(spot: Spot, size: number): Iterable<Change> {
  for (const way of ofSize(spot.context, spot.site, size)) yield replaceBy(spot, way, `${size} members`);
}

/** A member asks for others: taken away one by one, and the asking one put in where they miss. */
function dependence(keyword: string): KeywordEdits {
  return {
    keyword,
    reportedAs: ['dependentRequired', 'dependencies', 'false schema'],
    reportedInside: true,
    *faults(spot) {
      const { value } = spot.site;
      if (!isObject(value)) return;
      const asking = objectMember(spot.rule.schema, keyword);
      for (const name of Object.keys(asking).slice(0, mostNames)) {
        const asked = listMember(asking, name).filter((other) => typeof other === 'string');
        if (Object.hasOwn(value, name)) yield* asked.map((other) => memberOf(spot, other, undefined));
        else yield* anyFor(spot, name, valuesFor(spot.context, spot.site, name));
      }
    },
  };
}

export const dependentRequired: KeywordEdits = dependence('dependentRequired');
export const dependentSchemas: KeywordEdits = dependence('dependentSchemas');
export const dependencies: KeywordEdits = dependence('dependencies');
