import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { bodyOf, reply, serving } from './support/exploration.js';

const command = fileURLToPath(new URL('../bin/touchstone.js', import.meta.url));

const item = {
  type: 'object',
  required: ['amount'],
  properties: { amount: { type: 'integer', minimum: 0, maximum: 1000 }, note: { type: 'string', maxLength: 20 } },
  additionalProperties: false,
};
const document = {
  openapi: '3.1.0',
  info: { title: 'Till', version: '1' },
  paths: {
    '/till': { get: { responses: { 200: { description: 'x' } } } },
    '/payments': {
      post: {
        requestBody: { required: true, content: { 'application/json': { schema: item } } },
        responses: { 200: { description: 'x' }, 400: { description: 'x' } },
      },
    },
  },
};

interface Told {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

function run(folder: string, argv: readonly string[]): Promise<Told> {
  const env = { PATH: process.env['PATH'], XDG_CACHE_HOME: join(folder, 'cache') };
  return new Promise((done) => {
    execFile(process.execPath, [command, ...argv, '--no-color'], { cwd: folder, env }, (error, out, err) => {
      done({ exitCode: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

test('a generated counterexample is small, and can be made and sent again by its name until it is fixed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  let broken = true;
  const target = await serving(document, (request, response) => {
    void bodyOf(request).then((body) => {
      let amount: unknown = null;
      try {
        amount = (JSON.parse(body) as { amount?: unknown } | null)?.amount;
      } catch {
        // Judged below as any other body without an amount.
      }
      const sound = typeof amount === 'number' && Number.isInteger(amount) && amount >= 0 && amount <= 1000;
      if (request.method === 'GET') reply(response, 200);
      else if (!sound) reply(response, 400, { error: 'amount or note is wrong' });
      else reply(response, broken && typeof amount === 'number' && amount > 500 ? 500 : 200);
    });
  });

  const found = await run(folder, [
    'run',
    target,
    '--profile',
    'openapi',
    '--only',
    'GEN-01',
    '--seed',
    '7',
    '--quiet',
  ]);
  expect(found.err).toBe('');
  expect(found.exitCode).toBe(1);
  const results = JSON.parse(await readFile(join(folder, 'reports/results.json'), 'utf8')) as {
    requirements: {
      id: string;
      findings: { id: string; curl: string; case: { id: string; command: string } | null }[];
    }[];
  };
  const [finding, ...others] = results.requirements.find(({ id }) => id === 'GEN-01')?.findings ?? [];
  expect(others).toEqual([]);
  expect(finding?.case?.id).toMatch(/^POST \/payments#\d+$/);
  expect(finding?.curl).toContain(`--data-binary '{"amount":1000}'`);
  expect(found.out).toContain(finding?.case?.command ?? 'no command');

  const same = ['run', target, '--profile', 'openapi', '--only', 'GEN-01', '--seed', '7', '--reports', 'again'];
  const single = await run(folder, [...same, '--quiet', '--case', finding?.case?.id ?? '']);
  expect(single.exitCode).toBe(1);
  expect(single.out).toContain(`--data-binary '{"amount":1000}'`);

  const still = await run(folder, ['replay', 'GEN-01#1']);
  expect(`${String(still.exitCode)} ${still.err}`).toMatch(/^1 .*replaying POST \/payments#\d+ against/s);
  broken = false;
  const fixed = await run(folder, ['replay', 'GEN-01#1']);
  expect(fixed.exitCode).toBe(0);
});
