import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/**
 * The rooms and what each may know. A room is a folder of `src/`, a file at its top, or `suites`; what stands here is
 * the whole architecture, and `ARCHITECTURE.md` draws it.
 */
const mayKnow: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  nearest: [],
  'make-folder': [],
  version: [],
  requirements: ['errors', 'nearest'],
  contract: ['errors', 'make-folder'],
  http: ['errors', 'make-folder', 'contract'],
  generate: ['errors', 'contract', 'http'],
  checks: ['errors', 'requirements', 'contract', 'http', 'generate'],
  engine: ['errors', 'requirements', 'contract', 'http', 'generate', 'checks'],
  gateway: ['errors', 'nearest', 'requirements'],
  neighbours: ['make-folder', 'engine'],
  report: ['errors', 'make-folder', 'nearest', 'requirements', 'contract', 'http', 'engine'],
  config: ['errors', 'nearest', 'requirements', 'contract', 'http', 'engine'],
  kit: ['requirements', 'contract', 'http', 'checks', 'engine'],
  suites: ['kit', 'generated'],
  session: [
    'errors',
    'make-folder',
    'requirements',
    'contract',
    'http',
    'generate',
    'engine',
    'gateway',
    'report',
    'config',
    'neighbours',
    'suites',
  ],
  selftest: ['errors', 'requirements', 'contract', 'http', 'engine', 'gateway', 'suites'],
  vitest: ['errors', 'version', 'requirements', 'report', 'config', 'session'],
  cli: [
    'errors',
    'make-folder',
    'version',
    'nearest',
    'requirements',
    'contract',
    'http',
    'checks',
    'engine',
    'gateway',
    'report',
    'config',
    'neighbours',
    'session',
    'selftest',
    'suites',
  ],
  index: ['errors', 'kit', 'requirements', 'contract', 'http', 'engine', 'gateway', 'report', 'config', 'session'],
};

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(test|suite)\.ts$/.test(name))
    .map((name) => join(folder, name));
}

function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' ? second.replace(/\.ts$/, '') : top;
}

/** Files of this project that a file imports, types included. */
function importsOf(file: string): readonly string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(root, resolve(root, dirname(file), name)).replace(/\.js$/, '.ts'));
}

const files = [...sources('src'), ...sources('suites')];
const graph = new Map(files.map((file) => [file, importsOf(file)]));

test('every room imports only rooms it may know', () => {
  const strayed = [...graph].flatMap(([file, imports]) =>
    imports
      .filter((target) => roomOf(target) !== roomOf(file) && !mayKnow[roomOf(file)]?.includes(roomOf(target)))
      .map((target) => `${file} -> ${target}`),
  );
  expect(strayed).toEqual([]);
});

test('every room is in the table, and the table names no room that is gone', () => {
  expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(mayKnow).sort());
});

test('no file reaches itself through its imports', () => {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') return void cycles.push([...path, file].join(' -> '));
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test('the kit shows suites no I/O and no engine internals, only what a scenario needs', () => {
  expect(importsOf('src/kit.ts').map(roomOf)).not.toContain('session');
});
