import { copyFile, mkdir, readFile, truncate } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacked, startServer, type Installation, type Running, type TestServer } from './installed.js';

/** Runs that are killed, and how many of them at the same time. */
const kills = 20;
const atOnce = 4;
/** Requests that may be answered and not yet logged: a scenario sends some copies at once. */
const inFlight = 32;

let installed: Installation;
let gateway: Running;
let upstream: URL;

interface LogLine {
  readonly kind: string;
  readonly finding?: { readonly id: string };
  readonly exchange?: { readonly id: string };
}

interface Results {
  readonly complete: boolean;
  readonly verdict: string;
  readonly traffic: { readonly requests: number };
  readonly requirements: readonly { readonly findings: readonly { readonly id: string }[] }[];
}

beforeAll(async () => {
  installed = await installPacked();
  gateway = installed.start(['serve', '--defect', 'ENV-06', '--write-config', 'target.json']);
  upstream = new URL(await gateway.says(/http:\/\/127\.0\.0\.1:\d+\/api\/v1/));
});

afterAll(async () => {
  gateway.process.kill('SIGTERM');
  await gateway.ended;
  await installed.remove();
});

/** The same numbers in every run: xorshift32, 0..1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Hands requests on to the gateway, counts what was answered, and says when a number of requests has come. */
async function startCounter(): Promise<
  TestServer & { answered: () => number; seen: (count: number) => Promise<void> }
> {
  let [seen, answered] = [0, 0];
  let look = (): void => undefined;
  const server = await startServer((incoming, outgoing) => {
    seen += 1;
    look();
    const { method, url: path, headers } = incoming;
    const forwarded = request({ host: upstream.hostname, port: upstream.port, method, path, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    outgoing.on('finish', () => (answered += 1));
    for (const stream of [incoming, outgoing, forwarded]) stream.on('error', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  return {
    ...server,
    answered: () => answered,
    seen: (count) =>
      new Promise((done) => {
        look = () => {
          if (seen >= count) done();
        };
        look();
      }),
  };
}

async function linesOf(folder: string): Promise<readonly LogLine[]> {
  const log = await readFile(join(installed.cwd, folder, 'run.ndjson'), 'utf8');
  // Only what a line feed ends was written whole.
  return log
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as LogLine);
}

/** Renders the log of a folder again and holds the reports to what the log says. */
async function expectIncomplete(folder: string): Promise<readonly LogLine[]> {
  const { exitCode, out, err } = await installed.run(['report', folder]);
  expect(err).toBe('');
  expect(exitCode).toBe(0);
  expect(out).toMatch(/inconclusive/i);
  const lines = await linesOf(folder);
  const results = JSON.parse(await readFile(join(installed.cwd, folder, 'results.json'), 'utf8')) as Results;
  expect(results).toMatchObject({ complete: false, verdict: 'inconclusive' });
  expect(results.traffic.requests).toBe(lines.filter(({ kind }) => kind === 'exchange').length);
  const told = results.requirements.flatMap(({ findings }) => findings.map(({ id }) => id));
  expect(told.toSorted()).toEqual(lines.flatMap(({ finding }) => finding?.id ?? []).toSorted());
  const page = await readFile(join(installed.cwd, folder, 'index.html'), 'utf8');
  expect(page).toContain('data-verdict="inconclusive"');
  expect(await readFile(join(installed.cwd, folder, 'junit.xml'), 'utf8')).toContain('</testsuites>');
  return lines;
}

async function killAt(point: number, folder: string): Promise<void> {
  const counter = await startCounter();
  const config = ['--config', 'target.json', '--reports', folder, '--quiet'];
  const run = installed.start(['run', `${counter.url}${upstream.pathname}`, ...config]);
  await counter.seen(point);
  const answered = counter.answered();
  run.process.kill('SIGKILL');
  expect((await run.ended).exitCode, 'it was killed before it ended by itself').toBe(null);
  await counter.close();
  const lines = await expectIncomplete(folder);
  const logged = lines.filter(({ kind }) => kind === 'exchange').length;
  expect(lines[0]?.kind).toBe('header');
  expect(logged, `${folder}: what was answered before the kill is in the log`).toBeGreaterThanOrEqual(
    answered - inFlight,
  );
}

test('a run killed at any moment leaves a log that is rendered as incomplete, with everything seen so far', async () => {
  const random = seeded(20_261_102);
  const points = Array.from({ length: kills }, () => 1 + Math.floor(random() * 160));
  const queue = points.entries();
  const lane = async () => {
    for (const [at, point] of queue) await killAt(point, `killed-${at}`);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}, 300_000);

test('a log cut off at any byte after its header is rendered as incomplete', async () => {
  await installed.run(['run', '--config', 'target.json', '--reports', 'whole', '--quiet']);
  const whole = join(installed.cwd, 'whole/run.ndjson');
  const bytes = await readFile(whole);
  const [header, footer] = [bytes.indexOf('\n') + 1, bytes.lastIndexOf('\n', bytes.length - 2) + 1];
  const random = seeded(1);
  const cuts = [
    header,
    footer,
    footer + 5,
    ...Array.from({ length: 5 }, () => header + Math.floor(random() * (footer - header))),
  ];
  for (const [at, cut] of cuts.entries()) {
    const folder = `cut-${at}`;
    await mkdir(join(installed.cwd, folder));
    await copyFile(whole, join(installed.cwd, folder, 'run.ndjson'));
    await truncate(join(installed.cwd, folder, 'run.ndjson'), cut);
    await expectIncomplete(folder);
  }
}, 120_000);
