import type { Failure } from './failure.js';
import type { Data } from './outcome.js';
import type { Finished, GatewayParts, GatewayReply, HeaderLine, Visit } from './parts.js';

/** A reply and what was known of the request when it was made. */
export interface Answer {
  readonly reply: GatewayReply;
  readonly visit: Visit;
}

/** Renders the data of an outcome into its envelope. */
export function finishWith(parts: GatewayParts, visit: Visit, { status, data, location }: Data): Finished {
  const body = parts.serialize(parts.renderSuccess(data, visit.requestId));
  return { status, requestId: visit.requestId, body, location, failure: null };
}

/** Renders a failure into its envelope. */
export function failWith(parts: GatewayParts, visit: Visit, failure: Failure): Finished {
  const body = parts.serialize(parts.renderFailure(parts.describeFailure(failure), visit.requestId));
  return { status: failure.status, requestId: visit.requestId, body, location: null, failure };
}

/** The reply to what was finished now or long ago: only the allowance of the key is of this request. */
export function composeFinished(parts: GatewayParts, visit: Visit, finished: Finished): Answer {
  const { status, requestId, body, location, failure } = finished;
  const extra = failure === null ? present([['Location', location]]) : failureHeaders(parts, failure);
  return compose(parts, { ...visit, requestId, failure }, { status, body, extra });
}

function failureHeaders(parts: GatewayParts, failure: Failure): readonly HeaderLine[] {
  return present([
    ['Allow', failure.allow?.join(', ') ?? null],
    ['Retry-After', parts.retryAfter(failure)],
    ['WWW-Authenticate', parts.challenge(failure)],
  ]);
}

interface Draft {
  readonly status: number;
  readonly body: Uint8Array | null;
  readonly extra: readonly HeaderLine[];
}

/** Puts the headers of every reply around a draft, and lets the last part have its say. */
export function compose(parts: GatewayParts, visit: Visit, { status, body, extra }: Draft): Answer {
  const headers = present([
    ['Date', new Date(parts.now()).toUTCString()],
    ['X-Request-Id', parts.requestIdHeader(visit)],
    ['Content-Type', body === null ? null : parts.contentType(visit)],
    ['Cache-Control', parts.cacheControl(visit)],
  ]);
  const reply = { status, headers: [...headers, ...parts.rateHeaders(visit), ...extra], body };
  return { reply: parts.finish(reply, visit), visit };
}

function present(lines: readonly (readonly [name: string, value: string | null])[]): readonly HeaderLine[] {
  return lines.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}
