import type { Observation } from './check.js';
import { areAlike } from './gen-alike.js';
import { oracleOf, triedAs, untested } from './make-oracle.js';
import { isOverload } from './gen-reply.js';
import type { Tried } from './oracle.js';

/** GEN-21. Only a failure counts: a plain request may find its resource changed by what came between. */
export const targetSurvives = oracleOf('GEN-21', {
  read: (tried) => {
    const probe = triedAs('canary', tried);
    return probe !== null && probe.before.status < 500 && !isOverload(probe.after) ? probe : null;
  },
  judge: ({ before, after, since }) => {
    if (after.status < 500) return [];
    const { method, url } = since.exchange.request;
    return [
      {
        message: `After it the target answers ${after.status} to what it answered before.`,
        expected: String(before.status),
        actual: `${after.status}; sent in between: ${method} ${url}`,
      },
    ];
  },
  unseen: untested('no plain request was answered before the generated ones'),
});

type TriedOperation = Extract<Tried, { kind: 'operation' }>;

/** GEN-22. Below a parameter of the path a 404 may only mean that the resource is not there. */
export const documentedOperationsAreThere = oracleOf('GEN-22', {
  read: (tried) => {
    const whole = triedAs('operation', tried);
    if (whole === null || whole.plain.length === 0) return null;
    return whole.present || !whole.operation.path.includes('{') || whole.plain.some(refuses) ? whole : null;
  },
  judge: (whole) => {
    if (whole.present || !whole.plain.every((seen) => refuses(seen) || isUnknown(seen, whole))) return [];
    const statuses = [...new Set(whole.plain.map(({ status }) => status))];
    return [
      {
        message: 'The operation is documented and not there.',
        expected: 'a reply of the operation',
        actual: `${statuses.join(', ')} to each of ${whole.plain.length}`,
      },
    ];
  },
  unseen: untested('no plain request of an operation was answered'),
});

/** The server says that it has no such operation. */
function refuses({ status }: Observation): boolean {
  return status === 405 || status === 501;
}

/** It says what it says of any path that it does not know; an operation may have a 404 of its own. */
function isUnknown(seen: Observation, { beside }: TriedOperation): boolean {
  return seen.status === 404 && beside !== null && areAlike(seen, beside);
}
