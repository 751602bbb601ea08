import type { Operation, RouteMatch } from './parts.js';

/** Where the API lives. */
export const BASE_PATH = '/api/v1';

/** Finds what a method on a path means. */
export type Router = (method: string, path: string) => RouteMatch;

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
}

/** Routes to operations. Paths are compared to the letter; HEAD goes where GET does. */
export function createRouter(operations: readonly Operation[]): Router {
  const routes = operations.map((operation): Route => ({ operation, pattern: patternOf(operation.path) }));
  return (method, path) => {
    const there = routes.filter(({ pattern }) => pattern.test(path));
    if (there.length === 0) return { kind: 'unknown' };
    const route = there.find(({ operation }) => operation.method === (method === 'HEAD' ? 'GET' : method));
    if (route !== undefined) {
      return { kind: 'operation', operation: route.operation, resourceId: route.pattern.exec(path)?.[1] ?? null };
    }
    const allow = there.flatMap(({ operation }) => (operation.method === 'GET' ? ['GET', 'HEAD'] : [operation.method]));
    return { kind: method === 'OPTIONS' ? 'options' : 'wrong-method', allow: [...allow, 'OPTIONS'] };
  };
}

/** A parameter in braces stands for one segment of the path. */
function patternOf(path: string): RegExp {
  const literal = (BASE_PATH + path).replace(/[.]/g, '\\.');
  return new RegExp(`^${literal.replace(/\{\w+\}/g, '([^/]+)')}$`);
}
