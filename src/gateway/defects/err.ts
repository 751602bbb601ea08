import type { RequirementId } from '../../requirements/index.js';
import type { ErrorCode, Failure, Issue } from '../failure.js';
import { failure } from '../failure.js';
import { headerOf } from '../headers.js';
import type { GatewayParts, JsonMembers, Visit } from '../parts.js';
import type { Defect } from './defect.js';
import { rewriteError, rewriteReply } from './rewrite.js';

type When = (visit: Visit) => boolean;

const nowhere: When = ({ operation }) => operation === null;
const anywhere: When = () => true;
const onBatch: When = ({ operation }) => operation?.kind === 'batch';
const isAnonymous: When = ({ request }) => headerOf(request, 'authorization') === null;
const onSend: When = ({ operation }) => operation?.kind === 'send';

/** Failures with one code, where they are told apart by what the request was. */
function failing(code: ErrorCode, when: When): When {
  return (visit) => visit.failure?.code === code && when(visit);
}

function withStatus(parts: GatewayParts, when: When, status: number): GatewayParts {
  return rewriteReply(parts, (reply, visit) => (when(visit) ? { ...reply, status } : reply));
}

function withError(parts: GatewayParts, when: When, change: (error: JsonMembers) => JsonMembers): GatewayParts {
  return rewriteError(parts, (error, visit) => (when(visit) ? change(error) : error));
}

/** A failure under another code, link included. */
function renamed(error: JsonMembers, code: string): JsonMembers {
  return { ...error, code, doc_url: String(error['doc_url']).replace(/#.*/, `#${code}`) };
}

/** The Content-Type was refused; it is given as a whole, or null where there is none. */
function refusedType(isMeant: (type: string | null) => boolean): When {
  return ({ failure, operation, request }) => {
    const type = headerOf(request, 'content-type');
    return failure?.status === 400 && operation !== null && type !== 'application/json' && isMeant(type);
  };
}

const plainText = refusedType((type) => type === 'text/plain');

/** How one code goes wrong: where it does, and who else speaks of that place. */
interface CodeDefects {
  readonly requirement: RequirementId;
  readonly code: ErrorCode;
  /** Where status and flag go wrong. */
  readonly when: When;
  readonly where: string;
  /** A status that is not its own. */
  readonly status: number;
  readonly statusCompanions: readonly RequirementId[];
  readonly flagCompanions: readonly RequirementId[];
  /** Another word for it on one endpoint. */
  readonly spelling?: {
    readonly when: When;
    readonly where: string;
    readonly code: string;
    readonly companions: readonly RequirementId[];
  };
}

/** The three defects that the catalogue names for every code. */
function defectsOf({ requirement, code, when, where, ...more }: CodeDefects): readonly Defect[] {
  const { status, statusCompanions, flagCompanions, spelling } = more;
  const hit = failing(code, when);
  const words = code.replaceAll('_', '-');
  const defects: readonly Defect[] = [
    {
      id: `${requirement}:${words}-as-${status}`,
      requirement,
      companions: statusCompanions,
      title: `${code} comes with ${status}${where}`,
      apply: (parts) => withStatus(parts, hit, status),
    },
    {
      id: `${requirement}:${words}-flag-flipped`,
      requirement,
      companions: flagCompanions,
      title: `${code} comes with the opposite of its retryable flag${where}`,
      apply: (parts) => withError(parts, hit, (error) => ({ ...error, retryable: error['retryable'] !== true })),
    },
  ];
  if (spelling === undefined) return defects;
  const { code: other, companions, when: there, where: place } = spelling;
  return [
    ...defects,
    {
      id: `${requirement}:called-${other.replaceAll('_', '-')}`,
      requirement,
      companions,
      title: `${code} is called ${other}${place}`,
      apply: (parts) => withError(parts, failing(code, there), (error) => renamed(error, other)),
    },
  ];
}

/** A JSON body that is no object at all. */
const noObject: When = ({ value }) => value !== undefined && (typeof value !== 'object' || value === null);

const atUnknownPaths = { when: nowhere, where: ' at unknown paths' };

/** Defects that show only under a later contract. */
function since(profile: NonNullable<Defect['profile']>, defects: readonly Defect[]): readonly Defect[] {
  return defects.map((defect) => ({ ...defect, profile }));
}

const codeDefects: readonly Defect[] = [
  ...defectsOf({
    requirement: 'ERR-01',
    code: 'authentication_required',
    when: (visit) => onBatch(visit) && !isAnonymous(visit),
    where: ' on batches with an unusable key',
    status: 403,
    statusCompanions: ['AUTH-02', 'AUTH-04', 'AUTH-05', 'SPEC-08'],
    flagCompanions: ['AUTH-02', 'SPEC-08'],
    spelling: {
      when: (visit) => onBatch(visit) && isAnonymous(visit),
      where: ' on batches without a key',
      code: 'unauthorized',
      companions: ['AUTH-01', 'ENV-09', 'SPEC-08'],
    },
  }),
  ...defectsOf({
    requirement: 'ERR-02',
    code: 'insufficient_permissions',
    when: onBatch,
    where: ' on batches',
    status: 402,
    statusCompanions: ['AUTH-06', 'AUTH-16', 'SPEC-08'],
    flagCompanions: ['AUTH-06', 'SPEC-08'],
    spelling: { when: onBatch, where: ' on batches', code: 'billing_restricted', companions: ['AUTH-06'] },
  }),
  ...defectsOf({
    requirement: 'ERR-03',
    code: 'invalid_parameter',
    when: (visit) => onSend(visit) && plainText(visit),
    where: ' when a single send comes as plain text',
    status: 422,
    statusCompanions: ['SPEC-08'],
    flagCompanions: ['SPEC-08'],
    spelling: {
      when: onBatch,
      where: ' on batches',
      code: 'malformed_json',
      companions: ['ENV-09', 'SEND-23', 'SPEC-08'],
    },
  }),
  ...defectsOf({
    requirement: 'ERR-05',
    code: 'not_found',
    when: ({ operation, request }) => operation === null && request.method === 'POST',
    where: ' when something is posted to an unknown path',
    status: 400,
    statusCompanions: [],
    flagCompanions: [],
    spelling: {
      when: ({ operation, request }) => operation === null && request.method === 'POST',
      where: ' when something is posted to an unknown path',
      code: 'route_not_found',
      companions: ['ENV-09'],
    },
  }),
  ...defectsOf({
    requirement: 'ERR-06',
    code: 'rate_limit_exceeded',
    ...atUnknownPaths,
    status: 403,
    statusCompanions: [],
    // What must not be retried must not say when to retry either.
    flagCompanions: ['HDR-14'],
    spelling: { ...atUnknownPaths, code: 'daily_limit_exceeded', companions: [] },
  }),
  ...defectsOf({
    requirement: 'ERR-07',
    code: 'internal_error',
    when: anywhere,
    where: '',
    status: 502,
    statusCompanions: [],
    flagCompanions: [],
    spelling: { when: onBatch, where: ' on batches', code: 'server_error', companions: ['ENV-09'] },
  }),
  ...defectsOf({
    requirement: 'ERR-08',
    code: 'insufficient_credits',
    when: onSend,
    where: ' on single sends',
    status: 403,
    statusCompanions: ['SEND-32', 'SPEC-08'],
    flagCompanions: ['SPEC-08'],
    spelling: {
      when: onBatch,
      where: ' on batches',
      code: 'payment_required',
      companions: ['BATCH-18', 'ENV-09', 'SPEC-08'],
    },
  }),
  ...defectsOf({
    requirement: 'ERR-09',
    code: 'billing_restricted',
    when: onSend,
    where: ' on single sends',
    status: 402,
    statusCompanions: ['SPEC-08'],
    flagCompanions: ['SPEC-08'],
    spelling: { when: onBatch, where: ' on batches', code: 'insufficient_permissions', companions: [] },
  }),
  ...defectsOf({
    requirement: 'ERR-10',
    code: 'validation_error',
    when: (visit) => onSend(visit) && noObject(visit),
    where: ' when the body is no object',
    status: 400,
    statusCompanions: ['SPEC-08'],
    flagCompanions: ['SPEC-08'],
    spelling: {
      when: (visit) => onBatch(visit) && noObject(visit),
      where: ' when the body of a batch is no object',
      code: 'schema_error',
      companions: ['ENV-09', 'SPEC-08'],
    },
  }),
  ...defectsOf({
    requirement: 'ERR-11',
    code: 'idempotency_conflict',
    when: onSend,
    where: ' on single sends',
    status: 422,
    statusCompanions: ['IDEM-05', 'IDEM-08', 'SPEC-08'],
    flagCompanions: ['IDEM-05', 'IDEM-08', 'SPEC-08'],
  }),
  ...defectsOf({
    requirement: 'ERR-12',
    code: 'payload_too_large',
    when: onBatch,
    where: ' on batches',
    status: 400,
    statusCompanions: ['BATCH-24', 'SPEC-08'],
    flagCompanions: ['SPEC-08'],
  }),
  ...defectsOf({
    requirement: 'ERR-13',
    code: 'no_active_providers',
    when: onSend,
    where: ' on single sends',
    status: 422,
    statusCompanions: ['SEND-32', 'SPEC-08'],
    flagCompanions: [],
    spelling: { when: onBatch, where: ' on batches', code: 'service_unavailable', companions: [] },
  }),
  ...defectsOf({
    requirement: 'ERR-14',
    code: 'service_unavailable',
    when: onSend,
    where: ' on single sends',
    status: 500,
    statusCompanions: [],
    flagCompanions: [],
    spelling: { when: onBatch, where: ' on batches', code: 'queue_unavailable', companions: ['ENV-09'] },
  }),
  ...since(
    'sending@2026-10',
    defectsOf({
      requirement: 'ERR-15',
      code: 'daily_limit_exceeded',
      when: onSend,
      where: ' on single sends',
      status: 403,
      statusCompanions: ['SPEC-08'],
      // What must not be retried must not say when to retry either.
      flagCompanions: ['HDR-14'],
    }),
  ),
];

/** An absent Content-Type, called a missing parameter. */
function missingType({ status, retryable }: { readonly status: number; readonly retryable: boolean }): Defect['apply'] {
  const when = refusedType((type) => type === null);
  return (parts) =>
    withStatus(
      withError(parts, when, (error) => ({ ...renamed(error, 'missing_parameter'), retryable })),
      when,
      status,
    );
}

const wrongMethod: When = ({ failure }) => failure?.status === 405;

const ruleDefects: readonly Defect[] = [
  {
    id: 'ERR-04:absent-type-as-422',
    requirement: 'ERR-04',
    companions: ['SPEC-08'],
    title: 'an absent Content-Type is a missing_parameter with 422',
    apply: missingType({ status: 422, retryable: false }),
  },
  {
    id: 'ERR-04:absent-type-retryable',
    requirement: 'ERR-04',
    companions: ['SPEC-08'],
    title: 'an absent Content-Type is a missing_parameter worth a retry',
    apply: missingType({ status: 400, retryable: true }),
  },
  {
    id: 'ERR-15:without-retry-after',
    requirement: 'ERR-15',
    companions: [],
    profile: 'sending@2026-10',
    title: 'nothing says when the daily cap ends',
    apply: (parts) => ({
      ...parts,
      retryAfter: (failure) => (failure.code === 'daily_limit_exceeded' ? null : parts.retryAfter(failure)),
    }),
  },
  {
    id: 'ERR-18:conflict-as-400',
    requirement: 'ERR-18',
    companions: ['SPEC-08'],
    title: 'a Content-Type of plain text is a conflict, with 400',
    apply: (parts) => withError(parts, plainText, (error) => renamed(error, 'conflict')),
  },
  {
    id: 'ERR-18:one-code-for-all',
    requirement: 'ERR-18',
    companions: ['ENV-09', 'ERR-05', 'ERR-06'],
    title: 'posts to unknown paths get one and the same code with 404 and 429',
    apply: (parts) =>
      withError(
        parts,
        (visit) => nowhere(visit) && visit.request.method === 'POST',
        (error) => renamed(error, 'request_refused'),
      ),
  },
  {
    id: 'ERR-19:method-retryable',
    requirement: 'ERR-19',
    companions: [],
    title: 'a wrong method is worth a retry',
    apply: (parts) => withError(parts, wrongMethod, (error) => ({ ...error, retryable: true })),
  },
  {
    id: 'ERR-19:conflict-retryable',
    requirement: 'ERR-19',
    companions: [],
    title: 'a wrong method is a conflict and worth a retry',
    apply: (parts) => withError(parts, wrongMethod, (error) => ({ ...renamed(error, 'conflict'), retryable: true })),
  },
];

function docUrl(change: (url: string, code: string) => string | undefined, when: When = anywhere): Defect['apply'] {
  return (parts) =>
    withError(parts, when, ({ doc_url: url, ...error }) => {
      const changed = change(String(url), String(error['code']));
      return changed === undefined ? error : { ...error, doc_url: changed };
    });
}

const memberDefects: readonly Defect[] = [
  {
    id: 'ERR-20:one-fragment-for-all',
    requirement: 'ERR-20',
    companions: [],
    title: 'every doc_url leads to the top of the error page',
    apply: docUrl((url) => url.replace(/#.*/, '#errors')),
  },
  {
    id: 'ERR-20:no-fragment',
    requirement: 'ERR-20',
    companions: [],
    title: 'doc_url has no fragment on batches',
    apply: docUrl((url) => url.replace(/#.*/, ''), onBatch),
  },
  {
    id: 'ERR-20:relative',
    requirement: 'ERR-20',
    companions: [],
    title: 'doc_url is relative at unknown paths',
    apply: docUrl((_, code) => `/docs/errors#${code}`, nowhere),
  },
  {
    id: 'ERR-20:code-in-the-path',
    requirement: 'ERR-20',
    companions: [],
    title: 'doc_url has the code as last segment instead of as fragment',
    apply: docUrl((url) => url.replace('#', '/')),
  },
  {
    id: 'ERR-21:no-link',
    requirement: 'ERR-21',
    companions: [],
    title: 'errors have no doc_url',
    apply: docUrl(() => undefined),
  },
  {
    id: 'ERR-21:older-host',
    requirement: 'ERR-21',
    companions: [],
    title: 'batches still link to the host the documentation had before',
    apply: docUrl((url) => url.replace(/^https:\/\/[^/]+\//, 'https://docs.old.example/'), onBatch),
  },
  {
    id: 'ERR-22:empty-param',
    requirement: 'ERR-22',
    companions: ['SPEC-08'],
    title: 'failures that concern no field have an empty param',
    apply: (parts) => withError(parts, anywhere, (error) => ('param' in error ? error : { ...error, param: '' })),
  },
  {
    id: 'ERR-22:path-as-param',
    requirement: 'ERR-22',
    companions: [],
    title: 'param names the unknown path',
    apply: (parts) =>
      rewriteError(parts, (error, { operation, request }) =>
        operation === null ? { ...error, param: request.path } : error,
      ),
  },
  {
    id: 'ERR-22:key-as-param',
    requirement: 'ERR-22',
    companions: ['SPEC-08'],
    title: 'a refused key has param: Authorization',
    apply: (parts) =>
      withError(parts, failing('authentication_required', anywhere), (error) => ({ ...error, param: 'Authorization' })),
  },
  {
    id: 'ERR-30:code-as-message',
    requirement: 'ERR-30',
    companions: [],
    title: 'the message is the code',
    apply: (parts) => withError(parts, anywhere, (error) => ({ ...error, message: error['code'] })),
  },
  {
    id: 'ERR-30:object-as-message',
    requirement: 'ERR-30',
    companions: [],
    title: 'the message of a validation error is "[object Object]"',
    apply: (parts) =>
      withError(parts, failing('validation_error', anywhere), (error) => ({ ...error, message: '[object Object]' })),
  },
];

/** The issues of an error, empty when it has none. */
function issuesOf(error: JsonMembers): readonly Issue[] {
  // Only errors that this gateway has just rendered come here.
  return (error['errors'] ?? []) as readonly Issue[];
}

/** Changes the issues of errors that have some; `param` stays as it was. */
function issues(change: (list: readonly Issue[]) => readonly object[], when: When = anywhere): Defect['apply'] {
  return (parts) =>
    withError(parts, when, (error) => ('errors' in error ? { ...error, errors: change(issuesOf(error)) } : error));
}

/** Changes the field of every issue, and `param` along with it. */
function fields(change: (field: string) => string): Defect['apply'] {
  return (parts) =>
    withError(parts, anywhere, (error) => {
      if (!('errors' in error)) return error;
      const list = issuesOf(error).map((issue) => ({ ...issue, field: change(issue.field) }));
      return { ...error, param: list[0]?.field, errors: list };
    });
}

/** Says which of several issues `param` names. */
function paramOf(choose: (list: readonly Issue[]) => string | undefined): Defect['apply'] {
  return (parts) =>
    withError(parts, anywhere, ({ param, ...error }) => {
      const list = issuesOf(error);
      const chosen = list.length > 1 ? choose(list) : param;
      return chosen === undefined ? error : { ...error, param: chosen };
    });
}

/** Changes the faults that are found in a body before anything is made of them. */
function found(change: (list: readonly Issue[]) => readonly Issue[]): Defect['apply'] {
  return (parts) => ({ ...parts, validate: (schema, value) => change(parts.validate(schema, value)) });
}

const issueDefects: readonly Defect[] = [
  {
    id: 'ERR-23:last',
    requirement: 'ERR-23',
    companions: [],
    title: 'param names the last of several issues',
    apply: paramOf((list) => list.at(-1)?.field),
  },
  {
    id: 'ERR-23:alphabetical',
    requirement: 'ERR-23',
    companions: [],
    title: 'param names the alphabetically first of several issues',
    apply: paramOf((list) => list.map(({ field }) => field).toSorted()[0]),
  },
  {
    id: 'ERR-23:left-out',
    requirement: 'ERR-23',
    companions: [],
    title: 'param is left out when there are several issues',
    apply: paramOf(() => undefined),
  },
  {
    id: 'ERR-24:one-address',
    requirement: 'ERR-24',
    companions: [],
    title: 'only the first faulty address of a mail is reported',
    apply: found((list) => {
      const [first, ...others] = list.filter(({ code }) => code === 'wrong_format');
      return first === undefined ? list : list.filter((issue) => !others.includes(issue));
    }),
  },
  {
    id: 'ERR-24:ends-at-subject',
    requirement: 'ERR-24',
    companions: [],
    title: 'the validation of a mail ends at a subject that is too long',
    apply: found((list) => {
      const end = list.findIndex(({ field, code }) => field === 'subject' && code === 'too_long');
      return end < 0 ? list : list.slice(0, end + 1);
    }),
  },
  {
    id: 'ERR-25:value-told',
    requirement: 'ERR-25',
    companions: ['SPEC-08'],
    title: 'issues also tell what the value should be',
    apply: issues((list) => list.map((issue) => ({ ...issue, expected: 'another value' }))),
  },
  {
    id: 'ERR-25:path-instead',
    requirement: 'ERR-25',
    companions: ['SPEC-08'],
    title: 'issues of single sends have path instead of field',
    apply: issues(
      (list) => list.map(({ field, ...issue }) => ({ ...issue, path: field })),
      (visit) => onSend(visit) && noObject(visit),
    ),
  },
  {
    id: 'ERR-25:array-path',
    requirement: 'ERR-25',
    companions: ['SPEC-08'],
    title: 'the field of an issue is an array when the body is no object',
    apply: issues((list) => list.map((issue) => ({ ...issue, field: issue.field.split('.') })), noObject),
  },
  {
    id: 'ERR-26:always-there',
    requirement: 'ERR-26',
    companions: ['SPEC-08'],
    title: 'errors: [] stands on every failure',
    apply: (parts) => withError(parts, anywhere, (error) => ({ errors: [], ...error })),
  },
  {
    id: 'ERR-26:empty-at-unknown-paths',
    requirement: 'ERR-26',
    companions: [],
    title: 'errors: [] stands on the failures of the router',
    apply: (parts) => withError(parts, nowhere, (error) => ({ errors: [], ...error })),
  },
  {
    id: 'ERR-27:brackets',
    requirement: 'ERR-27',
    companions: [],
    title: 'positions stand in brackets: cc[3].email',
    apply: fields((field) => field.replace(/\.(\d+)(?=\.|$)/g, '[$1]')),
  },
  {
    id: 'ERR-27:json-pointer',
    requirement: 'ERR-27',
    companions: [],
    title: 'copies are named by JSON pointers: /cc/3/email',
    apply: fields((field) => (field.startsWith('cc.') ? `/${field.replaceAll('.', '/')}` : field)),
  },
  {
    id: 'ERR-27:last-name',
    requirement: 'ERR-27',
    companions: [],
    title: 'the fourth copy is called by its last name: email',
    apply: fields((field) => field.replace(/^cc\.3\./, '')),
  },
  {
    id: 'ERR-28:parent',
    requirement: 'ERR-28',
    companions: [],
    title: 'a fault in an address is reported of the member that holds it',
    apply: fields((field) => field.replace(/\.email$/, '')),
  },
  {
    id: 'ERR-29:shuffled',
    requirement: 'ERR-29',
    companions: [],
    title: 'the issues of a body come in another order each time',
    apply: (parts) => {
      let turn = 0;
      return found((list) => {
        turn += 1;
        const start = turn % Math.max(1, list.length);
        return [...list.slice(start), ...list.slice(0, start)];
      })(parts);
    },
  },
  {
    id: 'ERR-29:twice',
    requirement: 'ERR-29',
    companions: [],
    title: 'the first issue is reported twice',
    apply: found((list) => [...list, ...list.slice(0, 1)]),
  },
];

/** Fails where a body has a property that this server did not think of. */
function failingOn(isUnthoughtOf: (body: Uint8Array) => boolean): Defect['apply'] {
  return (parts) => ({
    ...parts,
    parseBody: (body) => {
      if (isUnthoughtOf(body)) return failure('internal_error', 'Something failed on our side.');
      return parts.parseBody(body);
    },
  });
}

const MEGABYTE = 1024 ** 2;

const textOf = (body: Uint8Array) => Buffer.from(body).toString('latin1');

const refusalAtUnknownPath = (refusal: Partial<Failure>): Defect['apply'] => {
  const when: When = ({ operation, request, failure }) =>
    operation === null && request.method === 'GET' && failure?.status === 404;
  const { status = 404, code = 'not_found' } = refusal;
  return (parts) =>
    withStatus(
      withError(parts, when, (error) => renamed(error, code)),
      when,
      status,
    );
};

const answerDefects: readonly Defect[] = [
  {
    id: 'ERR-31:second-time',
    requirement: 'ERR-31',
    companions: [],
    title: 'a body that is no object is a validation error first and an invalid parameter when it comes again',
    apply: (parts) => {
      const known = new Set<string>();
      const again: When = (visit) => noObject(visit) && known.has(textOf(visit.request.body));
      const changed = withStatus(
        withError(parts, failing('validation_error', again), (error) => renamed(error, 'invalid_parameter')),
        failing('validation_error', again),
        400,
      );
      return {
        ...changed,
        finish: (reply, visit) => {
          const finished = changed.finish(reply, visit);
          if (noObject(visit)) known.add(textOf(visit.request.body));
          return finished;
        },
      };
    },
  },
  {
    id: 'ERR-32:deep',
    requirement: 'ERR-32',
    companions: [],
    title: 'deep nesting exhausts the stack of the parser',
    apply: failingOn((body) => textOf(body).includes('['.repeat(101))),
  },
  {
    id: 'ERR-32:surrogate',
    requirement: 'ERR-32',
    companions: [],
    title: 'a lone surrogate cannot be encoded',
    apply: failingOn((body) => /\\ud[89a-f]/.test(textOf(body))),
  },
  {
    id: 'ERR-32:huge-number',
    requirement: 'ERR-32',
    companions: [],
    title: 'a number beyond every double has no place',
    apply: failingOn((body) => /\d{309}|1e999/.test(textOf(body))),
  },
  {
    id: 'ERR-32:long-name',
    requirement: 'ERR-32',
    companions: [],
    title: 'a very long member name exceeds a column',
    apply: failingOn((body) => body.length < 4 * MEGABYTE && /"[^"]{65536,}":/.test(textOf(body))),
  },
  {
    id: 'ERR-32:null-body',
    requirement: 'ERR-32',
    companions: ['SEND-24'],
    title: 'a body that is null has no members to look at',
    apply: failingOn((body) => textOf(body) === 'null'),
  },
  {
    id: 'ERR-33:bad-request',
    requirement: 'ERR-33',
    companions: [],
    title: 'an unknown path is 400 invalid_parameter',
    apply: refusalAtUnknownPath({ status: 400, code: 'invalid_parameter' }),
  },
  {
    id: 'ERR-33:forbidden',
    requirement: 'ERR-33',
    companions: [],
    title: 'an unknown path is 403 insufficient_permissions',
    apply: refusalAtUnknownPath({ status: 403, code: 'insufficient_permissions' }),
  },
];

export const errDefects: readonly Defect[] = [
  ...codeDefects,
  ...ruleDefects,
  ...memberDefects,
  ...issueDefects,
  ...answerDefects,
].toSorted((one, other) => (one.requirement < other.requirement ? -1 : one.requirement > other.requirement ? 1 : 0));
