import { choicesOf, propertiesOf, requiredOf, typesOf, type SchemaView } from './schema-view.js';

/** More alternatives than these are paired by their order alone. */
const mostScored = 24;

/** Pairs the alternatives of two choices by likeness: indexes, the most alike first, each used once. */
export function pairAlternatives(
  expected: readonly SchemaView[],
  served: readonly SchemaView[],
): readonly (readonly [number, number])[] {
  if (expected.length > mostScored || served.length > mostScored) {
    return expected.slice(0, served.length).map((_, at) => [at, at]);
  }
  const scored = expected
    .flatMap((one, at) => served.map((other, to) => ({ at, to, score: likeness(one, other) })))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score);
  const [taken, given] = [new Set<number>(), new Set<number>()];
  return scored.flatMap(({ at, to }) => {
    if (taken.has(at) || given.has(to)) return [];
    taken.add(at);
    given.add(to);
    return [[at, to] as const];
  });
}

/** 0: nothing in common. A common type counts, common members count more, common fixed values most. */
function likeness(one: SchemaView, other: SchemaView): number {
  const types = share(typesOf(one), typesOf(other));
  if (types === 0) return 0;
  const members = share(propertiesOf(one), propertiesOf(other));
  const needed = share(requiredOf(one), requiredOf(other));
  const [choices, others] = [choicesOf(one), choicesOf(other)];
  const values = choices === null || others === null ? 0 : share(choices, others);
  return types + 2 * members + needed + 4 * values;
}

/** Common names in all names, 0..1; 1 when there are none at all. */
function share(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const all = new Set([...one, ...other]);
  if (all.size === 0) return 1;
  return [...one].filter((name) => other.has(name)).length / all.size;
}
