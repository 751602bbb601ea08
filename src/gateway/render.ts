import type { Failure, Issue } from './failure.js';
import type { GatewayParts, GatewayReply, HeaderLine, JsonMembers, Visit } from './parts.js';

const DOC_URL = 'https://sendmux.ai/docs/sending-api/errors';

/** The error object of a failure: envelope and batch items carry the same. */
function describeFailure(failure: Failure): JsonMembers {
  const issues = failure.issues.map(nameBody);
  const [first] = issues;
  return {
    code: failure.code,
    message: failure.message,
    retryable: failure.retryable,
    doc_url: `${DOC_URL}#${failure.code}`,
    ...(first === undefined ? {} : { param: first.field, errors: issues }),
  };
}

/** A fault of the body as such has no path, yet a field must have a name. */
function nameBody(issue: Issue): Issue {
  return issue.field === '' ? { ...issue, field: 'body' } : issue;
}

function renderSuccess(data: JsonMembers, requestId: string): JsonMembers {
  return { ok: true, data, meta: { request_id: requestId } };
}

function renderFailure(error: JsonMembers, requestId: string): JsonMembers {
  return { ok: false, error, meta: { request_id: requestId } };
}

export function serializeJson(value: JsonMembers): Uint8Array {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

/** The allowance of the key; nothing where no key was counted. */
function rateHeaders({ rate }: Visit): readonly HeaderLine[] {
  if (rate === null) return [];
  return [
    ['X-RateLimit-Limit', String(rate.limit)],
    ['X-RateLimit-Remaining', String(rate.remaining)],
    ['X-RateLimit-Reset', String(rate.reset)],
  ];
}

/** Only the document may be kept, and only when it was served. */
function cacheControl(visit: Visit): string {
  const shared = visit.operation?.kind === 'document' && visit.failure === null;
  return shared ? 'public, max-age=3600' : 'no-store';
}

/** Takes the body away where HTTP has none (RFC 9110 sections 9.3.2, 15.3.5 and 15.4.5) and states its length. */
function fitBody(reply: GatewayReply, visit: Visit): GatewayReply {
  if (reply.status === 204 || reply.status === 304) {
    return { ...reply, headers: reply.headers.filter(([name]) => name !== 'Content-Type'), body: null };
  }
  const others = reply.headers.filter(([name]) => name !== 'Content-Length');
  const headers: readonly HeaderLine[] = [...others, ['Content-Length', String(reply.body?.length ?? 0)]];
  return { ...reply, headers, body: visit.request.method === 'HEAD' ? null : reply.body };
}

/** The parts that replies are rendered by. */
export const renderingParts = {
  describeFailure,
  renderSuccess,
  renderFailure,
  serialize: serializeJson,
  contentType: () => 'application/json',
  requestIdHeader: (visit) => visit.requestId,
  rateHeaders,
  cacheControl,
  retryAfter: ({ retryAfter }) => (retryAfter === null ? null : String(retryAfter)),
  challenge: ({ status }) => (status === 401 ? 'Bearer' : null),
  finish: fitBody,
} satisfies Partial<GatewayParts>;
