import type { ApiOperation } from '../../contract/model.js';
import type { Resources } from './resources.js';

/**
 * Operations in the order in which their cases go out, in groups that may be mixed: first what creates, then what needs
 * an id of it, collections before what they hold, deletions last and the innermost first.
 */
export interface Order {
  readonly groups: readonly (readonly ApiOperation[])[];
  /** Deletions: they wait until nothing else is under way, since they take away what others look at. */
  readonly deletions: readonly (readonly ApiOperation[])[];
}

export function orderOperations(operations: readonly ApiOperation[], resources: Resources): Order {
  const ranks = rankAll(operations, resources);
  const rank = (operation: ApiOperation) => ranks.get(operation) ?? 0;
  const deleting = operations.filter(({ method }) => method === 'DELETE');
  const others = operations.filter(({ method }) => method !== 'DELETE');
  return {
    groups: grouped(others, rank),
    deletions: grouped(deleting, ({ path }) => -path.split('/').length),
  };
}

/** One more than the highest rank of what an operation takes ids from; readers of a collection come after its creator. */
function rankAll(operations: readonly ApiOperation[], resources: Resources): ReadonlyMap<ApiOperation, number> {
  const ranks = new Map<ApiOperation, number>();
  const creators = new Map(
    operations.filter(({ method }) => method === 'POST').map((operation) => [operation.path, operation]),
  );
  const rankOf = (operation: ApiOperation): number => {
    const known = ranks.get(operation);
    if (known !== undefined) return known;
    // Paths only take from shorter ones, so this ends; the mark is for a document that claims otherwise.
    ranks.set(operation, 0);
    const before = resources.wishes(operation).flatMap(({ sources }) => sources.map((source) => source.operation));
    const creator = operation.method === 'POST' ? undefined : creators.get(operation.path);
    const highest = [...before, ...(creator ? [creator] : [])].map(rankOf);
    const rank = highest.length === 0 ? 0 : 1 + Math.max(...highest);
    ranks.set(operation, rank);
    return rank;
  };
  operations.forEach(rankOf);
  return ranks;
}

function grouped(
  operations: readonly ApiOperation[],
  rank: (operation: ApiOperation) => number,
): readonly (readonly ApiOperation[])[] {
  const groups = new Map<number, ApiOperation[]>();
  for (const operation of operations) {
    const group = groups.get(rank(operation)) ?? [];
    group.push(operation);
    groups.set(rank(operation), group);
  }
  return [...groups].toSorted(([one], [other]) => one - other).map(([, group]) => group);
}
