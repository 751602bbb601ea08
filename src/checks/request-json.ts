import type { JsonReading, Observation } from './check.js';
import { readJson } from './json-text.js';

/** The body of the request, read as strictly as a reply is. */
export function requestJson(seen: Observation): JsonReading {
  return seen.once(readRequest);
}

function readRequest({ exchange: { request } }: Observation): JsonReading {
  return request.body === null ? { kind: 'absent' } : readJson(request.body);
}
