import type { OperationKey } from '../contract/model.js';
import { upload, uploadIntent } from '../requirements/operations.js';
import type { RequirementId } from '../requirements/index.js';
import { ofCases, type TriedCase } from './case-oracle.js';
import { dataOf, isSuccess } from './envelope.js';
import { statusIs, that } from './judge.js';
import { edgeIsAllowed } from './mail-edges.js';
import { dotted } from './mail-faults.js';
import { judgedAlone } from './mail-oracles.js';
import type { Oracle } from './oracle.js';
import { show } from './show.js';

/** Where the faults of a requirement lie, and what they are called. */
interface Place {
  readonly operation: OperationKey;
  readonly at: RegExp;
  readonly called: string;
}

function refuses(requirement: RequirementId, { operation, at, called }: Place): Oracle {
  return ofCases(requirement, {
    operation,
    read: ({ case: tried, request: { verdict } }) => {
      const [edit, ...others] = tried.edits;
      if (verdict.kind !== 'invalid') return null;
      return edit !== undefined && others.length === 0 && at.test(edit.at) ? edit : null;
    },
    judge: (edit, { seen }, { profile }) => {
      const field = dotted(edit.at).replace(/^(?:body|query)\.?/, '');
      return judgedAlone(seen, { requirement, field, called, mustBeNamed: false }, profile);
    },
  });
}

/** An upload or an announcement that was accepted, and was allowed to be; that a server takes what is faulty is another matter. */
function isTaken({ request, seen }: TriedCase): boolean {
  return request.verdict.kind !== 'invalid' && isSuccess(seen);
}

function isCreated(requirement: RequirementId, operation: OperationKey): Oracle {
  return ofCases(requirement, {
    operation,
    read: (tried) => (isTaken(tried) ? {} : null),
    judge: (_, { seen }) => statusIs(seen, 201),
  });
}

/** Under a key that was used before an older upload may be answered. */
function isFirst({ case: { value } }: TriedCase): boolean {
  return !Object.keys(value.header ?? {}).some((name) => name.toLowerCase() === 'idempotency-key');
}

/** ATT-03, as far as the request alone tells it; the type may be that of the query or of the header. */
const metadataMirrorsUploads = ofCases('ATT-03', {
  operation: upload,
  read: (tried) => {
    const name = tried.case.value.query?.['filename'];
    const data = dataOf(tried.seen);
    return isTaken(tried) && isFirst(tried) && typeof name === 'string' && data !== null ? { name, data } : null;
  },
  judge: ({ name, data }, { request }) =>
    Object.entries({ filename: name, size_bytes: request.wire.body?.length ?? 0 }).flatMap(([member, want]) =>
      !(member in data) || data[member] === want
        ? []
        : [{ message: `${member} is not that of the upload.`, expected: show(want), actual: show(data[member]) }],
    ),
});

/** ATT-05. Where it leads is left to who can follow it. */
const uploadsHaveALocation = ofCases('ATT-05', {
  operation: upload,
  read: (tried) => (isTaken(tried) && tried.seen.status === 201 ? {} : null),
  judge: (_, { seen }) =>
    that(seen.header('location') !== null, {
      message: 'An upload has no Location.',
      expected: 'a URL of the attachment',
      actual: 'no such header',
    }),
});

/** ATT-11 */
const emptyUploadsAreRefused = ofCases('ATT-11', {
  operation: upload,
  read: ({ request: { wire }, seen }) =>
    (wire.body ?? []).length === 0 && (isSuccess(seen) || seen.status === 400 || seen.status === 422) ? {} : null,
  judge: (_, { seen }) => statusIs(seen, 400, 422),
});

/** ATT-09: a name as long as names may be. */
const longNamesAreAllowed = ofCases('ATT-09', {
  operation: upload,
  read: ({ case: { edits, family }, request: { verdict } }) => {
    const [edit, ...others] = edits;
    const isEdge = family === 'boundary' && edit?.at === '/query/filename' && edit.keyword === 'maxLength';
    return isEdge && others.length === 0 && verdict.kind !== 'invalid' ? {} : null;
  },
  judge: (_, { seen }) => edgeIsAllowed(seen, 'An upload'),
});

/** What generated uploads show of the Sending API. */
export const uploadOracles: readonly Oracle[] = [
  refuses('ATT-09', {
    operation: upload,
    at: /^\/query\/filename$/,
    called: 'a filename that is missing, empty or too long',
  }),
  longNamesAreAllowed,
  isCreated('ATT-01', upload),
  isCreated('ATT-15', uploadIntent),
  metadataMirrorsUploads,
  uploadsHaveALocation,
  emptyUploadsAreRefused,
  refuses('ATT-17', { operation: uploadIntent, at: /^\/body(?:\/.*)?$/s, called: 'an intent with a fault' }),
];
