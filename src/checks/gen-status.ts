import { findResponse } from '../contract/validators.js';
import type { Violation } from './check.js';
import { wasRefusedUndocumented } from './gen-form.js';
import { oracleOf, untested } from './make-oracle.js';
import { belongsToHttp, demandsCredential, replyOf, type OperationReply } from './gen-reply.js';
import { oneOf } from './show.js';

/** GEN-02 */
export const statusesAreDocumented = oracleOf('GEN-02', {
  read: (tried) => {
    const reply = replyOf(tried);
    return reply === null || reply.operation.responses.length === 0 || wasRefusedUndocumented(tried) ? null : reply;
  },
  judge: (reply) => {
    const isListed = findResponse(reply.operation.responses, reply.seen.status) !== null;
    return isListed || isUnderstood(reply) ? [] : [undocumented(reply)];
  },
  unseen: untested('no operation of the document was called'),
});

/** The status follows from HTTP and from what else the document says, so that a client can expect it. */
function isUnderstood({ operation, seen: { status, exchange } }: OperationReply): boolean {
  if (belongsToHttp(status) || status === 404 || status === 410) return true;
  if (status === 401 || status === 403) return demandsCredential(operation);
  if (status === 304 || status === 412) return exchange.request.headers.some(([name]) => /^if-/i.test(name));
  return false;
}

/** A document has to list successes and need not know every refusal (OpenAPI 3.1.0, "Responses Object"). */
function undocumented({ operation, seen: { status } }: OperationReply): Violation {
  const violation = {
    message: `The document does not list the status ${status}.`,
    expected: oneOf(operation.responses.map((response) => response.status)),
    actual: String(status),
  };
  return status >= 300 && status !== 304 ? { ...violation, tolerated: true } : violation;
}
