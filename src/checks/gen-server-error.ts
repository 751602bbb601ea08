import type { Observation, Violation } from './check.js';
import { oracleOf, untested } from './gen-oracle.js';
import { isOverload, latestOf } from './gen-reply.js';
import { showEdits } from './gen-words.js';
import type { Tried } from './oracle.js';

/** GEN-01. A 501 says that nothing is there (GEN-22), and what breaks for everyone is told of by GEN-21. */
export const nothingMakesTheServerFail = oracleOf('GEN-01', {
  read: (tried) => {
    const seen = latestOf(tried);
    if (seen === null || tried.kind === 'canary' || isOverload(seen) || seen.exchange.intent.faulted) return null;
    return { tried, seen };
  },
  judge: ({ tried, seen }) => {
    if (seen.status < 500 || seen.status === 501 || isPromised(seen)) return [];
    return [failure(tried, seen)];
  },
  unseen: untested('no generated request was answered'),
});

/** A document may promise the failures of what stands behind a server, but not that of the server itself. */
function isPromised({ status, operation }: Observation): boolean {
  return status !== 500 && (operation?.responses.some((response) => response.status === String(status)) ?? false);
}

function failure(tried: Tried, { status }: Observation): Violation {
  return {
    message: `${subjectOf(tried)} is answered ${status}.`,
    expected: 'no 5xx',
    actual: tried.kind === 'case' ? `${status} to ${showEdits(tried.case)}` : String(status),
  };
}

function subjectOf(tried: Tried): string {
  switch (tried.kind) {
    case 'case':
      if (tried.request.verdict.kind === 'undecided') return 'A request';
      return tried.request.verdict.kind === 'valid' ? 'A valid request' : 'An invalid request';
    case 'credential':
      return tried.given === 'none' ? 'A request without a credential' : 'A request with an unknown credential';
    case 'method':
      return 'A method that the document does not list';
    case 'head':
      return 'HEAD';
    case 'conditional':
      return 'A conditional request';
    case 'created':
      return 'The request for what was created';
    case 'deleted':
      return 'The request for what was deleted';
    case 'canary':
    case 'operation':
      return 'A request';
  }
}
