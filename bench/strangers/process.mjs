// Processes that this bench started, and only these: each is remembered, and ended at the latest when the bench ends.

import { spawn } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { folder } from './install.mjs';

const fence = fileURLToPath(new URL('loopback-only.cjs', import.meta.url));
const running = new Set();
let scratch = null;

process.on('exit', () => {
  for (const child of running) child.kill('SIGQUIT');
  if (scratch !== null) rmSync(scratch, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** A fresh folder that is gone when the bench ends. */
export function scratchFolder(name) {
  if (scratch === null) {
    mkdirSync(folder, { recursive: true });
    scratch = mkdtempSync(join(folder, 'run-'));
    // Servers that change their user must be able to pass through it.
    chmodSync(scratch, 0o755);
  }
  return mkdtempSync(join(scratch, `${name}-`));
}

/**
 * Starts a program. Nothing of our own environment reaches it but the path; `options` are else those of `spawn`.
 * With `revive` it is started again when it dies, as whoever runs it in earnest would have it.
 * @returns `alive()`, `deaths()` (how often it had to be started again), `words()`, the last it printed, and `stop()`,
 *   which resolves when it is gone.
 */
export function launch(command, argv, { env = {}, signal = 'SIGTERM', revive = false, ...options } = {}) {
  const home = scratchFolder('home');
  const log = join(home, 'output.txt');
  const output = openSync(log, 'a');
  const settings = { ...options, env: { PATH: process.env.PATH, HOME: home, TZ: 'UTC', ...env } };
  let child;
  let gone;
  let deaths = 0;
  let wanted = true;
  const begin = () => {
    child = spawn(command, argv, { ...settings, stdio: ['ignore', output, output] });
    const started = child;
    running.add(started);
    gone = new Promise((resolve) => started.once('error', resolve).once('exit', resolve)).then(() => {
      running.delete(started);
      if (!wanted || !revive) return;
      deaths += 1;
      begin();
    });
  };
  begin();
  return {
    alive: () => running.has(child),
    deaths: () => deaths,
    words: () => readFileSync(log, 'utf8').slice(-2000),
    async stop() {
      wanted = false;
      child.kill(signal);
      const late = sleep(5000, undefined, { ref: false }).then(() => child.kill('SIGKILL'));
      await Promise.race([gone, late]);
      await gone;
      closeSync(output);
    },
  };
}

/** Starts a Node program that can reach nothing but this machine. */
export function launchNode(argv, options) {
  return launch(process.execPath, ['--require', fence, ...argv], options);
}

/** Resolves when `url` answers at all; throws with the last words of the program when it died or stays silent. */
export async function answering(url, server, seconds = 90) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    if (!server.alive()) break;
    const reply = await fetch(url).catch(() => null);
    await reply?.arrayBuffer();
    if (reply !== null) return;
  }
  throw new Error(`${url} does not answer:\n${server.words()}`);
}

/** A loopback port that was free a moment ago, and the one after it, too: some programs take both. */
export async function freePort() {
  for (;;) {
    const port = await listenOnce(0);
    if (port < 65_535 && (await listenOnce(port + 1)) !== null) return port;
  }
}

function listenOnce(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}
