// What a whole run costs: `touchstone run` against its own gateway, against replaying the very exchanges of that run with bare undici.
//
//   npx tsc -p tsconfig.build.json && node bench/run.mjs [--rounds 5] [--concurrency 8]
//
// Both are measured from starting Node to its end, with the gateway in the same process. The replay sends the recorded bytes over
// as many connections as the run had lanes, reads the replies and does nothing with them.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const self = fileURLToPath(import.meta.url);
const command = fileURLToPath(new URL('../bin/touchstone.js', import.meta.url));

if (process.argv[2] === 'replay') await replay(process.argv[3], Number(process.argv[4]));
else compare();

function compare() {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '5' }, concurrency: { type: 'string', default: '8' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  const environment = { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') };
  const node = (...argv) => {
    const start = performance.now();
    execFileSync(process.execPath, argv, { cwd: folder, env: environment, stdio: 'pipe' });
    return performance.now() - start;
  };
  const run = () => node(command, 'run', '--quiet', '--concurrency', values.concurrency, '--reports', 'out');
  try {
    const first = run();
    const requests = recorded(join(folder, 'out/run.ndjson'));
    writeFileSync(join(folder, 'requests.json'), JSON.stringify(requests));
    const own = [];
    const bare = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      bare.push(node(self, 'replay', 'requests.json', values.concurrency));
      own.push(run());
    }
    const ms = (number) => `${Math.round(number)} ms`;
    console.log(`| ${requests.length} requests, ${values.concurrency} lanes | median | least |\n|---|---|---|`);
    console.log(`| bare undici | ${ms(median(bare))} | ${ms(Math.min(...bare))} |`);
    console.log(`| touchstone run | ${ms(median(own))} | ${ms(Math.min(...own))} |`);
    console.log(`| touchstone run, nothing cached | ${ms(first)} | |`);
    console.log(
      `\nratio ${(median(own) / median(bare)).toFixed(2)} (median), ${(Math.min(...own) / Math.min(...bare)).toFixed(2)} (least)`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Requests as the log has them; a body that the log cut is made up to its length. */
function recorded(log) {
  const events = readFileSync(log, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  return events
    .filter(({ kind }) => kind === 'exchange')
    .map(({ exchange: { request } }) => ({
      method: request.method,
      path: new URL(request.url).pathname + new URL(request.url).search,
      headers: request.headers.filter(
        ([name]) => !/^(host|content-length|connection|transfer-encoding|expect)$/i.test(name),
      ),
      body: request.body === null ? null : bodyOf(request.body),
    }));
}

function bodyOf({ content, encoding, bytes }) {
  const kept = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  return Buffer.concat([kept, Buffer.alloc(Math.max(0, bytes - kept.length), ' ')]).toString('base64');
}

async function replay(file, lanes) {
  const { Pool } = await import('undici');
  const { startGateway } = await import('../dist/src/gateway/gateway.js');
  const gateway = await startGateway({ profile: 'sending@2026-06' });
  const pool = new Pool(new URL(gateway.url).origin, { connections: lanes, pipelining: 1 });
  const queue = JSON.parse(readFileSync(file, 'utf8')).values();
  const lane = async () => {
    for (const { method, path, headers, body } of queue) await once(pool, gateway, { method, path, headers, body });
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await pool.close();
  await gateway.close();
}

async function once(pool, gateway, { method, path, headers, body }) {
  try {
    const reply = await pool.request({
      method,
      path,
      headers: headers.flatMap(([name, value]) => [name, withKey(value, gateway.keys)]),
      body: body === null ? null : Buffer.from(body, 'base64'),
    });
    await reply.body.dump({ limit: Infinity });
  } catch {
    // A request that an HTTP client refuses to send went over a bare socket in the run.
  }
}

/** `$SENDER_KEY` in the log stands for the key of sender. */
function withKey(value, keys) {
  return value.replace(/\$([A-Z_]+)_KEY\b/, (all, name) => {
    const principal = name.toLowerCase().replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
    return keys[principal] ?? all;
  });
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
