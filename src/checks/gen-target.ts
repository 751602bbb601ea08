import { oracleOf, triedAs, untested } from './gen-oracle.js';
import { isOverload } from './gen-reply.js';

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

/** Replies of a server that has no such operation. */
const absent = [404, 405, 501];

/** GEN-22. Below a parameter of the path a 404 may only mean that the resource is not there. */
export const documentedOperationsAreThere = oracleOf('GEN-22', {
  read: (tried) => {
    const whole = triedAs('operation', tried);
    if (whole === null || whole.plain.length === 0) return null;
    return whole.operation.path.includes('{') && whole.plain.every(({ status }) => status === 404) ? null : whole;
  },
  judge: ({ plain }) => {
    if (!plain.every(({ status }) => absent.includes(status))) return [];
    const statuses = [...new Set(plain.map(({ status }) => status))];
    return [
      {
        message: 'The operation is documented and not there.',
        expected: 'a reply of the operation',
        actual: `${statuses.join(', ')} to each of ${plain.length}`,
      },
    ];
  },
  unseen: untested('no plain request of an operation was answered'),
});
