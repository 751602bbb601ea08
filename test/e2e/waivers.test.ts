import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacked, type Installation, type Running } from './installed.js';

let installed: Installation;
let gateway: Running;

const inFolder = (...names: string[]) => join(installed.cwd, ...names);
// Generated requests find the fault at more places than the terminal proposes entries for.
const run = (...argv: string[]) => installed.run(['run', '--config', 'defective.yaml', '--runs', '0', ...argv]);

beforeAll(async () => {
  installed = await installPacked();
  gateway = installed.start(['serve', '--defect', 'HDR-01', '--write-config', 'defective.yaml']);
  await gateway.says(/Ctrl-C stops it/);
});

afterAll(async () => {
  gateway.process.kill('SIGTERM');
  await installed.remove();
});

async function results(folder = 'reports'): Promise<unknown> {
  return JSON.parse(await readFile(inFolder(folder, 'results.json'), 'utf8'));
}

/** Leaves a waivers file of the entries that a run proposes. */
async function pasteProposals(): Promise<readonly string[]> {
  await writeFile(inFolder('touchstone.waivers.yaml'), '');
  const { out, exitCode } = await run();
  expect(exitCode).toBe(1);
  const entries = out.match(/^- \{ .* \}$/gm) ?? [];
  expect(entries.length).toBeGreaterThan(0);
  const written = entries.map((entry) => entry.replace('CHANGE ME', 'the proxy strips it'));
  await writeFile(inFolder('touchstone.waivers.yaml'), `# Known\n${written.join('\n')}\n`);
  return entries;
}

test('pasting the entries that a run proposes makes the next run conformant with waivers', async () => {
  await pasteProposals();
  const { out, exitCode } = await run();
  expect(out).toMatch(/CONFORMANT WITH WAIVERS/);
  expect(out).toMatch(/Violated as declared\n {2}touchstone\.waivers\.yaml:2 {2}HDR-01 at .*: the proxy strips it/);
  expect(exitCode).toBe(0);
  expect(await results()).toMatchObject({ verdict: 'conformant-with-waivers', exitCode: 0, summary: { failed: 0 } });
  expect(await readFile(inFolder('reports', 'junit.xml'), 'utf8')).toContain(
    '<skipped message="waived: the proxy strips it"',
  );
});

test('the log alone carries what was waived', async () => {
  await pasteProposals();
  await run('--reports', 'waived');
  const before = await results('waived');
  await writeFile(inFolder('touchstone.waivers.yaml'), '');
  expect((await installed.run(['report', 'waived'])).exitCode).toBe(0);
  expect(await results('waived')).toEqual(before);
});

test('on a target that no longer violates anything the entries are stale, and their lines are named', async () => {
  const entries = await pasteProposals();
  const { out, exitCode } = await installed.run(['run']);
  for (const line of entries.keys())
    expect(out).toMatch(new RegExp(`^ {2}touchstone\\.waivers\\.yaml:${line + 2} .* stale`, 'm'));
  expect(out).toMatch(/ CONFORMANT .* must be deleted\./);
  expect(exitCode).toBe(1);
});

test('an expired entry covers nothing and fails the run, whatever else it finds', async () => {
  await writeFile(inFolder('old.yaml'), '- { requirement: HDR-01, reason: known, expires: 2020-01-01 }\n');
  const violating = await run('--waivers', 'old.yaml');
  expect(violating.out).toMatch(/NON-CONFORMANT/);
  const { out, exitCode } = await installed.run(['run', '--waivers', 'old.yaml']);
  expect(out).toContain('old.yaml:1  HDR-01: expired, ended on 2020-01-01');
  expect(exitCode).toBe(1);
});

test('an entry whose requirement this run leaves out is told and fails nothing', async () => {
  await writeFile(inFolder('other.yaml'), '- { requirement: HDR-01, reason: known, expires: 2999-01-01 }\n');
  const { out, exitCode } = await installed.run(['run', '--only', 'ENV', '--waivers', 'other.yaml']);
  expect(out).toMatch(/Waivers that this run says nothing of\n {2}other\.yaml:1 {2}HDR-01: HDR-01 is not-tested/);
  expect(exitCode).toBe(0);
});

test.each([
  [
    '- { requirement: HRD-01, reason: x, expires: 2999-01-01 }',
    /bad\.yaml:1 names HRD-01.*\n {2}Did you mean HDR-01\?/,
  ],
  ['\n- requirement: HDR-01\n  reason: x\n', /bad\.yaml:2: the entry .*expires/],
])('a file that says %j is refused before anything is sent', async (text, said) => {
  await writeFile(inFolder('bad.yaml'), text);
  const { out, err, exitCode } = await installed.run(['run', '--waivers', 'bad.yaml']);
  expect({ out, exitCode }).toEqual({ out: '', exitCode: 2 });
  expect(err).toMatch(said);
});

test('what a config declares otherwise than the profile is in the results', async () => {
  await writeFile(inFolder('declares.yaml'), 'options: { rootKeyCanSend: true }\nvalues: { batchMax: 100 }\n');
  await installed.run(['run', '--config', 'declares.yaml', '--only', 'ENV-01', '--reports', 'declares']);
  expect(await results('declares')).toMatchObject({
    declared: { choices: [{ name: 'options.rootKeyCanSend', profile: false, declared: true }] },
  });
});
