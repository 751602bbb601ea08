import { describe, expect, test } from 'vitest';
import { UsageError } from '../errors.js';
import { resolveConfig, type ConfigInput } from './resolve.js';
import type { ResolvedConfig } from './resolved.js';

type Given = Partial<Pick<ConfigInput, 'flags' | 'environment' | 'cwd' | 'cacheHome' | 'readText'>> & {
  file?: unknown;
};

function resolve({ file, ...given }: Given = {}): ResolvedConfig {
  return resolveConfig({
    flags: {},
    environment: {},
    cwd: '/work',
    cacheHome: '/home/me/.cache',
    dryRun: false,
    freshSeed: 7,
    readText: () => '',
    ...given,
    file: file === undefined ? null : { path: 'touchstone.config.json', folder: '/project', value: file },
  });
}

function refusal(given: Given): UsageError {
  try {
    resolve(given);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const remote = 'https://api.example.com/v1';
const local = 'http://127.0.0.1:3000/api/v1';

describe('precedence', () => {
  test('a flag wins over the environment, the environment over the file, the file over the default', () => {
    const file = { concurrency: 2, runs: 2, seed: 2 };
    const environment = { TOUCHSTONE_CONCURRENCY: '3', TOUCHSTONE_RUNS: '3' };
    expect(resolve({ file, environment, flags: { concurrency: '4' } })).toMatchObject({
      concurrency: 4,
      runs: 3,
      seed: 2,
      profile: 'sending@2026-06',
    });
  });

  test('an empty variable says nothing', () => {
    expect(resolve({ file: { mode: 'smoke' }, environment: { TOUCHSTONE_MODE: '' } }).mode).toBe('smoke');
  });

  test('groups are merged member by member', () => {
    const file = { target: local, fixtures: { from: 'a@example.com', sinks: ['b@example.com'] } };
    const environment = { TOUCHSTONE_SINKS: 'c@example.com, d@example.com' };
    expect(resolve({ file, environment }).fixtures).toEqual({
      from: 'a@example.com',
      sinks: ['c@example.com', 'd@example.com'],
    });
  });

  test('a switch can be turned off from the environment', () => {
    expect(resolve({ file: { strict: true }, environment: { TOUCHSTONE_STRICT: '0' } }).strict).toBe(false);
  });

  test('a repeated flag and a list with commas add up', () => {
    expect(resolve({ flags: { only: ['ENV,HDR', 'COND-01'] } }).only).toEqual(['ENV', 'HDR', 'COND-01']);
  });
});

describe('defaults', () => {
  test.each([
    { target: undefined, mode: 'full', rate: null },
    { target: local, mode: 'full', rate: null },
    { target: 'http://[::1]:1/', mode: 'full', rate: null },
    { target: 'http://api.localhost/', mode: 'full', rate: null },
    { target: 'http://127.0.0.1.example.com/', mode: 'safe', rate: 25 },
    { target: 'http://localhost.example.com/', mode: 'safe', rate: 25 },
    { target: remote, mode: 'safe', rate: 25 },
  ])('$target is tested in mode $mode', ({ target, mode, rate }) => {
    const config = resolve(target === undefined ? {} : { flags: { target } });
    expect(config.mode).toBe(mode);
    expect(config.budget.rate).toBe(rate);
  });

  test.each([
    { mode: 'smoke', maxRequests: 60, maxMessages: 0 },
    { mode: 'safe', maxRequests: 10_000, maxMessages: 2 },
    { mode: 'full', maxRequests: 10_000, maxMessages: 500 },
    { mode: 'disruptive', maxRequests: 10_000, maxMessages: 500 },
  ])('$mode allows $maxRequests requests and $maxMessages messages', ({ mode, ...budget }) => {
    expect(resolve({ flags: { target: remote, mode } }).budget).toMatchObject(budget);
  });

  test('smoke keeps its promise whatever the budget says', () => {
    const file = { target: remote, maxRequests: 5000, maxMessages: 100 };
    expect(resolve({ file, flags: { mode: 'smoke' } }).budget).toMatchObject({ maxRequests: 60, maxMessages: 0 });
  });

  test('the seed is the fresh one unless one is given', () => {
    expect(resolve().seed).toBe(7);
    expect(resolve({ flags: { seed: '42' } }).seed).toBe(42);
  });

  test('time limits are read as durations', () => {
    expect(resolve().budget.maxTimeMs).toBe(600_000);
    expect(resolve({ flags: { maxTime: '1h30m' } }).budget.maxTimeMs).toBe(5_400_000);
    expect(resolve({ flags: { maxTime: '1500ms' } }).budget.maxTimeMs).toBe(1500);
  });

  test('paths in flags start at the working folder, paths in a file at the folder of the file', () => {
    expect(resolve({ flags: { reports: 'out' } }).reportsDir).toBe('/work/out');
    expect(resolve({ file: { reports: 'out', document: 'api.yaml' } })).toMatchObject({
      reportsDir: '/project/out',
      document: { kind: 'file', path: '/project/api.yaml' },
    });
    expect(resolve()).toMatchObject({ reportsDir: '/work/reports', cacheDir: '/home/me/.cache/touchstone' });
    expect(resolve({ cacheHome: null }).cacheDir).toBeNull();
  });

  test('a document is a URL when it has a scheme', () => {
    const document = 'https://docs.example.com/openapi.json?v=1';
    expect(resolve({ flags: { document } }).document).toEqual({ kind: 'url', url: document });
  });
});

describe('targets', () => {
  test('lose their trailing slash', () => {
    expect(resolve({ flags: { target: `${remote}/` } }).target).toBe(remote);
    expect(resolve({ flags: { target: 'http://127.0.0.1:80/' } }).target).toBe('http://127.0.0.1');
  });

  test.each(['not-a-url', 'localhost:3000', 'ftp://example.com', '//example.com', 'http://', '/api', 'http://a b/'])(
    '%s is refused as no URL',
    (target) => {
      expect(refusal({ flags: { target } }).message).toBe('target is not an absolute http or https URL');
    },
  );

  test.each(['http://me:pw@example.com', 'https://token@example.com'])('credentials in %s are refused', (target) => {
    const { message, advice } = refusal({ flags: { target } });
    expect(message).toMatch(/user name or password/);
    expect(`${message} ${String(advice)}`).not.toMatch(/pw|token@/);
  });

  test.each(['https://example.com?a=1', 'https://example.com/#a', 'https://example.com/?'])(
    'a query or fragment in %s is refused',
    (target) => {
      expect(refusal({ flags: { target } }).message).toMatch(/query or a fragment/);
    },
  );

  test('are named as the user gave them', () => {
    expect(refusal({ environment: { TOUCHSTONE_TARGET: 'x' } }).where).toBe('TOUCHSTONE_TARGET');
    expect(refusal({ file: { target: 'x' } }).where).toBe('touchstone.config.json: target');
  });
});

describe('validation', () => {
  test.each<{ given: Given; message: string; advice?: string }>([
    {
      given: { flags: { concurrency: '999' } },
      message: '--concurrency takes a whole number from 1 to 64, not 999',
    },
    {
      given: { environment: { TOUCHSTONE_RUNS: 'many' } },
      message: 'TOUCHSTONE_RUNS takes a whole number from 0 to 100000, not "many"',
    },
    {
      given: { flags: { mode: 'ful' } },
      message: '--mode takes one of smoke, safe, full, disruptive, not "ful"',
      advice: 'Did you mean full?',
    },
    {
      given: { file: { maxTime: '10 minutes' } },
      message: 'touchstone.config.json: maxTime takes a duration such as 90s, 10m or 1h30m, not "10 minutes"',
    },
    {
      given: { environment: { TOUCHSTONE_STRICT: 'maybe' } },
      message: 'TOUCHSTONE_STRICT takes true or false, not "maybe"',
    },
    {
      given: { file: { concurency: 4 } },
      message: 'touchstone.config.json: concurency is no setting',
      advice: 'Did you mean concurrency?',
    },
    {
      given: { file: { principals: { senders: { env: 'A' } } } },
      message: 'touchstone.config.json: principals.senders is no setting',
      advice: 'Did you mean sender?',
    },
    {
      given: { file: { options: { docUrlPattern: '(' } } },
      message: 'touchstone.config.json: options.docUrlPattern takes a regular expression, or null, not "("',
    },
    {
      given: { file: { values: { batchMax: '100' } } },
      message: 'touchstone.config.json: values.batchMax takes a whole number from 1 to 9007199254740991, not "100"',
    },
    {
      given: { file: { principals: [] } },
      message: 'touchstone.config.json: principals must be an object',
    },
    {
      given: { file: ['target'] },
      message: 'touchstone.config.json must hold an object of settings, not ["target"]',
    },
    {
      given: { file: { fixtures: { sinks: ['nobody'] } } },
      message: 'touchstone.config.json: fixtures.sinks takes mail addresses, separated by commas, not ["nobody"]',
    },
    {
      given: { file: { target: local, controls: { url: local } } },
      message: 'controls.token is missing: test controls need both a URL and a token',
    },
  ])('$message', ({ given, message, advice }) => {
    const error = refusal(given);
    expect(error.message).toBe(message);
    expect(error.advice).toBe(advice);
  });

  test('an unknown profile is refused and the nearest one suggested', () => {
    const { message, advice } = refusal({ flags: { profile: 'sendin@2026-06' } });
    expect(message).toContain('sendin@2026-06');
    expect(advice).toContain('sending@2026-06');
  });

  test('keys that objects inherit are no settings', () => {
    expect(refusal({ file: { constructor: 1 } }).message).toMatch(/constructor is no setting/);
    expect(refusal({ file: JSON.parse('{"__proto__": 1}') as unknown }).message).toMatch(/__proto__ is no setting/);
  });

  test('a file may name its schema', () => {
    expect(resolve({ file: { $schema: './config.schema.json' } }).mode).toBe('full');
  });

  test('a file of authorities must hold a certificate', () => {
    expect(refusal({ flags: { ca: 'ca.pem' } }).message).toMatch(/--ca names a file without a PEM certificate/);
    const pem = '-----BEGIN CERTIFICATE-----\n…';
    expect(resolve({ flags: { ca: 'ca.pem' }, readText: (path) => `${path}\n${pem}` }).tls.ca).toBe(
      `/work/ca.pem\n${pem}`,
    );
  });
});

describe('secrets', () => {
  const file = { target: remote, principals: { sender: { env: 'SENDMUX_KEY' } } };

  test('are read from the variable that the file names', () => {
    expect(resolve({ file, environment: { SENDMUX_KEY: 'k-1' } }).principals).toEqual({
      sender: { name: 'SENDMUX_KEY', value: 'k-1' },
    });
  });

  test('are read from variables of their own without a file', () => {
    const environment = { TOUCHSTONE_TARGET: remote, TOUCHSTONE_OTHER_TEAM_KEY: 'k-2' };
    expect(resolve({ environment }).principals).toEqual({
      otherTeam: { name: 'TOUCHSTONE_OTHER_TEAM_KEY', value: 'k-2' },
    });
  });

  test.each([
    { environment: {}, state: 'not set' },
    { environment: { SENDMUX_KEY: '' }, state: 'empty' },
  ])('a variable that is $state is an error that names it', ({ environment, state }) => {
    const error = refusal({ file, environment });
    expect(error.message).toBe(
      `touchstone.config.json: principals.sender is to be read from $SENDMUX_KEY, which is ${state}`,
    );
  });

  test.each(['key\n', 'kq xz', 'schlüssel'])(
    'a value that no header can carry is refused without showing it: %j',
    (value) => {
      const { message, advice } = refusal({ file, environment: { SENDMUX_KEY: value } });
      expect(message).toMatch(/\$SENDMUX_KEY/);
      expect(`${message}${String(advice)}`).not.toContain(value);
    },
  );

  test('a value in the file is accepted for loopback targets only, and never shown', () => {
    const principals = { sender: { value: 'smx_secret' } };
    expect(resolve({ file: { target: local, principals } }).principals.sender).toEqual({
      name: 'TOUCHSTONE_SENDER_KEY',
      value: 'smx_secret',
    });
    const { message, advice } = refusal({ file: { target: remote, principals } });
    expect(message).toMatch(/accepted for loopback targets only/);
    expect(`${message}${String(advice)}`).not.toContain('smx_secret');
  });

  test('a bare string instead of a reference is refused without showing it', () => {
    const error = refusal({ file: { target: local, principals: { sender: 'smx_secret' } } });
    expect(error.message).toMatch(/principals.sender takes a secret by name/);
    expect(error.message).not.toContain('smx_secret');
  });

  test('appear as names in what the log shows', () => {
    const { described } = resolve({
      file: { ...file, controls: { url: remote, token: { env: 'TOKEN' } } },
      environment: { SENDMUX_KEY: 'k-1', TOKEN: 't-1' },
    });
    expect(described).toMatchObject({ principals: { sender: '$SENDMUX_KEY' }, controls: { token: '$TOKEN' } });
    expect(JSON.stringify(described)).not.toMatch(/k-1|t-1|\/work|\/project/);
  });

  test('are not asked for when the reference gateway is tested, and a notice says so', () => {
    const config = resolve({ file: { principals: { sender: { env: 'UNSET' } } } });
    expect(config.principals).toEqual({});
    expect(config.notices).toEqual([expect.stringMatching(/its own identities; sender not used/)]);
  });
});

test('a target without a key for sender is pointed out', () => {
  const [notice] = resolve({ flags: { target: local } }).notices;
  expect(notice).toContain('TOUCHSTONE_SENDER_KEY');
  expect(resolve({ flags: { target: local, profile: 'openapi' } }).notices).toEqual([]);
  expect(resolve().notices).toEqual([]);
});

test('a variable that looks like ours but is no setting is pointed out', () => {
  const { notices } = resolve({
    file: { target: local, principals: { sender: { env: 'TOUCHSTONE_MY_KEY' } } },
    environment: { TOUCHSTONE_MY_KEY: 'k', TOUCHSTONE_MODES: 'safe', TOUCHSTONE_DEBUG: '1', OTHER: 'x' },
  });
  expect(notices).toEqual([expect.stringMatching(/TOUCHSTONE_MODES .* did you mean TOUCHSTONE_MODE\?/)]);
});
