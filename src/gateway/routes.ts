import type { Operation, RouteMatch } from './parts.js';

/** Where the API lives. */
export const BASE_PATH = '/api/v1';

/** The operations of profile `sending@2026-06`, in the order of the document. */
export const operations: readonly Operation[] = [
  {
    kind: 'send',
    method: 'POST',
    path: '/emails/send',
    permission: 'email.send',
    schema: 'EmailSendRequest',
  },
  {
    kind: 'batch',
    method: 'POST',
    path: '/emails/send/batch',
    permission: 'email.send',
    schema: 'BatchSendRequest',
  },
  { kind: 'document', method: 'GET', path: '/openapi.json', permission: null, schema: null },
];

/** Finds what a method on a path means. Paths are compared to the letter; HEAD goes where GET does. */
export function matchRoute(method: string, path: string): RouteMatch {
  const there = operations.filter((operation) => BASE_PATH + operation.path === path);
  if (there.length === 0) return { kind: 'unknown' };
  const operation = there.find((candidate) => candidate.method === (method === 'HEAD' ? 'GET' : method));
  if (operation !== undefined) return { kind: 'operation', operation };
  const allow = there.flatMap((candidate) => (candidate.method === 'GET' ? ['GET', 'HEAD'] : [candidate.method]));
  return { kind: method === 'OPTIONS' ? 'options' : 'wrong-method', allow: [...allow, 'OPTIONS'] };
}
