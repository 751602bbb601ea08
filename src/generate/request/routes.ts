import type { ApiModel, ApiOperation } from '../../contract/model.js';
import { keepByObject } from '../keep-by-object.js';
import { matchPath, parseTemplate, type PathTemplate } from './path.js';

/** Where the paths of a document overlap. */
export interface Routes {
  /** Another path of the document that a router would choose for this one; null: it is the operation's own. */
  rival(operation: ApiOperation, path: string): string | null;
  /** Another operation with the same method and the same path on the wire; null: there is none. */
  twin(operation: ApiOperation): string | null;
}

interface Route {
  readonly path: string;
  readonly segments: readonly string[];
  readonly template: PathTemplate;
}

/** Indexes the paths of a document by their number of segments, when first asked. */
export function createRoutes(model: ApiModel): Routes {
  let routes: ReadonlyMap<number, readonly Route[]> | null = null;
  const twins = new Map<string, string[]>();
  const index = (): ReadonlyMap<number, readonly Route[]> => {
    const paths = new Set([...model.operations.values()].map(({ path }) => path));
    const made = [...paths].map((path) => ({ path, segments: segmentsOf(path), template: parseTemplate(path) }));
    for (const { key, method, path } of model.operations.values()) {
      const wire = `${method} ${wirePath(path)}`;
      twins.set(wire, [...(twins.get(wire) ?? []), key]);
    }
    const grouped = new Map<number, Route[]>();
    for (const route of made) {
      const count = route.segments.length;
      grouped.set(count, [...(grouped.get(count) ?? []), route]);
    }
    return grouped;
  };
  const preferred = new Map<string, readonly Route[]>();
  const rivalsOf = (own: string): readonly Route[] => {
    routes ??= index();
    const known = preferred.get(own);
    if (known !== undefined) return known;
    const wanted = segmentsOf(own);
    const rivals = (routes.get(wanted.length) ?? []).filter(({ segments }) => isPreferred(segments, wanted));
    preferred.set(own, rivals);
    return rivals;
  };
  const rivals = keepByObject(({ path }: ApiOperation) => rivalsOf(wirePath(path)));
  return {
    rival: (operation, path) =>
      rivals(operation).find(({ template }) => matchPath(template, path) !== null)?.path ?? null,
    twin: keepByObject((operation: ApiOperation) => {
      routes ??= index();
      const same = twins.get(`${operation.method} ${wirePath(operation.path)}`) ?? [];
      return same.find((key) => key !== operation.key) ?? null;
    }),
  };
}

function wirePath(path: string): string {
  return path.replace(/#.*$/s, '');
}

function segmentsOf(path: string): readonly string[] {
  return wirePath(path).split('/');
}

/** Literal segments go before templated ones, from the left (OpenAPI 3.1, "Path Templating Matching"). */
function isPreferred(theirs: readonly string[], own: readonly string[]): boolean {
  for (const [index, segment] of own.entries()) {
    const ours = segment.includes('{');
    const others = theirs[index]?.includes('{') === true;
    if (ours !== others) return ours;
    if (!ours && segment !== theirs[index]) return false;
  }
  return false;
}
