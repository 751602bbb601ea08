import type { Observation, Violation } from './check.js';
import { brokenRequest, type Broken } from './gen-broken.js';
import { oracleOf, untested } from './make-oracle.js';
import { isSuccess } from './gen-reply.js';
import { showEdits, stablePlace, type Fault } from './gen-words.js';

/**
 * Keywords that many servers take for a remark: JSON Schema itself leaves it open whether formats are asserted, and to
 * ignore what is unknown is a habit of HTTP.
 */
const lenient = ['format', 'additionalProperties', 'unevaluatedProperties', 'readOnly'];

/** Refusals that may have come about before the request was read. */
const elsewhere = [401, 403, 404, 405, 407, 408, 410, 429];

/** GEN-07 */
export const invalidRequestsAreRefused = oracleOf('GEN-07', {
  read: (tried) => {
    const broken = brokenRequest(tried);
    return broken !== null && (isAccepted(broken.seen) || isRefused(broken.seen)) ? broken : null;
  },
  judge: (broken) => (isAccepted(broken.seen) ? [accepted(broken)] : []),
  weigh: (held) => worthOf(held.map(faultIn)),
  unseen: untested('no invalid request was answered for its form'),
});

/** Multi-Status tells of each part on its own (RFC 4918 section 13). */
function isAccepted(seen: Observation): boolean {
  return isSuccess(seen) && seen.status !== 207;
}

function isRefused({ status }: Observation): boolean {
  return status >= 400 && status < 500 && !elsewhere.includes(status);
}

function accepted({ case: broken, seen, fault: { at, keyword } }: Broken): Violation {
  const violation = {
    message: `A request is accepted although ${stablePlace(at, keyword)} breaks ${keyword}.`,
    expected: 'a 4xx that names the fault',
    actual: `${seen.status} to ${showEdits(broken)}`,
  };
  return lenient.includes(keyword) ? { ...violation, tolerated: true } : violation;
}

function faultIn({ message }: Violation): Fault {
  const [, at = '', keyword = ''] = /although (.*) breaks (\S+)\.$/s.exec(message) ?? [];
  return { at, keyword };
}

/** Who takes anything for a body looks at none, and need not be told of each member. */
const unread = ['json', 'type'];

/** From so many places on it is one habit not to hold requests to a keyword: the first place stands for the others. */
const habit = 3;

function worthOf(faults: readonly Fault[]): readonly (readonly string[] | null)[] {
  const isUnread = faults.some(({ at, keyword }) => at === '/body' && unread.includes(keyword));
  const counting = faults.filter(({ at }) => !isUnread || !at.startsWith('/body/'));
  return faults.map((fault) => {
    if (!counting.includes(fault)) return null;
    const [first, ...others] = counting.filter(({ keyword }) => keyword === fault.keyword);
    if (others.length + 1 < habit) return [];
    return fault === first ? others.map(({ at }) => at) : null;
  });
}
