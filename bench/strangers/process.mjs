// Processes that this bench started, and only these: each is remembered, and ended at the latest when the bench ends.

import { spawn } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
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
 * Starts a program; `options` are those of `spawn`. Nothing of our own environment reaches it but the path.
 * @returns its `child`, its `log` (a file with all it printed), and `stop()`, which resolves when it is gone.
 */
export function launch(command, argv, { env = {}, signal = 'SIGTERM', ...options } = {}) {
  const log = join(scratchFolder('home'), 'output.txt');
  const output = openSync(log, 'w');
  const child = spawn(command, argv, {
    ...options,
    env: { PATH: process.env.PATH, HOME: dirname(log), TZ: 'UTC', ...env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  running.add(child);
  const gone = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  }).then(() => running.delete(child));
  const stop = async () => {
    child.kill(signal);
    const late = sleep(5000, undefined, { ref: false }).then(() => child.kill('SIGKILL'));
    await Promise.race([gone, late]);
    await gone;
  };
  return { child, log, stop };
}

/** Starts a Node program that can reach nothing but this machine. */
export function launchNode(argv, options) {
  return launch(process.execPath, ['--require', fence, ...argv], options);
}

/** Resolves when `url` answers at all; throws with the last words of the program when it died or stays silent. */
export async function answering(url, { child, log }, seconds = 90) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const reply = await fetch(url).catch(() => null);
    await reply?.arrayBuffer();
    if (reply !== null) return;
  }
  throw new Error(`${url} does not answer:\n${readFileSync(log, 'utf8').slice(-2000)}`);
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
