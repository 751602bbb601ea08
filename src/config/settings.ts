import { modes } from '../engine/outcome.js';
import type { Fixtures } from '../engine/suite.js';
import type { PrincipalName } from '../http/exchange.js';
import type { Config } from './config.js';
import { profileOptions, profileValues } from './profile-settings.js';
import {
  leaf,
  list,
  onOff,
  oneOf,
  secret,
  text,
  whole,
  type Group,
  type Leaf,
  type Setting,
  type Shape,
} from './setting.js';

const webAddress = text('an absolute http or https URL');
const mailAddress = text('a mail address', { pattern: '^[^\\s@,]+@[^\\s@,]+$' });
const path = text('a path');
const selection = list('requirement ids, areas or scenario ids, separated by commas');
const duration = text('a duration such as 90s, 10m or 1h30m', { pattern: '^(\\d+(ms|s|m|h))+$' });

const operations = list('operations (GET /pets), operationIds, tags or paths; * stands for anything');

const excuses: Shape = {
  form: 'json',
  takes:
    'a list of { operation, status, given, reason }; status and given (a pointer such as /body/address) are optional',
  schema: {
    type: 'array',
    items: {
      type: 'object',
      properties: {
        operation: { type: 'string', minLength: 1 },
        status: { type: 'integer', minimum: 100, maximum: 599 },
        given: { type: 'string', pattern: '^/' },
        reason: { type: 'string', minLength: 1 },
      },
      required: ['operation', 'reason'],
      additionalProperties: false,
    },
  },
};

function principal(env: string, summary: string): Leaf {
  return leaf(secret, { summary, env });
}

const principals: Readonly<Record<PrincipalName, Leaf>> = {
  sender: principal('TOUCHSTONE_SENDER_KEY', 'the key most requests are sent with; it may send mail'),
  secondSender: principal('TOUCHSTONE_SECOND_SENDER_KEY', 'another key of the same team that may send mail'),
  unprivileged: principal('TOUCHSTONE_UNPRIVILEGED_KEY', 'a valid key that may not send mail'),
  revoked: principal('TOUCHSTONE_REVOKED_KEY', 'a key that was revoked'),
  expired: principal('TOUCHSTONE_EXPIRED_KEY', 'a key that has expired'),
  suspended: principal('TOUCHSTONE_SUSPENDED_KEY', 'a key whose mailbox is suspended'),
  otherTeam: principal('TOUCHSTONE_OTHER_TEAM_KEY', 'a key of another team that may send mail'),
  root: principal('TOUCHSTONE_ROOT_KEY', 'a root key'),
  agent: principal('TOUCHSTONE_AGENT_TOKEN', 'the token of an agent whose owner has not approved it yet'),
  approvedAgent: principal('TOUCHSTONE_APPROVED_AGENT_TOKEN', 'the token of an agent that may send mail'),
  oauth: principal('TOUCHSTONE_OAUTH_TOKEN', 'an OAuth access token that may send mail'),
};

const fixtures: Readonly<Record<keyof Fixtures, Leaf>> = {
  from: leaf(mailAddress, { summary: 'address that `sender` may send from', env: 'TOUCHSTONE_FROM' }),
  sinks: leaf(list('mail addresses, separated by commas', mailAddress.schema), {
    summary: 'addresses that mail may go to; nobody else is ever written to',
    env: 'TOUCHSTONE_SINKS',
  }),
  sinkDomains: leaf(
    list('domains, separated by commas', { type: 'string', pattern: '^[^\\s@,.]+(?:\\.[^\\s@,.]+)+$' }),
    {
      summary: 'domains of your own: mail may go to every address there, and below them',
      env: 'TOUCHSTONE_SINK_DOMAINS',
    },
  ),
  siblingFrom: leaf(mailAddress, {
    summary: "address in the sender's team that its key may not use",
    env: 'TOUCHSTONE_SIBLING_FROM',
  }),
  foreignFrom: leaf(mailAddress, { summary: 'address of another team', env: 'TOUCHSTONE_FOREIGN_FROM' }),
};

const controls: Group = {
  kind: 'group',
  summary: 'Test controls the target offers: clock, faults, message log',
  members: {
    url: leaf(webAddress, { summary: 'where they are', env: 'TOUCHSTONE_CONTROLS_URL' }),
    token: leaf(secret, { summary: 'what they ask for', env: 'TOUCHSTONE_CONTROLS_TOKEN' }),
  },
};

/** Every setting there is, by its key in the config file: the one table behind flags, help, environment, schema and reference. */
export const settings = {
  target: leaf(webAddress, {
    summary: 'base URL of the API under test',
    fallback: 'the reference gateway, started in process',
    env: 'TOUCHSTONE_TARGET',
  }),
  document: leaf(text('a URL or a path'), {
    summary: 'the OpenAPI document of the target',
    fallback: '{target}/openapi.json',
    flag: '--document',
    placeholder: 'url|file',
    env: 'TOUCHSTONE_DOCUMENT',
  }),
  references: leaf(oneOf(['none', 'same-host', 'any']), {
    summary: 'references out of the document that are followed',
    fallback: 'same-host',
    env: 'TOUCHSTONE_REFERENCES',
  }),
  profile: leaf(text('the id of a profile, such as sending@2026-06'), {
    summary: 'the contract to hold the target to',
    fallback: 'sending@2026-06',
    flag: '--profile',
    placeholder: 'id',
    env: 'TOUCHSTONE_PROFILE',
  }),
  options: profileOptions,
  values: profileValues,
  mode: leaf(oneOf(modes), {
    summary: 'how much a run may do to the target',
    fallback: 'full for loopback targets, else safe',
    flag: '--mode',
    placeholder: 'mode',
    env: 'TOUCHSTONE_MODE',
  }),
  only: leaf(selection, {
    summary: 'test only these requirements, areas or scenarios',
    fallback: 'all',
    flag: '--only',
    placeholder: 'ids',
    env: 'TOUCHSTONE_ONLY',
  }),
  skip: leaf(selection, {
    summary: 'leave these requirements, areas or scenarios out',
    fallback: 'none',
    flag: '--skip',
    placeholder: 'ids',
    env: 'TOUCHSTONE_SKIP',
  }),
  seed: leaf(whole(0, 0xffff_ffff), {
    summary: 'seed of everything generated; the same seed makes the same requests',
    fallback: 'a fresh one for each run',
    flag: '--seed',
    placeholder: 'n',
    env: 'TOUCHSTONE_SEED',
  }),
  runs: leaf(whole(0, 100_000), {
    summary: 'generated requests of each operation at most; 0 sends none',
    fallback: '100',
    flag: '--runs',
    placeholder: 'n',
    env: 'TOUCHSTONE_RUNS',
  }),
  case: leaf(text('a case as findings tell it, such as "POST /pets#17"'), {
    summary: 'send only this generated request, with those whose ids it needs; give the seed, too',
    fallback: 'all',
    flag: '--case',
    placeholder: 'case',
  }),
  include: leaf(operations, {
    summary: 'explore only these operations with generated requests',
    fallback: 'all',
    flag: '--include',
    placeholder: 'operations',
    env: 'TOUCHSTONE_INCLUDE',
  }),
  exclude: leaf(operations, {
    summary: 'send no generated request to these operations',
    fallback: 'none',
    flag: '--exclude',
    placeholder: 'operations',
    env: 'TOUCHSTONE_EXCLUDE',
  }),
  allowMethods: leaf(list('POST, PUT, PATCH, DELETE', { enum: ['POST', 'PUT', 'PATCH', 'DELETE'] }), {
    summary: 'methods that generated requests may have in smoke and safe besides GET and HEAD',
    fallback: 'none',
    env: 'TOUCHSTONE_ALLOW_METHODS',
  }),
  excuse: leaf(excuses, {
    summary: "faults that are not the API's own: what generated requests show of them is counted, not reported",
    fallback: 'none',
  }),
  concurrency: leaf(whole(1, 64), {
    summary: 'scenarios, or generated requests, in flight at the same time',
    fallback: '8',
    flag: '--concurrency',
    placeholder: 'n',
    env: 'TOUCHSTONE_CONCURRENCY',
  }),
  rate: leaf(
    {
      form: 'number',
      takes: 'a number above 0',
      schema: { type: 'number', exclusiveMinimum: 0, maximum: 100_000 },
    },
    {
      summary: 'requests a second at most',
      fallback: 'no limit for loopback targets, else 25',
      flag: '--rate',
      placeholder: 'n',
      env: 'TOUCHSTONE_RATE',
    },
  ),
  maxRequests: leaf(whole(1, 10_000_000), {
    summary: 'requests a run may send',
    fallback: '10000; in smoke 60, which is also its upper limit',
    flag: '--max-requests',
    placeholder: 'n',
    env: 'TOUCHSTONE_MAX_REQUESTS',
  }),
  maxMessages: leaf(whole(0, 1_000_000), {
    summary: 'messages a run may set going',
    fallback: '2 in safe, 500 in full and disruptive; in smoke always 0',
    flag: '--max-messages',
    placeholder: 'n',
    env: 'TOUCHSTONE_MAX_MESSAGES',
  }),
  maxTime: leaf(duration, {
    summary: 'how long a run may take',
    fallback: '10m',
    flag: '--max-time',
    placeholder: 'duration',
    env: 'TOUCHSTONE_MAX_TIME',
  }),
  principals: {
    kind: 'group',
    summary: 'Identities to test with; what is missing is reported as not tested',
    members: principals,
  },
  fixtures: { kind: 'group', summary: 'Addresses to test with', members: fixtures },
  controls,
  waivers: leaf(path, {
    summary: 'file of known violations: what it declares counts as waived',
    fallback: 'touchstone.waivers.yaml in the working folder, if there is one',
    flag: '--waivers',
    placeholder: 'file',
    env: 'TOUCHSTONE_WAIVERS',
  }),
  reports: leaf(path, {
    summary: 'folder for the files of a run',
    fallback: 'reports',
    flag: '--reports',
    placeholder: 'dir',
    env: 'TOUCHSTONE_REPORTS',
  }),
  strict: leaf(onOff, {
    summary: 'fail on warnings, too',
    fallback: 'false',
    flag: '--strict',
    env: 'TOUCHSTONE_STRICT',
  }),
  certify: leaf(onOff, {
    summary: 'call a run inconclusive when a MUST was not tested',
    fallback: 'false',
    flag: '--certify',
    env: 'TOUCHSTONE_CERTIFY',
  }),
  insecure: leaf(onOff, {
    summary: "do not verify the target's certificate",
    fallback: 'false',
    flag: '--insecure',
    env: 'TOUCHSTONE_INSECURE',
  }),
  ca: leaf(path, {
    summary: "PEM file of authorities to trust besides the system's",
    flag: '--ca',
    placeholder: 'file',
    env: 'TOUCHSTONE_CA',
  }),
  cache: leaf(path, {
    summary: 'folder where understood documents and generated types are kept',
    fallback: "touchstone in the user's cache folder",
    env: 'TOUCHSTONE_CACHE',
  }),
} as const satisfies Readonly<Record<keyof Config, Setting>>;
