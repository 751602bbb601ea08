import type { ApiOperation } from '../../contract/model.js';
import type { IdSource } from './id-source.js';
import { isFedBy, type Wishes } from './links.js';

/** Names that mean another thing in every path. */
const vague = /^_?(?:id|uuid|guid|key|name|slug|code|type|value|token|version)$/i;

/**
 * Lets a parameter take what its namesake in another path takes, where the collection before it has nothing to give: in
 * `/dashboards/{projectId}` stands an id of what `/projects` lists, when there is `/projects/{projectId}`.
 */
export function withNamesakes(operations: readonly ApiOperation[], inferred: Wishes): Wishes {
  const wishes = new Map(inferred);
  const sources = sourcesByName(operations, inferred);
  for (const operation of operations) {
    for (const [, parameter = ''] of operation.path.matchAll(/\{([^{}]+)\}/g)) {
      const own = wishes.get(operation.key) ?? [];
      const wish = own.find((each) => each.parameter === parameter) ?? { parameter, sources: [] };
      const known = [operation, ...wish.sources.map((source) => source.operation)];
      const more = (vague.test(parameter) ? [] : (sources.get(parameter) ?? [])).filter(
        (source) => !known.includes(source.operation) && !isFedBy(source.operation, operation.key, wishes),
      );
      if (more.length === 0) continue;
      const wider = { parameter, sources: [...wish.sources, ...more] };
      wishes.set(
        operation.key,
        own.includes(wish) ? own.map((each) => (each === wish ? wider : each)) : [...own, wider],
      );
    }
  }
  return wishes;
}

/** Sources that need no other id, by the name of the parameter that takes from them. */
function sourcesByName(operations: readonly ApiOperation[], wishes: Wishes): ReadonlyMap<string, readonly IdSource[]> {
  const byName = new Map<string, readonly IdSource[]>();
  for (const { parameter, sources } of operations.flatMap(({ key }) => wishes.get(key) ?? [])) {
    const known = byName.get(parameter) ?? [];
    const isNew = ({ operation }: IdSource) => known.every((each) => each.operation !== operation);
    const free = sources.filter((source) => isNew(source) && !source.operation.path.includes('{'));
    byName.set(parameter, [...known, ...free]);
  }
  return byName;
}
