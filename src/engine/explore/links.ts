import type { ApiLink, ApiOperation } from '../../contract/model.js';
import type { IdSource, IdWish } from './id-source.js';

/** What each operation's path takes, by its key. */
export type Wishes = ReadonlyMap<string, readonly IdWish[]>;

/** A declared link, with both ends known. */
interface Link {
  readonly giving: ApiOperation;
  readonly taking: ApiOperation;
  readonly parameter: string;
  readonly from: string;
}

/** Adds what links declare, before what paths suggest. A link that would close a circle is left out: each would wait for the other. */
export function withLinks(operations: readonly ApiOperation[], inferred: Wishes): Wishes {
  const wishes = new Map(inferred);
  for (const { giving, taking, parameter, from } of operations.flatMap((each) => linksOf(each, operations))) {
    if (isFedBy(giving, taking.key, wishes)) continue;
    const kind = giving.method === 'POST' ? 'created' : 'listed';
    const source: IdSource = { operation: giving, kind, shared: [], from };
    const own = wishes.get(taking.key) ?? [];
    const known = own.find((wish) => wish.parameter === parameter);
    const wish = { parameter, sources: [source, ...(known?.sources ?? [])] };
    wishes.set(taking.key, [wish, ...own.filter((each) => each !== known)]);
  }
  return wishes;
}

/** Links of the replies to accepted requests that fill a parameter of a path. */
function linksOf(giving: ApiOperation, operations: readonly ApiOperation[]): readonly Link[] {
  const links = giving.responses.filter(({ status }) => status.startsWith('2')).flatMap((each) => each.links ?? []);
  return links.flatMap((link) => {
    const taking = operations.find((operation) => leadsTo(link, operation));
    if (taking === undefined || taking === giving) return [];
    return [...link.parameters].flatMap(([name, from]) => {
      const parameter = name.replace(/^path\./, '');
      return from.startsWith('$') && taking.path.includes(`{${parameter}}`)
        ? [{ giving, taking, parameter, from }]
        : [];
    });
  });
}

function leadsTo({ operationId, pointer }: ApiLink, operation: ApiOperation): boolean {
  return operationId === null ? pointer === operation.pointer : operationId === operation.operationId;
}

/** Whether an operation takes ids from another, directly or through others. */
export function isFedBy(operation: ApiOperation, key: string, wishes: Wishes): boolean {
  const seen = new Set<string>();
  const reaches = (from: ApiOperation): boolean => {
    if (from.key === key) return true;
    if (seen.has(from.key)) return false;
    seen.add(from.key);
    const sources = (wishes.get(from.key) ?? []).flatMap((wish) => wish.sources);
    return sources.some((source) => reaches(source.operation));
  };
  return reaches(operation);
}
