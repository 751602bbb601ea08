import { joinPointer } from './json-pointer.js';
import type { Drift, Json, JsonObject } from './model.js';
import { pairAlternatives } from './schema-alternatives.js';
import {
  alternativesOf,
  choicesOf,
  isClosed,
  propertiesOf,
  requiredOf,
  typesOf,
  under,
  valuesOf,
  viewOf,
  type SchemaView,
} from './schema-view.js';

/** Compares schemas of two documents, each pair of them once. */
export interface SchemaComparison {
  /**
   * Compares the schemas at two pointers; null: none, which allows everything.
   * `at` is where the served schema stands, or would stand.
   */
  compare(expected: string | null, served: string | null, at: string): void;
}

export interface ComparisonFacts {
  /** Schemas as plain 2020-12 at the pointers they have in their documents. */
  readonly expected: JsonObject;
  readonly served: JsonObject;
  /** Whose values the schemas describe: it decides which differences break a client. */
  readonly direction: 'request' | 'response';
  readonly report: (drift: Drift) => void;
}

/** Pairs that are compared at most: two circles of references of different length have many. */
const mostPairs = 20_000;

type Change = 'narrower' | 'wider' | 'changed';
type Say = (change: Change, keyword: string, message: string) => void;

/** Two views of what should be the same schema, and where the served one stands. */
interface Pair {
  readonly expected: SchemaView;
  readonly served: SchemaView;
  readonly at: string;
}

export function createSchemaComparison(facts: ComparisonFacts): SchemaComparison {
  const seen = new Set<string>();
  const pending: Pair[] = [];
  const ask = (expected: readonly string[], served: readonly string[], at: string) => {
    const pair = { expected: viewOf(facts.expected, expected), served: viewOf(facts.served, served), at };
    const key = JSON.stringify([pair.expected, pair.served].map((view) => [view.never, ...placesOf(view)]));
    if (seen.has(key) || seen.size >= mostPairs) return;
    seen.add(key);
    pending.push(pair);
  };
  return {
    compare: (expected, served, at) => {
      ask(expected === null ? [] : [expected], served === null ? [] : [served], at);
      // A list instead of recursion: a deep schema must not exhaust the stack.
      for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) comparePair(pair, { ...facts, ask });
    },
  };
}

interface Work extends ComparisonFacts {
  /** Puts a further pair, given by pointers, on the list. */
  readonly ask: (expected: readonly string[], served: readonly string[], at: string) => void;
}

function comparePair(pair: Pair, work: Work): void {
  const { expected, served } = pair;
  const place = served.branches.at(-1)?.pointer ?? pair.at;
  const say: Say = (change, keyword, message) =>
    work.report({
      kind: change,
      pointer: keyword === '' ? place : joinPointer(holderOf(served, keyword) ?? place, keyword),
      message,
      breaking: isBreaking(change, work.direction),
    });
  if (expected.never || served.never) {
    if (!served.never) say('wider', '', 'It may be there.');
    if (!expected.never) say('narrower', '', 'It allows nothing.');
    return;
  }
  if (placesOf(expected).length > 0 && placesOf(served).length === 0) {
    work.report({ kind: 'wider', pointer: place, message: 'Nothing is said of it.', breaking: false });
    return;
  }
  if (compareAlternatives({ ...pair, at: place }, { say, work }) === 'incomparable') return;
  compareTypes(pair, say);
  compareChoices(pair, say);
  for (const limit of limits) compareLimit(limit, pair, say);
  for (const keyword of opaque) compareOpaque(keyword, pair, say);
  compareMembers({ ...pair, at: place }, { say, work });
  compareItems({ ...pair, at: place }, work);
}

/** Where something is said; a branch that only refers to another says nothing. */
function placesOf({ branches }: SchemaView): readonly string[] {
  return branches
    .filter(({ schema }) => Object.keys(schema).some((keyword) => keyword !== '$ref'))
    .map(({ pointer }) => pointer);
}

/** A choice on one side only is another way to write things, and what it comes to is not told. */
function compareAlternatives(
  { expected, served, at }: Pair,
  { say, work }: { readonly say: Say; readonly work: Work },
): 'compared' | 'incomparable' {
  const [want, have] = [alternativesOf(expected), alternativesOf(served)];
  if (want.length === 0 && have.length === 0) return 'compared';
  if (want.length === 0 || have.length === 0) {
    const message = `It has ${have.length === 0 ? 'no' : have.length} alternatives instead of ${want.length === 0 ? 'none' : want.length}.`;
    work.report({ kind: 'changed', pointer: at, message, breaking: false });
    return 'incomparable';
  }
  const view = (root: JsonObject) => (pointer: string) => viewOf(root, [pointer]);
  const pairs = pairAlternatives(want.map(view(work.expected)), have.map(view(work.served)));
  for (const [one, other] of pairs) {
    const [pointer, otherPointer] = [want[one], have[other]];
    if (pointer !== undefined && otherPointer !== undefined) work.ask([pointer], [otherPointer], otherPointer);
  }
  const [lost, won] = [want.length - pairs.length, have.length - pairs.length];
  const keyword = holderOf(served, 'oneOf') === undefined ? 'anyOf' : 'oneOf';
  if (lost > 0) say('narrower', keyword, `${lost} of ${want.length} alternatives are not there.`);
  if (won > 0) say('wider', keyword, `${won} further alternatives are allowed.`);
  return 'compared';
}

/** Requests that accept less and replies that may hold more break clients; a pattern of unknown relation is only told. */
function isBreaking(change: Change, direction: ComparisonFacts['direction']): boolean {
  return change === (direction === 'request' ? 'narrower' : 'wider');
}

function holderOf(view: SchemaView, keyword: string): string | undefined {
  return view.branches.find(({ schema }) => Object.hasOwn(schema, keyword))?.pointer;
}

function compareSets(
  expected: ReadonlySet<string>,
  served: ReadonlySet<string>,
  told: { readonly say: Say; readonly keyword: string; readonly noun: string },
): void {
  const lost = [...expected].filter((name) => !served.has(name));
  const won = [...served].filter((name) => !expected.has(name));
  const { say, keyword, noun } = told;
  if (lost.length > 0) say('narrower', keyword, `The ${noun} ${list(lost)} is not allowed.`);
  if (won.length > 0) say('wider', keyword, `The ${noun} ${list(won)} is allowed, too.`);
}

function compareTypes({ expected, served }: Pair, say: Say): void {
  // An integer that may be any number is told once.
  const named = (types: ReadonlySet<string>) =>
    types.has('number') ? new Set([...types].filter((one) => one !== 'integer')) : types;
  const [want, have] = [typesOf(expected), typesOf(served)];
  if (want.size === have.size && [...want].every((one) => have.has(one))) return;
  compareSets(have.has('number') ? named(want) : want, want.has('number') ? named(have) : have, {
    say,
    keyword: 'type',
    noun: 'type',
  });
}

function compareChoices({ expected, served }: Pair, say: Say): void {
  const [want, have] = [choicesOf(expected), choicesOf(served)];
  const keyword = holderOf(served, 'const') === undefined ? 'enum' : 'const';
  if (want !== null && have !== null) compareSets(want, have, { say, keyword, noun: 'value' });
  else if (have !== null) say('narrower', keyword, `Only ${list([...have])} is allowed.`);
  else if (want !== null) say('wider', keyword, `Other values than ${list([...want])} are allowed.`);
}

/** A keyword that bounds; `upper` ones allow less when they are smaller. */
interface Limit {
  readonly keyword: string;
  readonly upper: boolean;
  /** What holds without the keyword. */
  readonly absent: number;
}

const upper = (keyword: string): Limit => ({ keyword, upper: true, absent: Infinity });
const lower = (keyword: string, absent: number): Limit => ({ keyword, upper: false, absent });

const limits: readonly Limit[] = [
  ...['maxLength', 'maxItems', 'maxProperties', 'maximum', 'exclusiveMaximum'].map(upper),
  ...['minLength', 'minItems', 'minProperties'].map((keyword) => lower(keyword, 0)),
  ...['minimum', 'exclusiveMinimum'].map((keyword) => lower(keyword, -Infinity)),
];

function compareLimit(limit: Limit, { expected, served }: Pair, say: Say): void {
  const [want, have] = [boundOf(limit, expected), boundOf(limit, served)];
  if (want === have) return;
  const stricter = limit.upper ? have < want : have > want;
  const told = (bound: number) => (Number.isFinite(bound) ? String(bound) : 'no limit');
  say(stricter ? 'narrower' : 'wider', limit.keyword, `${limit.keyword} is ${told(have)} instead of ${told(want)}.`);
}

function boundOf({ keyword, upper: isUpper, absent }: Limit, view: SchemaView): number {
  const bounds = valuesOf(view, keyword).filter((value) => typeof value === 'number');
  return isUpper ? Math.min(absent, ...bounds) : Math.max(absent, ...bounds);
}

/** Keywords whose values cannot be ordered: only presence and sameness are told. */
const opaque = [
  ...['pattern', 'format', 'multipleOf', 'uniqueItems', 'contentEncoding', 'contentMediaType', 'propertyNames'],
  ...['patternProperties', 'contains', 'not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas'],
] as const;

function compareOpaque(keyword: (typeof opaque)[number], { expected, served }: Pair, say: Say): void {
  const said = (view: SchemaView) =>
    new Set(
      valuesOf(view, keyword)
        .filter((value) => value !== false)
        .map(canonical),
    );
  const [want, have] = [said(expected), said(served)];
  if ([...want].every((value) => have.has(value)) && want.size === have.size) return;
  if (want.size === 0) say('narrower', keyword, `${keyword} is ${list([...have])}.`);
  else if (have.size === 0) say('wider', keyword, `${keyword} is not ${list([...want])}.`);
  else say('changed', keyword, `${keyword} is ${list([...have])} instead of ${list([...want])}.`);
}

/** JSON with sorted members; a reference is named by its end, since the two documents may keep it in different places. */
function canonical(value: Json): string {
  return JSON.stringify(value, (name, inner: Json) => {
    if (name === '$ref' && typeof inner === 'string') return inner.slice(inner.lastIndexOf('/') + 1);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}

function compareMembers(pair: Pair, { say, work }: { readonly say: Say; readonly work: Work }): void {
  const { expected, served, at } = pair;
  const [want, have] = [propertiesOf(expected), propertiesOf(served)];
  const [needed, demanded] = [requiredOf(expected), requiredOf(served)];
  const request = work.direction === 'request';
  const [wasClosed, closed] = [isClosed(expected), isClosed(served)];
  if (want.size > 0 && have.size === 0 && !closed) {
    work.report({ kind: 'wider', pointer: at, message: 'No members are declared.', breaking: false });
    return;
  }
  for (const name of want) {
    const pointer = under(served, 'properties', name)[0] ?? joinPointer(at, 'properties', name);
    if (have.has(name)) work.ask(under(expected, 'properties', name), under(served, 'properties', name), pointer);
    else {
      const breaking = request ? closed : needed.has(name);
      work.report({ kind: 'missing', pointer, message: `The member ${name} is not declared.`, breaking });
    }
  }
  for (const name of have) {
    if (want.has(name)) continue;
    const pointer = under(served, 'properties', name)[0] ?? at;
    const breaking = request ? demanded.has(name) : wasClosed;
    const message = `The member ${name} is not in the profile${request && breaking ? ', and it is required' : ''}.`;
    work.report({ kind: 'extra', pointer, message, breaking });
  }
  for (const name of demanded) {
    if (!needed.has(name) && (want.has(name) || !have.has(name)))
      say('narrower', 'required', `The member ${name} is required.`);
  }
  for (const name of needed) {
    if (!demanded.has(name) && have.has(name)) say('wider', 'required', `The member ${name} is optional.`);
  }
  if (wasClosed !== closed)
    say(
      closed ? 'narrower' : 'wider',
      'additionalProperties',
      `Further members are ${closed ? 'forbidden' : 'allowed'}.`,
    );
  if (!wasClosed && !closed) {
    const keyword = 'additionalProperties';
    work.ask(under(expected, keyword), under(served, keyword), joinPointer(at, keyword));
  }
}

function compareItems({ expected, served, at }: Pair, work: Work): void {
  work.ask(under(expected, 'items'), under(served, 'items'), joinPointer(at, 'items'));
  const length = Math.max(
    ...[expected, served].map((view) => Math.max(0, ...valuesOf(view, 'prefixItems').map(lengthOf))),
  );
  for (let index = 0; index < length; index += 1) {
    const step = ['prefixItems', String(index)];
    work.ask(under(expected, ...step), under(served, ...step), joinPointer(at, ...step));
  }
}

function lengthOf(value: Json): number {
  return Array.isArray(value) ? value.length : 0;
}

/** A few names or values, in words. */
function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => (name.length <= 80 ? name : `${name.slice(0, 80)}…`));
  return names.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}
