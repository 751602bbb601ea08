import type { Observation } from './check.js';
import { asObject } from './observe.js';

type Members = Readonly<Record<string, unknown>>;

/** The envelope of a reply with a 2xx status. */
export function successOf(seen: Observation): Members | null {
  return isSuccess(seen) ? seen.envelope : null;
}

/** The envelope of a reply with a 4xx or 5xx status. */
export function failureOf(seen: Observation): Members | null {
  return seen.status >= 400 ? seen.envelope : null;
}

/** `data` of a success, when it is an object. */
export function dataOf(seen: Observation): Members | null {
  return asObject(successOf(seen)?.['data']);
}

/** `error` of an enveloped failure, when it is an object. */
export function errorOf(seen: Observation): Members | null {
  return asObject(failureOf(seen)?.['error']);
}

export function isSuccess({ status }: Observation): boolean {
  return status >= 200 && status < 300;
}
