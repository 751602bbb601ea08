import { headerOf } from '../headers.js';
import type { Visit } from '../parts.js';
import type { Defect } from './defect.js';
import { encode, rewriteBody, rewriteEnvelope, rewriteError, rewriteReply, withHeader } from './rewrite.js';

/** Nothing is wrong and the request led to an operation with an envelope. */
function isSuccess({ failure, operation }: Visit): boolean {
  return failure === null && operation !== null;
}

/** The body of the request was no JSON. */
function isUnreadable({ failure, operation, value }: Visit): boolean {
  return failure?.code === 'invalid_parameter' && operation !== null && value === undefined;
}

export const envDefects: readonly Defect[] = [
  {
    id: 'ENV-01:bare-body',
    requirement: 'ENV-01',
    companions: ['ENV-08', 'SPEC-08'],
    title: 'replies carry the bare data or error, without the envelope',
    apply: (parts) =>
      rewriteEnvelope(parts, (envelope, visit) => (visit.failure === null ? envelope['data'] : envelope['error'])),
  },
  {
    id: 'ENV-01:ok-as-text',
    requirement: 'ENV-01',
    companions: ['SPEC-08'],
    title: 'ok is the text "true" or "false"',
    apply: (parts) => rewriteEnvelope(parts, (envelope) => ({ ...envelope, ok: String(envelope['ok']) })),
  },
  {
    id: 'ENV-02:stale-error',
    requirement: 'ENV-02',
    companions: ['SPEC-08'],
    title: 'successes carry error: null',
    apply: (parts) =>
      rewriteEnvelope(parts, (envelope, visit) => (isSuccess(visit) ? { ...envelope, error: null } : envelope)),
  },
  {
    id: 'ENV-02:status-on-top',
    requirement: 'ENV-02',
    companions: ['SPEC-08'],
    title: 'successes repeat the HTTP status beside data',
    apply: (parts) =>
      rewriteEnvelope(parts, (envelope, visit) => (isSuccess(visit) ? { ...envelope, status: 200 } : envelope)),
  },
  {
    id: 'ENV-03:null-data',
    requirement: 'ENV-03',
    companions: ['SPEC-08'],
    title: 'failures carry data: null',
    apply: (parts) =>
      rewriteEnvelope(parts, (envelope, visit) => (visit.failure ? { ...envelope, data: null } : envelope)),
  },
  {
    id: 'ENV-04:no-retryable',
    requirement: 'ENV-04',
    companions: ['SPEC-08'],
    title: 'errors that are final leave retryable out',
    apply: (parts) =>
      rewriteError(parts, ({ retryable, ...error }) => (retryable === true ? { ...error, retryable } : error)),
  },
  {
    id: 'ENV-04:retryable-as-text',
    requirement: 'ENV-04',
    companions: ['SPEC-08'],
    title: 'retryable is the text "true" or "false"',
    apply: (parts) => rewriteError(parts, (error) => ({ ...error, retryable: String(error['retryable']) })),
  },
  {
    id: 'ENV-05:status-in-error',
    requirement: 'ENV-05',
    companions: ['SPEC-08'],
    title: 'errors repeat the HTTP status',
    apply: (parts) => rewriteError(parts, (error, visit) => ({ ...error, status: visit.failure?.status })),
  },
  {
    id: 'ENV-06:version-in-meta',
    requirement: 'ENV-06',
    companions: ['SPEC-08'],
    title: 'meta also tells the version of the server',
    apply: (parts) =>
      rewriteEnvelope(parts, (envelope, { requestId }) => ({
        ...envelope,
        meta: { request_id: requestId, version: '1.0.0' },
      })),
  },
  {
    id: 'ENV-06:empty-meta',
    requirement: 'ENV-06',
    companions: ['SPEC-08'],
    title: 'meta is empty in failures',
    apply: (parts) =>
      rewriteEnvelope(parts, (envelope, visit) => (visit.failure ? { ...envelope, meta: {} } : envelope)),
  },
  {
    id: 'ENV-07:always-ok',
    requirement: 'ENV-07',
    companions: ['SPEC-08'],
    title: 'failures say ok: true',
    apply: (parts) => rewriteEnvelope(parts, (envelope) => ({ ...envelope, ok: true })),
  },
  {
    id: 'ENV-08:html-404',
    requirement: 'ENV-08',
    companions: ['HDR-07'],
    title: 'unknown paths and wrong methods get the page of the framework',
    apply: (parts) =>
      rewriteReply(parts, (reply, { operation, request }) => {
        if (operation !== null || reply.body === null) return reply;
        const body = Buffer.from(`<!DOCTYPE html><title>Error</title><pre>Cannot ${request.method} this</pre>`);
        const headers = withHeader(reply.headers, 'Content-Type', 'text/html; charset=utf-8');
        return { ...reply, headers: withHeader(headers, 'Content-Length', String(body.length)), body };
      }),
  },
  {
    id: 'ENV-08:foreign-400',
    requirement: 'ENV-08',
    companions: ['ENV-01', 'SPEC-08'],
    title: 'a body that is no JSON gets the error of the body parser',
    apply: (parts) =>
      rewriteEnvelope(parts, (envelope, visit) =>
        isUnreadable(visit) ? { statusCode: 400, error: 'Bad Request', message: 'Unexpected end of input' } : envelope,
      ),
  },
  {
    id: 'ENV-09:own-code',
    requirement: 'ENV-09',
    companions: [],
    title: 'an unknown path has a code of its own',
    apply: (parts) =>
      rewriteError(parts, (error, { failure, request }) =>
        failure?.code === 'not_found' && request.method === 'GET'
          ? { ...error, code: 'route_missing', doc_url: String(error['doc_url']).replace(/#.*/, '#route_missing') }
          : error,
      ),
  },
  {
    id: 'ENV-10:member-twice',
    requirement: 'ENV-10',
    companions: [],
    title: 'envelopes are put together by hand and say ok twice',
    apply: (parts) =>
      rewriteBody(parts, ({ body }, visit) => {
        if (body === null || visit.operation?.kind === 'document') return body;
        const rest = Buffer.from(body).toString('utf8').slice(1);
        return Buffer.from(`{"ok":${visit.failure === null},${rest}`);
      }),
  },
  {
    id: 'ENV-11:key-quoted',
    requirement: 'ENV-11',
    companions: [],
    title: 'a 401 quotes the key that was refused',
    apply: (parts) =>
      rewriteError(parts, (error, { failure, request }) =>
        failure?.status === 401
          ? { ...error, message: `Not accepted: ${headerOf(request, 'authorization') ?? 'nothing'}.` }
          : error,
      ),
  },
  {
    id: 'ENV-11:stack-trace',
    requirement: 'ENV-11',
    companions: [],
    title: 'a body that is no JSON gets the stack trace of the parser',
    apply: (parts) =>
      rewriteError(parts, (error, visit) =>
        isUnreadable(visit)
          ? { ...error, message: 'SyntaxError: end of input\n    at parse (/srv/gateway/body.js:31:17)' }
          : error,
      ),
  },
  {
    id: 'ENV-12:wrapped-document',
    requirement: 'ENV-12',
    companions: ['SPEC-08', 'SPEC-12'],
    title: 'the document comes in an envelope',
    apply: (parts) =>
      rewriteBody(parts, ({ body, status }, { operation, requestId }) => {
        if (body === null || operation?.kind !== 'document' || status !== 200) return body;
        return encode(parts.renderSuccess(parts.document(), requestId));
      }),
  },
  {
    id: 'ENV-13:null-pagination',
    requirement: 'ENV-13',
    companions: ['ENV-02', 'SPEC-08'],
    title: 'every success carries pagination: null',
    apply: (parts) =>
      rewriteEnvelope(parts, (envelope, visit) => (isSuccess(visit) ? { ...envelope, pagination: null } : envelope)),
  },
];
