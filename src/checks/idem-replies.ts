import { sends } from '../requirements/operations.js';
import { successes } from './about.js';
import type { Invariant, Observation } from './check.js';
import { isSuccess } from './envelope.js';
import { metaId } from './hdr-request-id.js';
import { membersOf } from './members.js';
import { show, showHeader } from './show.js';

const unseen = { outcome: 'not-tested', reason: 'no replay was seen in this run' } as const;

/** A reply that was asked for again under its idempotency key, and that came. */
function isReplay(seen: Observation): boolean {
  return seen.exchange.intent.replayOf !== null && isSuccess(seen);
}

/** IDEM-03. A header that is missing is HDR-01's. */
export const replayNamesOneRequestId: Invariant = {
  kind: 'invariant',
  requirement: 'IDEM-03',
  about: successes,
  applies: (seen) => isReplay(seen) && seen.header('X-Request-Id') !== null && metaId(seen) !== null,
  judge: (seen) => {
    const header = seen.header('X-Request-Id');
    if (header === metaId(seen)) return [];
    return [
      {
        message: 'X-Request-Id and meta.request_id of a replay differ.',
        expected: `meta.request_id ${showHeader(header)}`,
        actual: show(metaId(seen)),
      },
    ];
  },
  unseen,
};

/** IDEM-22. Only a replay shows that the requirement is kept, but any accepted send may show it violated. */
export const replayCarriesNoMark: Invariant = {
  kind: 'invariant',
  requirement: 'IDEM-22',
  about: successes,
  applies: (seen, { profile }) => {
    if (profile.options.idempotencyKeyInBody || seen.json.kind !== 'value') return false;
    const isSend = sends.some((key) => key === seen.operation?.key);
    return isReplay(seen) || (isSend && isSuccess(seen) && seen.once(isMarked));
  },
  judge: (seen) => {
    if (!seen.once(isMarked)) return [];
    return [
      { message: 'A reply carries the member idempotent.', expected: 'the stored body', actual: 'a member idempotent' },
    ];
  },
  unseen,
};

function isMarked(seen: Observation): boolean {
  return membersOf(seen).some(({ name }) => name === 'idempotent');
}
