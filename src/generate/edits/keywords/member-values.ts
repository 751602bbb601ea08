import { isObject, listMember, member, objectMember } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';
import type { Place } from '../../schema/place.js';
import type { Schemas } from '../../schema/schemas.js';
import { withoutMember } from '../apply-edits.js';
import { matches, schemasOfMember } from '../children.js';
import type { EditContext, Site } from '../edit-model.js';
import { firstOf, madeFor } from '../made-values.js';

/** Members added to one object at most. */
export const mostAdded = 2000;

/** Names that the site's rules declare, as far as members of the request or response in question. */
export function declaredNames({ schemas, source }: EditContext, { rules }: Site): readonly string[] {
  const names = rules.flatMap(({ schema }) => Object.keys(objectMember(schema, 'properties')));
  const exempt = source.direction === 'request' ? 'readOnly' : source.direction === 'response' ? 'writeOnly' : null;
  const isForeign = (name: string): boolean =>
    exempt !== null && schemasOfMember(schemas, rules, name).some((place) => isFlagged(schemas, place, exempt));
  return [...new Set(names)].filter((name) => !isForeign(name));
}

function isFlagged(schemas: Schemas, place: Place, flag: string): boolean {
  const reference = member(place.value, '$ref');
  const target = typeof reference === 'string' ? schemas.target(place, reference) : null;
  const branches = [place, target].flatMap((from) => listMember(from?.value, 'allOf'));
  return [place.value, target?.value, ...branches].some((schema) => member(schema, flag) === true);
}

export function requiredNames({ rules }: Site): ReadonlySet<string> {
  const names = rules.flatMap(({ schema }) => listMember(schema, 'required'));
  return new Set(names.filter((name) => typeof name === 'string'));
}

/** Values for a member that is to be added. */
export function valuesFor(context: EditContext, site: Site, name: string): Iterable<Json> {
  return madeFor(context, schemasOfMember(context.schemas, site.rules, name));
}

/** A short name that matches a pattern, found by reading the pattern as text. Null: none is found that way. */
export function nameMatching(pattern: string): string | null {
  const plain = pattern.replace(/^\^|\$$/g, '');
  const literal = plain.replace(/\\(.)/g, '$1');
  const start = /^[\w-]*/.exec(plain)?.[0] ?? '';
  const guesses = [
    start,
    `${start}a`,
    `${start}1`,
    literal,
    'x-a',
    'a',
    'A',
    '0',
    'aa',
    'aaa',
    'abc_1',
    'a.b',
    '/a',
    'en-US',
  ];
  return guesses.find((name) => name !== '' && matches(pattern, name)) ?? null;
}

/** The object with so many members, in each of several ways. */
export function* ofSize(context: EditContext, site: Site, size: number): Iterable<Json> {
  const { value } = site;
  if (!isObject(value) || size < 0) return;
  const names = Object.keys(value);
  const missing = size - names.length;
  if (missing > mostAdded) return;
  if (missing < 0) yield* smaller(site, -missing);
  if (missing > 0) yield* larger(context, site, missing);
}

function* smaller(site: Site, surplus: number): Iterable<Json> {
  const required = requiredNames(site);
  const names = Object.keys(site.value ?? {});
  // Those that must be there go last, and only when nothing else is left.
  const order = [
    ...names.filter((name) => !required.has(name)).toReversed(),
    ...names.filter((name) => required.has(name)),
  ];
  let value = site.value;
  for (const name of order.slice(0, surplus)) if (isObject(value)) value = withoutMember(value, name);
  yield value;
}

function* larger(context: EditContext, site: Site, missing: number): Iterable<Json> {
  const { value } = site;
  if (!isObject(value)) return;
  const known = declaredNames(context, site).filter((name) => !Object.hasOwn(value, name));
  const patterned = site.rules
    .flatMap(({ schema }) => Object.keys(objectMember(schema, 'patternProperties')))
    .flatMap((pattern) => nameMatching(pattern) ?? []);
  const numbered = Array.from({ length: missing }, (_, index) => `x${index + 1}`);
  for (const names of [
    [...known, ...numbered],
    [...numbered, ...known],
    [...known, ...repeated(patterned, missing), ...numbered],
  ]) {
    const added = names.filter((name) => !Object.hasOwn(value, name)).slice(0, missing);
    const made = added.map((name): [string, Json] => [name, firstOf(valuesFor(context, site, name)) ?? 'x']);
    // All at once: an object that is copied for each of a thousand members would cost a million.
    yield Object.fromEntries([...Object.entries(value), ...made]);
  }
}

/** Names like the given ones, told apart by a number. */
function repeated(names: readonly string[], count: number): readonly string[] {
  return names.flatMap((name) => [name, ...Array.from({ length: count }, (_, index) => `${name}${index + 1}`)]);
}
