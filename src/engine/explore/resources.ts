import type { ApiOperation } from '../../contract/model.js';
import type { IdSource, IdWish } from './id-source.js';
import { withLinks } from './links.js';
import { withNamesakes } from './namesakes.js';

/** How the operations of a document hang together by the ids in their paths. */
export interface Resources {
  /** What an operation's path takes, the innermost parameter first; only what can be had. */
  wishes(operation: ApiOperation): readonly IdWish[];
  /** What is looked for in an operation's replies: `from` of all who take ids from it. */
  names(source: ApiOperation): readonly string[];
  /** The operations on what a collection holds: `GET /pets/{petId}` for `POST /pets`; null: the document has none. */
  item(collection: ApiOperation, method: 'GET' | 'DELETE'): Item | null;
}

/** An operation on one thing out of a collection. */
export interface Item {
  readonly operation: ApiOperation;
  /** Takes the id. */
  readonly parameter: string;
  /** Parameters of the collection's path, by their names in the item's path and in the collection's own. */
  readonly shared: IdSource['shared'];
}

/**
 * Finds out which operations create or list what others are about: as links declare it, and as paths suggest it, since
 * `/pets` holds what `/pets/{petId}` names.
 */
export function relateOperations(operations: readonly ApiOperation[]): Resources {
  const byShape = new Map<string, ApiOperation>();
  for (const operation of operations) byShape.set(`${operation.method} ${shapeOf(segmentsOf(operation))}`, operation);
  const find = (method: string, segments: readonly string[]) => byShape.get(`${method} ${shapeOf(segments)}`) ?? null;
  const inferred = new Map(operations.map((operation) => [operation.key, wishesOf(operation, find)] as const));
  const wishes = withNamesakes(operations, withLinks(operations, inferred));
  const names = new Map<string, Set<string>>();
  for (const { sources } of [...wishes.values()].flat()) {
    for (const { operation, from } of sources) {
      const known = names.get(operation.key) ?? new Set();
      names.set(operation.key, known.add(from));
    }
  }
  return {
    wishes: ({ key }) => wishes.get(key) ?? [],
    names: ({ key }) => [...(names.get(key) ?? [])],
    item: (collection, method) => itemOf(collection, method, find),
  };
}

type Find = (method: string, segments: readonly string[]) => ApiOperation | null;

function wishesOf(operation: ApiOperation, find: Find): readonly IdWish[] {
  const segments = segmentsOf(operation);
  const wishes: IdWish[] = [];
  for (const [at, segment] of segments.entries()) {
    for (const parameter of parametersIn(segment)) {
      const sources = sourcesAt(segments.slice(0, at), parameter, find).filter(
        ({ operation: source }) => source !== operation,
      );
      if (sources.length > 0) wishes.unshift({ parameter, sources });
    }
  }
  return wishes;
}

function sourcesAt(prefix: readonly string[], from: string, find: Find): readonly IdSource[] {
  const source = (method: string, kind: IdSource['kind']): readonly IdSource[] => {
    const operation = find(method, prefix);
    return operation === null
      ? []
      : [{ operation, kind, shared: sharedParameters(prefix, segmentsOf(operation)), from }];
  };
  return [...source('POST', 'created'), ...source('GET', 'listed')];
}

function sharedParameters(
  taking: readonly string[],
  giving: readonly string[],
): readonly (readonly [string, string])[] {
  return taking.flatMap((segment, at) => {
    const [own, others] = [parameterOf(segment), parameterOf(giving[at] ?? '')];
    return own === null || others === null ? [] : [[own, others] as const];
  });
}

function itemOf(collection: ApiOperation, method: string, find: Find): Item | null {
  const segments = segmentsOf(collection);
  const operation = find(method, [...segments, '{}']);
  if (operation === null) return null;
  const own = segmentsOf(operation);
  const parameter = parameterOf(own.at(-1) ?? '');
  return parameter === null ? null : { operation, parameter, shared: sharedParameters(own, segments) };
}

/** Segments of the path; `/pets/` and `/pets` are the same collection. */
export function segmentsOf({ path }: ApiOperation): readonly string[] {
  return path.replace(/\/$/, '').split('/').slice(1);
}

/** Names of all parameters of a segment: `/files/{name}.{extension}` has two. */
function parametersIn(segment: string): readonly string[] {
  return [...segment.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name]) => name ?? []);
}

/** The name of a segment that is one parameter and nothing else. */
export function parameterOf(segment: string): string | null {
  return /^\{([^{}]+)\}$/.exec(segment)?.[1] ?? null;
}

/** Two paths of one shape differ in the names of their parameters only. */
function shapeOf(segments: readonly string[]): string {
  return segments.map((segment) => segment.replace(/\{[^{}]*\}/g, '{}')).join('/');
}
