// What evidence costs: requests per second and CPU time through client and recorder, against bare undici on the same loopback server.
//
//   npx tsc -p tsconfig.build.json && node bench/client.mjs [--requests 8000] [--rounds 7] [--memory] [--judge MODULE]
//
// MODULE exports `createJudge()`, which returns (or resolves with) a function that gets every exchange: validators, invariants.
// --memory compares the resident set after 20,000 and after 200,000 exchanges instead.

import { fork } from 'node:child_process';
import { rmSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { createClient } from '../dist/src/http/client.js';
import { openRecorder, toRecord } from '../dist/src/http/recorder.js';
import { createRedactor } from '../dist/src/http/redact.js';

const connections = 16;
const names = ['SENDER', 'SECOND_SENDER', 'UNPRIVILEGED', 'REVOKED', 'EXPIRED', 'SUSPENDED', 'OTHER_TEAM', 'ROOT'];
const secrets = names.map((name, n) => ({
  name: `${name}_KEY`,
  value: `smx_mbx_${String(n).repeat(4)}Ab3dE6gH9jK2mN5pQ8sT1vW`,
}));
const path = '/api/v1/emails';
const headers = { Authorization: `Bearer ${secrets[0].value}`, Accept: 'application/json', 'User-Agent': 'bench' };

if (process.argv[2] === 'serve') {
  serve();
} else {
  await main();
}

function serve() {
  const body = JSON.stringify({
    success: true,
    data: {
      items: Array.from({ length: 6 }, (_, n) => ({ id: `eml_${n}`, status: 'queued', subject: 'Hello "there"' })),
    },
    meta: { request_id: 'req_0123456789abcdef' },
  });
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': body.length,
      'X-Request-Id': 'req_0123456789abcdef',
      'X-RateLimit-Limit': '1800',
      'X-RateLimit-Remaining': '1799',
      'X-RateLimit-Reset': '1790000000',
      'Cache-Control': 'no-store',
    });
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.on('disconnect', () => process.exit());
}

async function main() {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '8000' },
      rounds: { type: 'string', default: '7' },
      memory: { type: 'boolean', default: false },
      judge: { type: 'string' },
    },
  });
  const server = fork(fileURLToPath(import.meta.url), ['serve']);
  const port = await new Promise((listening) => server.once('message', listening));
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  const ways = await openWays({ origin: `http://127.0.0.1:${port}`, folder, judge: await judgeOf(values.judge) });
  try {
    if (values.memory) await compareMemory(ways.at(-1));
    else await compareSpeed(ways, { requests: Number(values.requests), rounds: Number(values.rounds) });
  } finally {
    await Promise.all(ways.map((way) => way.close()));
    server.disconnect();
    rmSync(folder, { recursive: true });
  }
}

async function judgeOf(module) {
  if (module === undefined) return null;
  const { createJudge } = await import(pathToFileURL(resolve(module)).href);
  return createJudge();
}

/** The ways compared, each costing more than the one before it. */
async function openWays({ origin, folder, judge }) {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const client = createClient({
    budget: { maxRequests: Infinity, maxMessages: 0, maxTimeMs: Infinity, rate: null },
    sinks: [],
    allowMail: false,
    userAgent: 'bench',
    connections,
  });
  const redactor = createRedactor(secrets);
  const recorder = await openRecorder(join(folder, 'run.ndjson'), { redactor });
  let count = 0;
  const send = () =>
    client.exchange({
      id: `BENCH.list/${(count += 1)}`,
      method: 'GET',
      url: origin + path,
      headers: Object.entries(headers),
      body: null,
      intent: {
        by: 'bench',
        operation: 'GET /emails',
        principal: 'sender',
        authenticated: true,
        replayOf: null,
        faulted: false,
      },
      spend: { messages: 0, recipients: [] },
    });
  const record = async () => {
    const exchange = await send();
    recorder.write({ kind: 'exchange', exchange: toRecord(exchange, { redactor }) });
    await recorder.drained();
    return exchange;
  };
  const nothing = () => Promise.resolve();
  const ways = [
    {
      name: 'bare undici',
      once: async () => {
        const { body } = await pool.request({ path, method: 'GET', headers });
        await body.text();
      },
      close: () => pool.close(),
    },
    { name: 'client', once: send, close: nothing },
    { name: 'client + recorder', once: record, close: () => client.close().then(() => recorder.close()) },
  ];
  if (judge !== null) {
    ways.push({ name: 'client + recorder + judge', once: async () => judge(await record()), close: nothing });
  }
  return ways;
}

async function drive(way, requests) {
  let left = requests;
  const worker = async () => {
    while ((left -= 1) >= 0) await way.once();
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

async function compareSpeed(ways, { requests, rounds }) {
  const taken = new Map(ways.map((way) => [way, { wall: [], cpu: [] }]));
  for (const way of ways) await drive(way, Math.ceil(requests / 2));
  for (let round = 0; round < rounds; round += 1) {
    for (const way of ways) {
      const cpu = process.cpuUsage();
      const start = performance.now();
      await drive(way, requests);
      const { user, system } = process.cpuUsage(cpu);
      taken.get(way).wall.push((performance.now() - start) / requests);
      taken.get(way).cpu.push((user + system) / requests);
    }
  }
  const bare = taken.get(ways[0]);
  console.log('| way | requests/s | of bare | least CPU µs/request | of bare |\n|---|---|---|---|---|');
  for (const [way, { wall, cpu }] of taken) {
    const rate = Math.round(1000 / median(wall)).toLocaleString('en');
    const ofBare = (theirs, own) => median(theirs.map((value, n) => value / own[n])).toFixed(2);
    console.log(
      `| ${way.name} | ${rate} | ${ofBare(bare.wall, wall)} | ${Math.min(...cpu).toFixed(1)} | ${(Math.min(...bare.cpu) / Math.min(...cpu)).toFixed(2)} |`,
    );
  }
}

async function compareMemory(way) {
  const resident = {};
  let done = 0;
  for (const target of [20_000, 200_000]) {
    await drive(way, target - done);
    done = target;
    resident[target] = process.memoryUsage().rss / 2 ** 20;
    console.log(
      `${way.name}: ${resident[target].toFixed(1)} MiB resident after ${target.toLocaleString('en')} exchanges`,
    );
  }
  console.log(`ratio ${(resident[200_000] / resident[20_000]).toFixed(2)}`);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
