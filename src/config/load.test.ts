import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig, type LoadInput } from './load.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-config-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function load(files: Readonly<Record<string, string>>, path: LoadInput['path'] = null) {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return loadConfig({ path, flags: {}, environment: {}, cwd: folder, cacheHome: null, dryRun: false, freshSeed: 1 });
}

test.each([
  ['touchstone.config.json', '{ "runs": 5 }'],
  ['touchstone.config.yaml', 'runs: 5'],
  ['touchstone.config.yml', '{ runs: 5 }'],
  ['touchstone.config.mjs', 'export default { runs: 5 };'],
  ['touchstone.config.ts', 'const runs: number = 5; export default { runs };'],
])('%s is found in the working folder', async (name, text) => {
  expect(await load({ [name]: text })).toMatchObject({ file: name, runs: 5 });
});

test('without a file everything is at its default', async () => {
  expect(await load({})).toMatchObject({ file: null, runs: 100 });
});

test('a named file is read instead of the one in the working folder', async () => {
  const config = await load({ 'touchstone.config.json': '{ "runs": 5 }', 'other.yaml': 'runs: 6' }, 'other.yaml');
  expect(config).toMatchObject({ file: 'other.yaml', runs: 6 });
});

test('two config files are ambiguous', async () => {
  const files = { 'touchstone.config.json': '{}', 'touchstone.config.yaml': '{}' };
  await expect(load(files)).rejects.toThrow('several config files: touchstone.config.json, touchstone.config.yaml');
});

test.each([
  ['missing.json', 'the config file missing.json cannot be read (there is no such file)'],
  ['missing.ts', 'the config file missing.ts cannot be read (there is no such file)'],
  ['touchstone.toml', 'touchstone.toml is of no kind that a config file can be'],
])('%s is refused when it is named', async (path, message) => {
  await expect(load({}, path)).rejects.toThrow(message);
});

test.each([
  ['touchstone.config.json', '{ "runs": 5, }', 'cannot be parsed'],
  ['touchstone.config.json', '{ "runs": 5, "runs": 6 }', 'unique'],
  ['touchstone.config.json', '{ runs: 5 }', 'cannot be parsed'],
  ['touchstone.config.yaml', 'runs: 5\nruns: 6', 'unique'],
  ['touchstone.config.yaml', 'runs: !!js/function 5', 'cannot be parsed'],
  ['touchstone.config.yaml', 'runs: [', 'cannot be parsed'],
  ['touchstone.config.mjs', 'export const runs = 5;', 'has no default export'],
  ['touchstone.config.mjs', 'throw new Error("out of order");', 'cannot be loaded: out of order'],
  ['touchstone.config.ts', 'export default {', 'cannot be loaded'],
])('%s holding %s is refused', async (name, text, message) => {
  await expect(load({ [name]: text })).rejects.toThrow(message);
});

test('an alias bomb in YAML is refused', async () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 9; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  await expect(load({ 'touchstone.config.yaml': lines.join('\n') })).rejects.toThrow('cannot be parsed');
});

test('a file of authorities that is not there is refused by the name of the setting', async () => {
  await expect(load({ 'touchstone.config.yaml': 'ca: ca.pem' })).rejects.toThrow(
    /touchstone.config.yaml: ca names .*ca.pem, which cannot be read \(there is no such file\)/,
  );
});

test('a document that is not there is refused', async () => {
  await expect(load({ 'touchstone.config.yaml': 'document: api.json' })).rejects.toThrow(
    /the document .*api.json cannot be read \(there is no such file\)/,
  );
});

const entry = '- { requirement: ENV-01, reason: known, expires: 2027-01-31 }';

test('touchstone.waivers.yaml is found in the working folder, unless a setting names another', async () => {
  const found = await load({ 'touchstone.waivers.yaml': entry });
  expect(found.waivers).toMatchObject({ file: 'touchstone.waivers.yaml', entries: [{ requirement: 'ENV-01' }] });
  expect(found.described).toMatchObject({ waivers: 'touchstone.waivers.yaml' });
  const named = await load({ 'touchstone.config.yaml': 'waivers: other.yaml', 'other.yaml': '' });
  expect(named.waivers).toEqual({ file: 'other.yaml', entries: [] });
});

test('a waivers file that is named and missing is refused', async () => {
  await expect(load({ 'touchstone.config.yaml': 'waivers: gone.yaml' })).rejects.toThrow(
    /^touchstone\.config\.yaml: waivers names .*gone\.yaml, which cannot be read \(there is no such file\)/,
  );
});
