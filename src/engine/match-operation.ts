import type { ApiModel, ApiOperation } from '../contract/model.js';

/**
 * Finds the operation a request aims at, by method and path template (OpenAPI 3.1, "Path Templating Matching":
 * concrete paths win over templated ones).
 * `path` is relative to the base URL and may carry a query.
 */
export function matchOperation(model: ApiModel, method: string, path: string): ApiOperation | null {
  const wanted = withoutQuery(path);
  const concrete = model.operations.get(`${method} ${wanted}`);
  if (concrete) return concrete;
  const parts = wanted.split('/');
  for (const operation of model.operations.values()) {
    if (operation.method === method && fits(operation.path.split('/'), parts)) return operation;
  }
  return null;
}

function withoutQuery(path: string): string {
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}

function fits(template: readonly string[], parts: readonly string[]): boolean {
  if (template.length !== parts.length) return false;
  return template.every((segment, at) => {
    const part = parts[at] ?? '';
    return segment.includes('{') ? part !== '' && segmentFits(segment, part) : segment === part;
  });
}

function segmentFits(segment: string, part: string): boolean {
  const literals = segment.split(/\{[^}]*\}/);
  const first = literals[0] ?? '';
  const last = literals[literals.length - 1] ?? '';
  return part.length >= first.length + last.length && part.startsWith(first) && part.endsWith(last);
}
