import { withStatus } from './about.js';
import type { Fold, Invariant, Observation } from './check.js';
import { asObject } from './observe.js';
import { isDocument, isDocumentRequest, isServerWide } from './scope.js';
import { show, showHeader } from './show.js';

const name = 'X-Request-Id';

/** A request that brings its own id belongs to HDR-06: whether the server adopts it is open. */
function bringsItsOwn(seen: Observation): boolean {
  return seen.once(namesAnId);
}

function namesAnId({ exchange }: Observation): boolean {
  return exchange.request.headers.some(([line]) => line.toLowerCase() === 'x-request-id');
}

function missing(message: string) {
  return [{ message, expected: `a header ${name}`, actual: showHeader(null) }];
}

/** HDR-01 */
export const everyReplyHasAnId: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-01',
  applies: (seen, context) => seen.status !== 304 && !isServerWide(seen) && !isDocument(seen, context),
  judge: (seen) => (seen.header(name) ? [] : missing(`A reply has no ${name}.`)),
  unseen: { outcome: 'not-tested', reason: 'no reply but the document was seen' },
};

/** HDR-02 */
export const headerAndMetaAgree: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-02',
  applies: (seen) => seen.header(name) !== null && metaId(seen) !== null && !bringsItsOwn(seen),
  judge: (seen) => {
    if (seen.header(name) === metaId(seen)) return [];
    return [
      {
        message: `${name} and meta.request_id differ.`,
        expected: `meta.request_id ${showHeader(seen.header(name))}`,
        actual: show(metaId(seen)),
      },
    ];
  },
  unseen: { outcome: 'not-tested', reason: 'no reply had both an id header and an envelope' },
};

/** `meta.request_id` when it is a string; anything else is ENV-06's. */
export function metaId(seen: Observation): string | null {
  const id = asObject(seen.envelope?.['meta'])?.['request_id'];
  return typeof id === 'string' ? id : null;
}

/** Ids of the latest replies in two generations: memory must not grow with the run. */
export interface SeenIds {
  readonly recent: Set<string>;
  readonly older: ReadonlySet<string>;
}

/** Ids in a generation: so many are remembered at least, and at most twice as many. */
const generation = 10_000;

/** HDR-03. The public document is left out: a cache on the way may answer it again. */
export const idsAreUnique: Fold<SeenIds> = {
  kind: 'fold',
  requirement: 'HDR-03',
  start: () => ({ recent: new Set(), older: new Set() }),
  step: (state, seen, context) => {
    const id = seen.header(name) ?? metaId(seen);
    const exempt = seen.exchange.intent.replayOf !== null || bringsItsOwn(seen) || seen.header('age') !== null;
    if (id === null || exempt || isDocumentRequest(seen, context)) return { state, relevant: false, violations: [] };
    if (!state.recent.has(id) && !state.older.has(id)) {
      return { state: remember(state, id), relevant: true, violations: [] };
    }
    const violation = {
      message: 'Two requests got the same request id.',
      expected: 'an id of its own',
      actual: show(id),
    };
    return { state, relevant: true, violations: [violation] };
  },
  unseen: { outcome: 'not-tested', reason: 'no reply carried a request id' },
};

function remember({ recent, older }: SeenIds, id: string): SeenIds {
  recent.add(id);
  return recent.size < generation ? { recent, older } : { recent: new Set(), older: recent };
}

const lenientForm = /^req_[A-Za-z0-9_-]{4,}$/;
const strictForm = /^req_[a-z0-9]+$/;

/** HDR-04 */
export const idsLookLikeRequestIds: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-04',
  applies: (seen) => seen.header(name) !== null && !bringsItsOwn(seen),
  judge: (seen, { profile }) => {
    const form = profile.options.strictRequestId ? strictForm : lenientForm;
    const id = seen.header(name);
    if (id !== null && form.test(id)) return [];
    return [{ message: 'A request id does not look like one.', expected: String(form), actual: showHeader(id) }];
  },
  unseen: { outcome: 'not-tested', reason: 'no reply carried X-Request-Id' },
};

/** HDR-05 */
export const repliesWithoutEnvelopeHaveAnId: Invariant = {
  kind: 'invariant',
  requirement: 'HDR-05',
  about: withStatus(200, 304),
  applies: (seen, context) => seen.status === 304 || isDocument(seen, context),
  judge: (seen) => {
    if (seen.header(name)) return [];
    return missing(seen.status === 304 ? `A 304 has no ${name}.` : `The document comes without ${name}.`);
  },
  unseen: { outcome: 'not-tested', reason: 'neither the document nor a 304 was seen' },
};
