import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { installPacked, type Installation, type Running } from './installed.js';

let installed: Installation;

beforeAll(async () => {
  installed = await installPacked();
});

afterAll(() => installed.remove());

interface Results {
  readonly verdict: string;
  readonly requirements: readonly { readonly id: string; readonly outcome: string }[];
}

async function resultsIn(folder: string): Promise<Results> {
  return JSON.parse(await readFile(join(installed.cwd, folder, 'results.json'), 'utf8')) as Results;
}

function outcomes({ requirements }: Results): Readonly<Record<string, string>> {
  return Object.fromEntries(requirements.map(({ id, outcome }) => [id, outcome]));
}

async function allText(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return (await stat(path)).isFile() ? readFile(path, 'latin1') : '';
    }),
  );
  return files.join('\n');
}

interface Sandbox {
  readonly gateway: Running;
  readonly config: string;
  readonly secrets: readonly string[];
}

async function serve(name: string, ...argv: readonly string[]): Promise<Sandbox> {
  await mkdir(join(installed.cwd, 'secret'), { recursive: true });
  const config = join('secret', name);
  const gateway = installed.start(['serve', '--write-config', config, ...argv]);
  await gateway.says(/Ctrl-C stops it/);
  const { principals, controls } = parse(await readFile(join(installed.cwd, config), 'utf8')) as {
    principals: Readonly<Record<string, { value: string }>>;
    controls: { token: { value: string } };
  };
  return { gateway, config, secrets: [...Object.values(principals), controls.token].map(({ value }) => value) };
}

async function stop({ gateway }: Sandbox): Promise<void> {
  gateway.process.kill('SIGTERM');
  expect((await gateway.ended).exitCode).toBe(0);
}

test('without a target the reference gateway is tested and found conformant', async () => {
  const { exitCode, out } = await installed.run(['run']);
  expect(out).toMatch(/conformant/i);
  expect(exitCode).toBe(0);
  const { verdict, requirements } = await resultsIn('reports');
  expect(verdict).toBe('conformant');
  const bad = requirements.filter(({ outcome }) => ['failed', 'warned', 'blocked', 'error'].includes(outcome));
  expect(bad.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([]);
  expect(await readdir(join(installed.cwd, 'reports'))).toEqual(
    expect.arrayContaining(['index.html', 'junit.xml', 'results.json', 'run.ndjson']),
  );
});

test('a gateway served by another process gives the same outcomes, and no secret is left anywhere', async () => {
  const sandbox = await serve('sandbox.yaml');
  const { exitCode, out, err } = await installed.run(['run', '--config', sandbox.config, '--reports', 'served']);
  await stop(sandbox);
  expect(exitCode).toBe(0);
  expect(outcomes(await resultsIn('served'))).toEqual(outcomes(await resultsIn('reports')));
  const told = [out, err, await allText(join(installed.cwd, 'served')), await allText(join(installed.cwd, '.cache'))];
  expect(sandbox.secrets.length).toBeGreaterThan(5);
  for (const secret of sandbox.secrets) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').slice(0, -4)]) {
      expect(told.some((text) => text.includes(form))).toBe(false);
    }
  }
});

test('a defect makes the run red, and its requirement is what failed', async () => {
  const sandbox = await serve('defect.json', '--defect', 'ENV-01');
  const { exitCode, out } = await installed.run(['run', '--config', sandbox.config, '--reports', 'defect']);
  await stop(sandbox);
  expect(exitCode).toBe(1);
  expect(out).toContain('ENV-01');
  const results = await resultsIn('defect');
  expect(results.verdict).toBe('non-conformant');
  expect(outcomes(results)['ENV-01']).toBe('failed');
});

test('reports can be written again from the log alone', async () => {
  const before = await readFile(join(installed.cwd, 'reports/results.json'), 'utf8');
  await writeFile(join(installed.cwd, 'reports/results.json'), 'lost');
  const { exitCode, out } = await installed.run(['report', 'reports']);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/conformant/i);
  expect(await readFile(join(installed.cwd, 'reports/results.json'), 'utf8')).toBe(before);
});

test('a dry run tells the plan and leaves nothing behind', async () => {
  const { exitCode, out } = await installed.run(['run', '--dry-run', '--reports', 'planned']);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^Plan: \d+ of \d+ requirements/);
  await expect(stat(join(installed.cwd, 'planned'))).rejects.toThrow('ENOENT');
});

test('quiet leaves stderr empty, and no escape sequence is written where no terminal is', async () => {
  const { exitCode, out, err } = await installed.run(['run', '--quiet', '--reports', 'quiet']);
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  expect(out).not.toContain('\u001b');
});

describe('types', () => {
  test('are written beside the document, and found up to date until something changes', async () => {
    const written = await installed.run(['types', '--name', 'sending']);
    expect(written).toMatchObject({ exitCode: 0, out: 'generated/sending.openapi.json\ngenerated/sending.ts\n' });
    const checked = await installed.run(['types', '--name', 'sending', '--check']);
    expect(checked).toMatchObject({ exitCode: 0, out: expect.stringMatching(/up to date\n.*up to date\n/) as string });
    const file = join(installed.cwd, 'generated/sending.ts');
    await writeFile(file, `${await readFile(file, 'utf8')}// edited\n`);
    const stale = await installed.run(['types', '--name', 'sending', '--check']);
    expect(stale.exitCode).toBe(1);
    expect(stale.out).toMatch(/sending\.openapi\.json: up to date\n.*sending\.ts: out of date: 1 lines gone/);
  });

  test('that are missing are stale', async () => {
    const { exitCode, out } = await installed.run(['types', '--out', 'elsewhere', '--check']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/missing\n.*missing\n/);
  });
});

test('a config in TypeScript takes its types from the package', async () => {
  const text = `import { defineConfig } from 'touchstone';
export default defineConfig({ mode: 'safe' as const, reports: 'typed' });
`;
  await writeFile(join(installed.cwd, 'typed.config.ts'), text);
  const { exitCode, out } = await installed.run(['run', '--config', 'typed.config.ts', '--quiet']);
  expect(exitCode).toBe(0);
  expect(out).toContain('mode safe');
  expect(await readdir(join(installed.cwd, 'typed'))).toContain('results.json');
});

test('selftest detects a defect exactly', async () => {
  const { exitCode, out } = await installed.run(['selftest', '--only', 'ENV-01:bare-body']);
  expect(out).toMatch(/✓ +ENV-01:bare-body/);
  expect(exitCode).toBe(0);
});
