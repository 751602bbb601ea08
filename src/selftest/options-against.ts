import type { RunOptions } from '../engine/options.js';
import { endpointOf } from '../gateway/endpoint.js';
import type { RunningGateway } from '../gateway/options.js';
import { forgetfulLog } from '../http/created-log.js';
import { createRedactor } from '../http/redact.js';
import { findProfile } from '../requirements/profiles/index.js';

/** What the caller decides; all else follows from the gateway. */
type Asked = 'scenarios' | 'exploration' | 'understand' | 'emit' | 'signal' | 'budget';

/**
 * Options of a full run against a gateway in process, with all its keys and controls. It tells nobody of its exchanges,
 * and compares the document with none.
 */
export function optionsAgainst(
  gateway: RunningGateway,
  { profile, name }: { readonly profile: string; readonly name: string },
): Omit<RunOptions, Asked> {
  const endpoint = endpointOf(gateway);
  return {
    ...endpoint,
    embedded: true,
    document: null,
    profile: findProfile(profile),
    mode: 'full',
    only: [],
    skip: [],
    seed: 1,
    runId: name,
    concurrency: 8,
    strict: false,
    certify: false,
    waivers: null,
    expected: null,
    created: forgetfulLog(),
    described: {},
    toolVersion: name,
    redactor: createRedactor([...Object.values(endpoint.principals), endpoint.controls.token]),
    recordExchanges: false,
    tls: { ca: null, insecure: false },
  };
}
