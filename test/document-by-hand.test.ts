import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { RunResults } from '../src/report/results.js';
import { documentOf, reply, serving } from './support/exploration.js';

const command = fileURLToPath(new URL('../bin/touchstone.js', import.meta.url));

interface Told {
  readonly exitCode: number;
  readonly out: string;
}

function run(folder: string, argv: readonly string[]): Promise<Told> {
  const env = {
    PATH: process.env['PATH'],
    XDG_CACHE_HOME: join(folder, 'cache'),
    TOUCHSTONE_DOCUMENT: join(folder, 'things.json'),
  };
  return new Promise((done) => {
    execFile(process.execPath, [command, ...argv, '--quiet', '--no-color'], { cwd: folder, env }, (error, out) => {
      done({ exitCode: error === null ? 0 : Number(error.code), out });
    });
  });
}

const dangling = { 'application/json': { schema: { $ref: '#/components/schemas/None' } } };

test('a faulty document given as a file is judged without an exchange for a proof, until it is mended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const answer = { responses: { '200': { description: 'x', content: dangling } } };
  // Below a path of its own the target serves no document.
  const target = `${await serving({}, (request, response) => reply(response, request.url === '/api/things' ? 200 : 404, {}))}/api`;
  await writeFile(join(folder, 'things.json'), JSON.stringify(documentOf({ 'GET /things': answer })));

  const found = await run(folder, ['run', target, '--profile', 'openapi', '--only', 'SPEC-03']);
  expect(found.exitCode).toBe(1);
  expect(found.out).toContain('SPEC-03');
  const results = JSON.parse(await readFile(join(folder, 'reports/results.json'), 'utf8')) as RunResults;
  const [finding] = results.requirements.find(({ id }) => id === 'SPEC-03')?.findings ?? [];
  expect(finding).toMatchObject({ operation: 'document things.json', exchanges: [], curl: null });
  expect(finding?.actual).toContain('given by hand');
  await access(join(folder, 'reports/openapi.json'));
  await expect(access(join(folder, 'reports/openapi.ts'))).rejects.toThrow('ENOENT');

  expect(await run(folder, ['replay', 'SPEC-03#1'])).toMatchObject({ exitCode: 1 });
  await writeFile(join(folder, 'things.json'), JSON.stringify(documentOf({ 'GET /things': {} })));
  expect(await run(folder, ['replay', 'SPEC-03#1'])).toMatchObject({ exitCode: 0 });
});
