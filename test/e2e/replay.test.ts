import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacked, type Installation, type Running } from './installed.js';

let installed: Installation;
const gateways: Running[] = [];

async function serve(file: string, ...argv: string[]): Promise<string> {
  const gateway = installed.start(['serve', '--write-config', file, ...argv]);
  gateways.push(gateway);
  await gateway.says(/Ctrl-C stops it/);
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+\/api\/v1/.exec(await readFile(join(installed.cwd, file), 'utf8')) ?? [];
  return url;
}

const replay = (...argv: string[]) => installed.run(['replay', ...argv]);
let fine = '';
let log = '';

beforeAll(async () => {
  installed = await installPacked();
  await serve('defective.yaml', '--defect', 'HDR-01');
  fine = await serve('fine.yaml');
  const { exitCode } = await installed.run(['run', '--config', 'defective.yaml']);
  expect(exitCode).toBe(1);
  log = await readFile(join(installed.cwd, 'reports', 'run.ndjson'), 'utf8');
});

afterAll(async () => {
  for (const { process } of gateways) process.kill('SIGTERM');
  await installed.remove();
});

test('a finding is still failing as long as the target is as it was; the recorded run stays as it is', async () => {
  const { out, exitCode } = await replay('HDR-01#1', '--config', 'defective.yaml');
  expect(out).toMatch(/STILL FAILING .*HDR-01#1/);
  expect(out).toMatch(/actual +no such header +no such header/);
  expect(exitCode).toBe(1);
  expect(await readFile(join(installed.cwd, 'reports', 'run.ndjson'), 'utf8')).toBe(log);
});

test('all findings of a requirement are fixed on a target that keeps it, and only what proved them is sent', async () => {
  const { out, err, exitCode } = await replay(
    'HDR-01',
    '--config',
    'fine.yaml',
    '--target',
    fine,
    '--reports',
    'again',
  );
  expect(out).toMatch(/FIXED .*HDR-01#1/);
  expect(out).not.toMatch(/STILL|DIFFERENT|NOT EXERCISED/);
  expect(err).toMatch(/replaying .*ENV\./);
  expect(exitCode).toBe(0);
  const { traffic } = JSON.parse(await readFile(join(installed.cwd, 'again', 'results.json'), 'utf8')) as {
    traffic: { requests: number };
  };
  expect(traffic.requests).toBeLessThan(60);
  // Fresh names for everything the target keeps.
  const fresh = await readFile(join(installed.cwd, 'again', 'run.ndjson'), 'utf8');
  const names = new Set(log.match(/ts-[0-9a-f]{21}/g));
  expect((fresh.match(/ts-[0-9a-f]{21}/g) ?? []).filter((name) => names.has(name))).toEqual([]);
});

test('what cannot be done again for want of a key is not exercised', async () => {
  await writeFile(join(installed.cwd, 'keyless.yaml'), `target: ${fine}\n`);
  const { out, exitCode } = await replay('HDR-01#2', '--config', 'keyless.yaml', '--target', fine);
  expect(out).toMatch(/NOT EXERCISED .*HDR-01#2.*\n.*needs the principal sender/);
  expect(exitCode).toBe(4);
});

test('a run of the reference gateway is replayed against one started for it', async () => {
  await installed.run(['run', '--config', 'defective.yaml', '--reports', 'embedded', '--only', 'HDR-01']);
  const path = join(installed.cwd, 'embedded', 'run.ndjson');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"embedded":false', '"embedded":true'));
  const { out, err, exitCode } = await replay('HDR-01#1', '--from', 'embedded');
  expect(err).toMatch(/reference gateway, which is started again/);
  expect(out).toMatch(/FIXED/);
  expect(exitCode).toBe(0);
});

test.each([
  [
    'the keys of one target for the log of another',
    ['HDR-01', '--config', 'fine.yaml'],
    /the run was of .*, but the configuration names/,
  ],
  ['an unknown finding', ['HDR-01#99', '--config', 'defective.yaml'], /no finding HDR-01#99/],
  [
    'the folder of the recorded run',
    ['HDR-01#1', '--config', 'defective.yaml', '--reports', 'reports'],
    /would be lost/,
  ],
  ['a folder without a log', ['HDR-01#1', '--from', 'nowhere'], /nowhere holds no run\.ndjson/],
])('%s is refused', async (_, argv, said) => {
  const { err, exitCode } = await replay(...argv);
  expect(err).toMatch(said);
  expect(exitCode).toBe(2);
  await access(join(installed.cwd, 'reports', 'run.ndjson'));
});
