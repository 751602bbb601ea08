// What evidence and judgement cost: requests per second and CPU time through client, recorder, validators and all standing
// checks, against bare undici on the same loopback server.
//
//   npm run build && node bench/client.mjs [--requests 8000] [--rounds 7] [--memory]
//
// --memory compares the resident set after 20,000 and after 200,000 judged exchanges instead.

import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { standingChecks } from '../dist/src/checks/index.js';
import { understand } from '../dist/src/contract/api.js';
import { defaultLoadOptions } from '../dist/src/contract/document.js';
import { createDesk } from '../dist/src/engine/desk.js';
import { createLedger } from '../dist/src/engine/ledger.js';
import { createStandingChecks } from '../dist/src/engine/standing.js';
import { createClient } from '../dist/src/http/client.js';
import { toRecord } from '../dist/src/http/exchange-record.js';
import { openRecorder } from '../dist/src/http/recorder.js';
import { createRedactor } from '../dist/src/http/redact.js';
import { requirements } from '../dist/src/requirements/index.js';
import { findProfile } from '../dist/src/requirements/profiles/index.js';

const connections = 16;
const names = ['SENDER', 'SECOND_SENDER', 'UNPRIVILEGED', 'REVOKED', 'EXPIRED', 'SUSPENDED', 'OTHER_TEAM', 'ROOT'];
const secrets = names.map((name, n) => ({
  name: `${name}_KEY`,
  value: `smx_mbx_${String(n).repeat(4)}Ab3dE6gH9jK2mN5pQ8sT1vW`,
}));
const path = '/api/v1/emails/send';
const body = JSON.stringify({ subject: 'A probe without sender, recipient and body' });
const headers = {
  Authorization: `Bearer ${secrets[0].value}`,
  Accept: 'application/json',
  'Content-Type': 'application/json',
  'User-Agent': 'bench',
};

if (process.argv[2] === 'serve') {
  serve();
} else {
  await main();
}

/** Answers every request as a conforming server would answer a send, with a fresh request id. */
function serve() {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    const id = `req_${(count += 1).toString(36).padStart(24, '0')}`;
    const reply = `{"ok":true,"data":{"message_id":"eml_${id.slice(4)}","status":"queued"},"meta":{"request_id":"${id}"}}`;
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': reply.length,
      'X-Request-Id': id,
      'X-RateLimit-Limit': '1800',
      'X-RateLimit-Remaining': '1799',
      'X-RateLimit-Reset': Math.ceil(Date.now() / 1000) + 60,
      'Cache-Control': 'no-store',
    });
    response.end(reply);
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
    },
  });
  const server = fork(fileURLToPath(import.meta.url), ['serve']);
  const port = await new Promise((listening) => server.once('message', listening));
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  const ways = await openWays({ origin: `http://127.0.0.1:${port}`, folder });
  try {
    if (values.memory) await compareMemory(ways.at(-1));
    else await compareSpeed(ways, { requests: Number(values.requests), rounds: Number(values.rounds) });
  } finally {
    await Promise.all(ways.map((way) => way.close()));
    server.disconnect();
    rmSync(folder, { recursive: true });
  }
}

/** The desk of a real run: what it sends is logged and judged by every standing check, bodies by the validators. */
async function openDesk({ client, redactor, recorder, origin }) {
  const bytes = readFileSync(new URL('../generated/sending.openapi.json', import.meta.url));
  const api = await understand({ source: 'generated', bytes, mediaType: 'application/json' }, defaultLoadOptions);
  const profile = findProfile('sending@2026-06');
  const facts = { ...api, profile, target: `${origin}/api/v1`, secrets: secrets.map(({ value }) => value) };
  const ledger = createLedger(new Map(requirements.map(({ id, level }) => [id, level])));
  const standing = createStandingChecks(standingChecks, facts);
  const options = { redactor, recordExchanges: true, emit: (event) => recorder.write(event) };
  const desk = createDesk({ options, client, api, ledger, standing });
  return {
    once: async (spec) => {
      const seen = await desk.judge(await desk.exchange(spec));
      if (!seen.object) throw new Error('the bench server is not understood');
    },
    findings: () => requirements.flatMap(({ id }) => ledger.tally(id).findings),
  };
}

/** The ways compared, each costing more than the one before it. */
async function openWays({ origin, folder }) {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const client = createClient({
    budget: { maxRequests: Infinity, maxMessages: 0, maxTimeMs: Infinity, rate: null },
    sinks: { addresses: [], domains: [] },
    allowMail: false,
    userAgent: 'bench',
    connections,
  });
  const redactor = createRedactor(secrets);
  const recorder = await openRecorder(join(folder, 'run.ndjson'), { redactor });
  let count = 0;
  const lines = Object.entries(headers);
  const specOf = () => ({
    id: `BENCH.send/${(count += 1)}`,
    method: 'POST',
    url: origin + path,
    headers: lines,
    body: Buffer.from(body),
    intent: {
      by: 'bench',
      operation: 'POST /emails/send',
      principal: 'sender',
      authenticated: true,
      replayOf: null,
      faulted: false,
    },
    spend: { messages: 0, recipients: [] },
  });
  const record = async () => {
    const exchange = await client.exchange(specOf());
    recorder.write({ kind: 'exchange', exchange: toRecord(exchange, { redactor }) });
  };
  const desk = await openDesk({ client, redactor, recorder, origin });
  const nothing = () => Promise.resolve();
  const ways = [
    {
      name: 'bare undici',
      once: async () => {
        const response = await pool.request({ path, method: 'POST', headers, body });
        await response.body.text();
      },
      close: () => pool.close(),
    },
    { name: 'client', once: () => client.exchange(specOf()), close: nothing },
    { name: 'client + recorder', once: record, close: nothing },
    {
      name: 'client + recorder + validators + checks',
      once: () => desk.once(specOf()),
      close: async () => {
        for (const { requirement, message } of desk.findings())
          console.log(`unexpected finding: ${requirement} ${message}`);
        await client.close();
        await recorder.close();
      },
    },
  ];
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
