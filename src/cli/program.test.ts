import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Io } from './io.js';
import { runCommandLine } from './program.js';

let cwd = '';

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'touchstone-cli-'));
});

afterEach(async () => {
  await rm(cwd, { recursive: true, force: true });
});

interface Call {
  readonly environment?: Io['environment'];
  readonly signal?: AbortSignal;
  readonly onOut?: (text: string) => void;
}

async function call(argv: readonly string[], { environment = {}, signal, onOut }: Call = {}) {
  let out = '';
  let err = '';
  const exitCode = await runCommandLine(argv, {
    out: { write: (text) => ((out += text), onOut?.(out)), isTerminal: false, columns: 100 },
    err: { write: (text) => (err += text), isTerminal: false, columns: 100 },
    environment,
    cwd,
    cacheHome: null,
    signal: signal ?? new AbortController().signal,
    version: '1.2.3',
  });
  return { exitCode, out, err };
}

describe('the command line', () => {
  test('says its version', async () => {
    expect(await call(['--version'])).toEqual({ exitCode: 0, out: '1.2.3\n', err: '' });
  });

  test('explains itself on stdout', async () => {
    const { exitCode, out, err } = await call(['--help']);
    expect(exitCode).toBe(0);
    expect(err).toBe('');
    for (const name of ['run', 'serve', 'types', 'list', 'explain', 'report', 'selftest']) expect(out).toContain(name);
  });

  test('explains a command with its flags, their defaults and the exit codes', async () => {
    const { exitCode, out } = await call(['run', '--help']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/--max-time <duration>\s+how long a run may take \(default: 10m\)/);
    expect(out).toMatch(/3 {2}the target cannot be tested/);
  });

  test('without a command it shows the help on stderr and exits with 2', async () => {
    const { exitCode, out, err } = await call([]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain('Usage: touchstone');
  });

  test.each([
    { argv: ['rnu'], said: "unknown command 'rnu'", advice: 'Did you mean run?' },
    {
      argv: ['run', '--max-request', '5'],
      said: "unknown option '--max-request'",
      advice: 'Did you mean --max-requests?',
    },
    { argv: ['run', '--no-such-flag'], said: "unknown option '--no-such-flag'", advice: '' },
    { argv: ['run', 'http://a', 'http://b'], said: 'too many arguments', advice: '' },
    { argv: ['run', '--seed'], said: "option '--seed <n>' argument missing", advice: '' },
    { argv: ['run', 'not-a-url'], said: 'target is not an absolute http or https URL', advice: 'Write it like' },
    { argv: ['run', '--config', 'none.yaml'], said: 'the config file none.yaml cannot be read', advice: '' },
    { argv: ['run', '--mode', 'ful'], said: '--mode takes one of', advice: 'Did you mean full?' },
    { argv: ['explain'], said: "missing required argument 'id'", advice: '' },
    { argv: ['explain', 'ENV-011'], said: 'there is no requirement ENV-011', advice: 'Did you mean ENV-01?' },
    { argv: ['list', '--area', 'EMV'], said: 'no requirement has the area EMV', advice: 'Did you mean ENV?' },
    { argv: ['list', '--profile', 'sending'], said: 'there is no profile sending', advice: 'Did you mean' },
    { argv: ['serve', '--defect', 'ENV-01:bare-bodi'], said: 'ENV-01:bare-bodi', advice: 'ENV-01:bare-body' },
    { argv: ['serve', '--port', '99999'], said: '--port takes a whole number from 0 to 65535', advice: '' },
    { argv: ['selftest', '--only', 'NOPE-01'], said: 'NOPE-01', advice: 'Did you mean' },
    { argv: ['report', '.'], said: 'holds no run.ndjson', advice: 'the folder that a run left its files in' },
    { argv: ['types', '--name', '../x'], said: '--name takes letters', advice: '' },
    { argv: ['run', '--header', 'Authorization: Bearer smx_1234'], said: 'argument 2 looks like a secret', advice: '' },
  ])('$argv is a mistake: $said', async ({ argv, said, advice }) => {
    const { exitCode, out, err } = await call(argv);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(said);
    expect(err).toContain(advice);
    expect(err).not.toMatch(/^\s+at /m);
    expect(err).not.toContain('smx_1234');
  });

  test('takes the config file from the environment', async () => {
    const { exitCode, err } = await call(['run'], { environment: { TOUCHSTONE_CONFIG: 'none.yaml' } });
    expect(exitCode).toBe(2);
    expect(err).toContain('none.yaml');
  });
});

describe('list and explain', () => {
  test('list filters by area and level, and the result is on stdout', async () => {
    const { exitCode, out } = await call(['list', '--area', 'env', '--level', 'MUST', '--quiet']);
    expect(exitCode).toBe(0);
    const rows = out.trimEnd().split('\n');
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row).toMatch(/^ENV-\d+ +MUST /);
  });

  test('list tells as JSON what it tells as a table', async () => {
    const parsed: unknown = JSON.parse((await call(['list', '--json'])).out);
    const { out } = await call(['list']);
    expect(parsed).toHaveLength(out.trimEnd().split('\n').length);
  });

  test('a profile narrows the list', async () => {
    const all = (await call(['list', '--json'])).out;
    const some = (await call(['list', '--json', '--profile', 'openapi'])).out;
    expect(some.length).toBeLessThan(all.length);
    expect(some).not.toBe('[]\n');
  });

  test('explain tells statement, source, fix and the defects that break it', async () => {
    const { exitCode, out } = await call(['explain', 'env-01']);
    expect(exitCode).toBe(0);
    for (const part of ['ENV-01', 'Statement', 'Source', 'Fix', 'ENV-01:bare-body']) expect(out).toContain(part);
    expect(JSON.parse((await call(['explain', 'ENV-01', '--json'])).out)).toMatchObject({
      id: 'ENV-01',
      level: 'MUST',
    });
  });
});

describe('serve', () => {
  /** Serves until the first output, does something with it, and stops. */
  async function serve(argv: readonly string[], use: (url: string, out: string) => Promise<void>) {
    const stop = new AbortController();
    const uses: Promise<void>[] = [];
    const onOut = (out: string) => {
      const url = /http:\/\/127\.0\.0\.1:\d+\/api\/v1/.exec(out)?.[0] ?? '';
      if (uses.length === 0) uses.push(use(url, out).finally(() => stop.abort()));
    };
    const result = await call(['serve', ...argv], { signal: stop.signal, onOut });
    await Promise.all(uses);
    return result;
  }

  test('answers until it is stopped, and logs requests on stderr', async () => {
    let base = '';
    const { exitCode, err, out } = await serve([], async (url) => {
      base = url;
      expect((await fetch(`${url}/openapi.json`)).status).toBe(200);
    });
    expect(exitCode).toBe(0);
    expect(err).toMatch(/GET +\/api\/v1\/openapi\.json +200 +\d+ ms/);
    expect(out).not.toMatch(/smx_/);
    await expect(fetch(`${base}/openapi.json`)).rejects.toThrow();
  });

  test('shows keys only on request', async () => {
    const { out } = await serve(['--show-keys'], () => Promise.resolve());
    expect(out).toMatch(/export TOUCHSTONE_SENDER_KEY=\S+/);
  });

  test('leaves a config that only its owner can read, and replaces it when started again', async () => {
    const file = join(cwd, 'sandbox.yaml');
    for (let time = 0; time < 2; time += 1) {
      const { exitCode } = await serve(['--write-config', 'sandbox.yaml'], async (url) => {
        expect(await readFile(file, 'utf8')).toContain(`target: ${url}`);
      });
      expect(exitCode).toBe(0);
    }
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('does not replace a file that it did not write, unless it is told to', async () => {
    await writeFile(join(cwd, 'mine.json'), '{ "target": "http://127.0.0.1:1", "runs": 5 }');
    const refused = await call(['serve', '--write-config', 'mine.json']);
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toContain('was not written by touchstone serve');
    expect(await readFile(join(cwd, 'mine.json'), 'utf8')).toContain('"runs"');
    const { exitCode } = await serve(['--write-config', 'mine.json', '--force'], () => Promise.resolve());
    expect(exitCode).toBe(0);
    expect(await readFile(join(cwd, 'mine.json'), 'utf8')).not.toContain('"runs"');
  });

  test('a port that is taken is a mistake of the user', async () => {
    await serve([], async (url) => {
      const { exitCode, err } = await call(['serve', '--port', new URL(url).port]);
      expect(exitCode).toBe(2);
      expect(err).toMatch(/cannot listen on 127\.0\.0\.1:\d+/);
    });
  });

  test('lists its defects', async () => {
    const { exitCode, out } = await call(['serve', '--list-defects']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^ENV-01:bare-body {2,}\S/m);
  });
});
