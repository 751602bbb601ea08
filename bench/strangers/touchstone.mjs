// `touchstone run` on a server of others, as a user would call it, and its results in figures.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../bin/touchstone.js', import.meta.url));

/**
 * Explores a started server; its reports are left in `reports`.
 * @returns operations, requests, `seconds` and `cpu` (seconds, too) from starting the command to its end, and findings,
 *   each with its operation, kind (the requirement), message, count and curl command.
 */
export async function runTouchstone({ url, document, key, excuse = [] }, { runs, seed, reports, exclude = [] }) {
  mkdirSync(reports, { recursive: true });
  const config = join(reports, 'touchstone.config.json');
  writeFileSync(config, JSON.stringify({ excuse }));
  const limits = { seed, runs, 'max-requests': 10_000_000, 'max-time': '1h' };
  const flags = { profile: 'openapi', document, mode: 'full', reports, config, ...limits };
  const argv = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const without = exclude.flatMap((operation) => ['--exclude', operation]);
  const secret = key === undefined ? {} : { TOUCHSTONE_SENDER_KEY: key };
  const { code, printed, seconds, cpu } = await finished(
    process.execPath,
    [command, 'run', url, '--quiet', ...argv, ...without],
    { env: { PATH: process.env.PATH, HOME: process.env.HOME, ...secret } },
  );
  if (code !== 0 && code !== 1) throw new Error(`touchstone ended with ${code}:\n${printed}`);
  const results = JSON.parse(readFileSync(join(reports, 'results.json'), 'utf8'));
  const findings = results.requirements.flatMap(({ id, findings }) =>
    findings.map(({ operation, message, count, curl, severity }) => ({
      operation,
      kind: id,
      message,
      count,
      curl,
      severity,
    })),
  );
  return { operations: results.document.operations, requests: results.traffic.requests, seconds, cpu, findings };
}

/** Runs a program to its end; `cpu` is what it and its own children took of the processors, in seconds. */
export function finished(program, argv, options) {
  // A shell between knows what its children took; Node tells that of children that block it alone.
  const shell = ['-c', '"$@"; code=$?; times; exit $code', 'sh', program, ...argv];
  const start = performance.now();
  const child = spawn('sh', shell, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (printed += bytes));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const took = [...printed.matchAll(/(\d+)m([\d.]+)s/g)].slice(-2);
      const cpu = took.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
      resolve({ code, printed, seconds: (performance.now() - start) / 1000, cpu });
    });
  });
}
