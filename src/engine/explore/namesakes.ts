import type { ApiOperation } from '../../contract/model.js';
import type { IdSource, IdWish } from './id-source.js';
import { isFedBy, type Wishes } from './links.js';

/** Names that mean another thing in every path. */
const vague = /^_?(?:id|uuid|guid|key|name|slug|code|type|value|token|version)$/i;

/**
 * Lets a parameter that no collection before it feeds take what its namesake in another path takes: in
 * `/dashboards/{projectId}` stands an id of what `/projects` lists, when there is `/projects/{projectId}`.
 */
export function withNamesakes(operations: readonly ApiOperation[], known: Wishes): Wishes {
  const wishes = new Map(known);
  const sources = sourcesByName(operations, known);
  for (const operation of operations) {
    for (const [, parameter = ''] of operation.path.matchAll(/\{([^{}]+)\}/g)) {
      const own = wishes.get(operation.key) ?? [];
      if (vague.test(parameter) || own.some((wish) => wish.parameter === parameter)) continue;
      const usable = (sources.get(parameter) ?? []).filter(
        (source) => source.operation !== operation && !isFedBy(source.operation, operation.key, wishes),
      );
      if (usable.length > 0) wishes.set(operation.key, [...own, { parameter, sources: usable }]);
    }
  }
  return wishes;
}

/** Sources that need no other id, by the name of the parameter that takes from them. */
function sourcesByName(operations: readonly ApiOperation[], wishes: Wishes): ReadonlyMap<string, readonly IdSource[]> {
  const byName = new Map<string, readonly IdSource[]>();
  const all: readonly IdWish[] = operations.flatMap(({ key }) => wishes.get(key) ?? []);
  for (const { parameter, sources } of all) {
    const free = sources.filter(({ operation }) => !operation.path.includes('{'));
    if (free.length > 0 && !byName.has(parameter)) byName.set(parameter, free);
  }
  return byName;
}
