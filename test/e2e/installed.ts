import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const execute = promisify(execFile);

export interface Result {
  /** Null when a signal killed it. */
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that is still running. */
export interface Running {
  readonly process: ChildProcess;
  /** Resolves once stdout and stderr together match. */
  readonly says: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<Result>;
}

/** The packed package in a folder of its own, as a user would have it. */
export interface Installation {
  /** Working folder of the commands, empty at first. */
  readonly cwd: string;
  readonly start: (argv: readonly string[], environment?: Readonly<Record<string, string>>) => Running;
  readonly run: (argv: readonly string[], environment?: Readonly<Record<string, string>>) => Promise<Result>;
  readonly remove: () => Promise<void>;
}

/**
 * Packs the project and unpacks it elsewhere, so that a file missing from the package or a path into the checkout shows.
 * Its dependencies are linked rather than installed: that needs no registry.
 */
export async function installPacked(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-e2e-'));
  const modules = join(folder, 'node_modules');
  const home = join(modules, 'touchstone');
  const cwd = join(folder, 'work');
  await mkdir(home, { recursive: true });
  await mkdir(cwd);
  const packed = await execute('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  await execute('tar', ['-xzf', join(folder, filename), '-C', home, '--strip-components=1']);
  await linkDependencies(modules);
  const bin = join(home, 'bin/touchstone.js');
  const children = new Set<ChildProcess>();
  const start: Installation['start'] = (argv, environment = {}) => {
    const running = launch([bin, ...argv], { cwd, environment });
    children.add(running.process);
    void running.ended.finally(() => children.delete(running.process));
    return running;
  };
  return {
    cwd,
    start,
    run: (argv, environment) => start(argv, environment).ended,
    remove: async () => {
      // A test that failed half-way has left its servers running.
      for (const child of children) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function linkDependencies(modules: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(root, 'node_modules', name), link, 'dir');
  }
}

interface Surroundings {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

function launch(argv: readonly string[], { cwd, environment }: Surroundings): Running {
  const child = spawn(process.execPath, argv, {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, XDG_CACHE_HOME: join(cwd, '.cache'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  const watchers = new Set<() => void>();
  const ended = new Promise<Result>((done, fail) => {
    child.on('error', fail);
    child.on('close', (exitCode) => done({ exitCode, out, err }));
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    for (const watcher of watchers) watcher();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    for (const watcher of watchers) watcher();
  });
  const says = (pattern: RegExp): Promise<string> =>
    new Promise((done, fail) => {
      const look = (): void => {
        const found = pattern.exec(`${out}${err}`);
        if (found === null) return;
        watchers.delete(look);
        done(found[0]);
      };
      watchers.add(look);
      void ended.then(() => fail(new Error(`it ended without saying ${pattern}:\n${out}${err}`)));
      look();
    });
  return { process: child, says, ended };
}

/** A server on loopback for one test. */
export interface TestServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function startServer(listener: RequestListener): Promise<TestServer> {
  const server: Server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
