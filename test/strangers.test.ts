import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  echoServer,
  failing,
  fileServer,
  flooded,
  otherStyle,
  start,
  yesSayer,
  type Stranger,
} from './support/strangers.js';

const command = fileURLToPath(new URL('../bin/touchstone.js', import.meta.url));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-strangers-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Told {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  readonly page: string;
  readonly results: {
    readonly verdict: string;
    readonly rootCauses: readonly { readonly message: string; readonly requirements: readonly string[] }[];
    readonly requirements: readonly { readonly id: string; readonly outcome: string }[];
  };
}

/** Runs the command against a stranger as someone would who takes it for the API. */
async function tell(stranger: Stranger): Promise<Told> {
  const { url, stop } = await start(stranger);
  const own = await mkdtemp(join(folder, 'run-'));
  const names = ['sender', 'secondSender', 'unprivileged', 'revoked', 'otherTeam', 'root'];
  const principals = Object.fromEntries(names.map((name) => [name, { value: `smx_mbx_${name}0123456789abcdef` }]));
  const fixtures = { from: 'a@gateway.example', sinks: ['b@sink.example'] };
  await writeFile(join(own, 'touchstone.config.json'), JSON.stringify({ target: url, principals, fixtures }));
  try {
    return await new Promise((done) => {
      const argv = [command, 'run', '--quiet', '--no-color', '--reports', 'out'];
      const env = { PATH: process.env['PATH'], XDG_CACHE_HOME: join(folder, 'cache') };
      execFile(process.execPath, argv, { cwd: own, env }, (error, out, err) => {
        const exitCode = error === null ? 0 : Number(error.code);
        void Promise.all(['index.html', 'results.json'].map((name) => readFile(join(own, 'out', name), 'utf8'))).then(
          ([page = '', results = '']) =>
            done({ exitCode, out, err, page, results: JSON.parse(results) as Told['results'] }),
        );
      });
    });
  } finally {
    await stop();
  }
}

/** Lines of the terminal that a person reads before giving up. */
const patience = 110;

const cases: readonly { readonly stranger: Stranger; readonly causes: readonly RegExp[]; readonly explains: number }[] =
  [
    {
      stranger: fileServer,
      causes: [/^Nearly every request is answered 405/, /^No reply is an envelope/],
      explains: 0.7,
    },
    { stranger: echoServer, causes: [/^Every request is answered 200/, /^No reply is an envelope/], explains: 0.7 },
    { stranger: yesSayer, causes: [/^Every request is answered 200/, /^No reply is an envelope/], explains: 0.7 },
    { stranger: failing, causes: [/^Every request is answered 500/, /^No reply is an envelope/], explains: 0.7 },
    { stranger: otherStyle, causes: [/^No reply is an envelope/, /^A faulty mail is accepted: 201/], explains: 0.3 },
  ];

test.each(cases)('$stranger.name gets a short report, root causes first', async ({ stranger, causes, explains }) => {
  const { exitCode, out, err, page, results } = await tell(stranger);
  expect(err).toBe('');
  expect(exitCode).toBe(1);
  expect(results.verdict).toBe('non-conformant');
  expect(out.split('\n').length).toBeLessThan(patience);

  const told = results.rootCauses.map(({ message }) => message);
  for (const [at, cause] of causes.entries()) expect(told[at]).toMatch(cause);
  const [verdict = '', first = ''] = out.split(/^Root causes$/m);
  expect(verdict).toMatch(/^ NON-CONFORMANT /);
  expect(verdict).not.toMatch(/^[✕!■]/m);
  for (const message of told) {
    expect(first.split(message), message).toHaveLength(2);
    expect(page).toContain(message.replaceAll('"', '&quot;'));
  }
  expect(page.indexOf('Root causes')).toBeLessThan(page.indexOf('id="requirements"'));

  const troubled = results.requirements.filter(({ outcome }) => ['failed', 'warned', 'blocked'].includes(outcome));
  const explained = results.rootCauses.flatMap(({ requirements }) => requirements);
  expect(new Set(explained).size, 'each requirement has one root cause').toBe(explained.length);
  expect(explained.length / troubled.length).toBeGreaterThan(explains);
  // What a root cause explains is not told again one by one.
  const oneByOne = [...out.matchAll(/^[✕!■] ([A-Z]+-\d+)/gm)].map(([, id]) => id);
  expect(oneByOne.filter((id) => id !== undefined && explained.includes(id))).toEqual([]);
});

test('a server that has had enough is not judged: exit code 3, and when to come back', async () => {
  const { exitCode, out, err, results } = await tell(flooded);
  expect(exitCode).toBe(3);
  expect(out).toBe('');
  expect(err).toMatch(/takes no requests for 30 s: it answers the first one with 429/);
  expect(err.split('\n').length).toBeLessThan(8);
  expect(results.verdict).toBe('inconclusive');
  expect(results.requirements).toEqual([]);
});
