import { failure } from './failure.js';
import { headerOf } from './headers.js';
import type { GatewayParts, Stage, Visit } from './parts.js';

type Step = (parts: GatewayParts, visit: Visit) => Visit;

const steps: Readonly<Record<Stage, Step>> = {
  authenticate,
  'limit-rate': limitRate,
  'limit-body': limitBody,
  'parse-body': parseBody,
  authorize,
};

/** Takes a request through the stages, in the order the parts name, to the first that refuses it. */
export function passStages(parts: GatewayParts, visit: Visit): Visit {
  let current = visit;
  for (const stage of parts.stages) {
    if (current.failure !== null) break;
    current = steps[stage](parts, current);
  }
  return current;
}

/** Takes a request that leads nowhere past the stages that concern its key: it is counted like any other. */
export function passKeyStages(parts: GatewayParts, visit: Visit): Visit {
  const known = authenticate(parts, visit);
  return known.failure === null ? limitRate(parts, known) : visit;
}

function authenticate(parts: GatewayParts, visit: Visit): Visit {
  if (visit.operation !== null && !parts.needsKey(visit.operation, visit.request)) return visit;
  const token = parts.credential(visit.request);
  const key = token === null ? null : parts.findKey(token);
  const refusal = parts.authenticate(key);
  return refusal === null ? { ...visit, key } : { ...visit, failure: refusal };
}

function limitRate(parts: GatewayParts, visit: Visit): Visit {
  if (visit.key === null) return visit;
  const rate = parts.takeRate(visit.key, parts.rateCost(visit));
  if (rate.admitted) return { ...visit, rate };
  const { retryAfter } = rate;
  return {
    ...visit,
    rate,
    failure: failure('rate_limit_exceeded', 'The allowance of the key is used up for now.', { retryAfter }),
  };
}

function limitBody(parts: GatewayParts, visit: Visit): Visit {
  const body = visit.operation?.body ?? null;
  const limit = body?.kind === 'file' ? parts.uploadLimit : parts.bodyLimit;
  if (body === null || visit.request.bodyBytes <= limit) return visit;
  return { ...visit, failure: failure('payload_too_large', `The body is larger than ${limit} bytes.`) };
}

function parseBody(parts: GatewayParts, visit: Visit): Visit {
  if (visit.operation?.body?.kind !== 'json') return visit;
  if (!parts.acceptsMediaType(headerOf(visit.request, 'content-type'))) {
    return { ...visit, failure: failure('invalid_parameter', 'The Content-Type must be application/json.') };
  }
  const body = parts.parseBody(visit.request.body);
  return body.kind === 'failure' ? { ...visit, failure: body } : { ...visit, value: body.value };
}

function authorize(parts: GatewayParts, visit: Visit): Visit {
  if (visit.key === null) return visit;
  return { ...visit, failure: parts.authorize(visit.key, visit) };
}
