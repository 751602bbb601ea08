// Brings programs of others into a folder outside the checkout, once: what is there in the wanted version stays there.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Servers that change their user must be able to pass through it, so it is not a private one. */
export const folder = join(tmpdir(), 'touchstone-strangers');

/** Installs npm packages (`name@version`) together, without running scripts of theirs; gives the folder they live in. */
export function npmPackages(...packages) {
  return once(`npm/${packages[0].replaceAll('/', '+')}`, (place) => {
    writeFileSync(join(place, 'package.json'), '{ "private": true }');
    // Native parts that come without a build for this machine are made from the headers that Debian has.
    const env = { ...process.env, npm_config_nodedir: '/usr' };
    say('npm install', ...packages);
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
    execFileSync('npm', ['install', ...options, ...packages], { cwd: place, env, stdio: ['ignore', 2, 2] });
  });
}

/** Installs a Python package (`name==version`) into an environment of its own; gives the folder of its commands. */
export function pythonPackage(wanted) {
  const place = once(`python/${wanted}`, (made) => {
    say('pip install', wanted);
    execFileSync('python3', ['-m', 'venv', made], { stdio: ['ignore', 2, 2] });
    execFileSync(join(made, 'bin/python'), ['-m', 'pip', 'install', '--quiet', wanted], { stdio: ['ignore', 2, 2] });
  });
  return join(place, 'bin');
}

/** The folder of PostgreSQL's programs as Debian packs them; installs them where they are missing and that is allowed. */
export function postgresPrograms() {
  if (newestPostgres() === undefined) {
    if (process.getuid?.() !== 0) throw new Error('PostgreSQL is missing: apt-get install postgresql');
    say('apt-get install postgresql');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-q'], { env, stdio: ['ignore', 2, 2] });
    execFileSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'postgresql'], {
      env,
      stdio: ['ignore', 2, 2],
    });
  }
  return newestPostgres();
}

function newestPostgres() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** A folder that is made whole or not at all: a mark tells a finished one. */
function once(name, make) {
  const place = join(folder, name);
  const mark = join(place, '.complete');
  if (existsSync(mark)) return place;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true, mode: 0o755 });
  make(place);
  writeFileSync(mark, '');
  return place;
}

function say(...words) {
  console.error(words.join(' '));
}
