// What exploring an API costs: generated requests through making, sending, validating, judging and recording, against sending the very
// requests of that run with bare undici.
//
//   npx tsc -p tsconfig.build.json && node bench/explore.mjs [--cases 10000] [--more 0] [--concurrency 16] [--rounds 3]
//
// The server is a process of its own and the same for both. A run is measured from its first event to its last, as its log tells, and
// the replay from its first request to its last reply; processor time is that of the whole process, its start included, and of the replay alone. `--more 200000` makes another, longer run and compares the memory of both.

import { execFileSync, spawn } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const self = fileURLToPath(import.meta.url);
const command = fileURLToPath(new URL('../bin/touchstone.js', import.meta.url));

if (process.argv[2] === 'serve') serveShop(Number(process.argv[3] ?? 0));
else if (process.argv[2] === 'replay') await replay(...process.argv.slice(3));
else await compare();

async function compare() {
  const { values } = parseArgs({
    options: {
      cases: { type: 'string', default: '10000' },
      more: { type: 'string', default: '0' },
      concurrency: { type: 'string', default: '16' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  const server = spawn(process.execPath, [self, 'serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line] = await once(createInterface({ input: server.stdout }), 'line');
    const setting = { folder, target: line, concurrency: values.concurrency };
    const rows = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const own = explore({ ...setting, cases: Number(values.cases) });
      const requests = await keepRequests(join(folder, 'out/run.ndjson'), join(folder, 'requests.json'));
      const bare = JSON.parse(node(self, 'replay', join(folder, 'requests.json'), line, values.concurrency));
      rows.push({ ...own, requests, bareMs: bare.ms, bareCpuMs: bare.cpuMs });
    }
    const best = rows.reduce((one, other) => (other.ms < one.ms ? other : one));
    const least = (name) => Math.min(...rows.map((row) => row[name]));
    const bareMs = least('bareMs');
    const perSecond = (amount, ms) => Math.round((amount / ms) * 1000);
    const row = (name, ms, cpuMs) =>
      `| ${name} | ${perSecond(best.requests, ms)} | ${(cpuMs / best.requests).toFixed(3)} |`;
    console.log(`${best.cases} cases, ${best.requests} requests, ${values.concurrency} lanes\n`);
    console.log('| | requests a second | ms of processor time a request |\n|---|---|---|');
    console.log(row('bare undici', bareMs, least('bareCpuMs')));
    console.log(row('touchstone run', best.ms, least('cpuMs')));
    console.log(
      `\nratio ${(bareMs / best.ms).toFixed(2)} by the clock, ${(least('bareCpuMs') / least('cpuMs')).toFixed(2)} by processor time`,
    );
    console.log(`cases a second ${perSecond(best.cases, best.ms)}`);
    console.log(`memory at ${best.cases} cases: ${Math.round(best.rss / 1024)} MiB`);
    if (Number(values.more) > 0) {
      const more = explore({ ...setting, cases: Number(values.more) });
      console.log(
        `memory at ${more.cases} cases: ${Math.round(more.rss / 1024)} MiB, cases a second ${perSecond(more.cases, more.ms)}`,
      );
    }
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

function once(emitter, name) {
  return new Promise((resolve) => emitter.once(name, (...values) => resolve(values)));
}

function node(...argv) {
  return execFileSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** Runs the command and tells what it took; exit code 1 only says that it found something. */
function explore({ folder, target, concurrency, cases }) {
  const atExit =
    'data:text/javascript,import{writeFileSync}from"node:fs";process.on("exit",()=>writeFileSync(process.env.COST_FILE,JSON.stringify(process.resourceUsage())))';
  const runs = Math.ceil(cases / 5);
  const argv = ['--import', atExit, command, 'run', target, '--profile', 'openapi', '--mode', 'full', '--seed', '7'];
  const limits = [
    '--max-requests',
    '10000000',
    '--max-time',
    '2h',
    '--runs',
    String(runs),
    '--concurrency',
    concurrency,
  ];
  const environment = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_CACHE_HOME: join(folder, 'cache'),
    COST_FILE: join(folder, 'cost'),
  };
  try {
    execFileSync(process.execPath, [...argv, ...limits, '--quiet', '--reports', 'out'], {
      cwd: folder,
      env: environment,
      stdio: 'pipe',
    });
  } catch (error) {
    if (error.status !== 1) throw error;
  }
  const results = JSON.parse(readFileSync(join(folder, 'out/results.json'), 'utf8'));
  const sent = results.exploration.operations.reduce((sum, operation) => sum + operation.cases, 0);
  const cost = JSON.parse(readFileSync(join(folder, 'cost'), 'utf8'));
  return { cases: sent, ms: results.durationMs, cpuMs: cpuOf(cost), rss: cost.maxRSS };
}

/** Milliseconds of processor time, which other programs on the machine do not change. */
function cpuOf({ userCPUTime, systemCPUTime }) {
  return (userCPUTime + systemCPUTime) / 1000;
}

/** Keeps the requests of a log for the replay; one whose body the log cut is made up to its length. */
async function keepRequests(log, file) {
  const requests = [];
  for await (const line of createInterface({ input: createReadStream(log) })) {
    if (!line.startsWith('{"kind":"exchange"')) continue;
    const { method, url, headers, body } = JSON.parse(line).exchange.request;
    const { pathname, search } = new URL(url);
    const text =
      body === null ? null : Buffer.from(body.content, body.encoding).toString('latin1').padEnd(body.bytes, 'x');
    const own = headers.filter(([name]) => !/^(host|content-length|connection|transfer-encoding)$/i.test(name));
    requests.push({ method, path: pathname + search, headers: own.flat(), body: text });
  }
  writeFileSync(file, JSON.stringify(requests));
  return requests.length;
}

/** Sends the requests over as many lanes as the run had, reads the replies and does nothing with them; prints milliseconds. */
async function replay(file, target, lanes) {
  const { Pool } = await import('undici');
  const pool = new Pool(target, { connections: Number(lanes), pipelining: 1 });
  const requests = JSON.parse(readFileSync(file, 'utf8')).map((request) => ({
    ...request,
    body: request.body === null ? null : Buffer.from(request.body, 'latin1'),
  }));
  const start = performance.now();
  const before = process.cpuUsage();
  const queue = requests.values();
  const lane = async () => {
    for (const request of queue) {
      const { body } = await pool.request(request);
      await body.dump();
    }
  };
  await Promise.all(Array.from({ length: Number(lanes) }, lane));
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ ms: performance.now() - start, cpuMs: (user + system) / 1000 }));
  await pool.close();
}

/** A shop that keeps its document: it validates by hand what the document says. */
function serveShop(port) {
  const shelf = new Map();
  let next = 1;
  const send = (response, status, value) => {
    const text = value === undefined ? '' : JSON.stringify(value);
    response.writeHead(status, value === undefined ? {} : { 'content-type': 'application/json' }).end(text);
  };
  const fault = (item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return 'body';
    const { name, price, tags = [], ...more } = item;
    if (typeof name !== 'string' || name === '' || [...name].length > 80) return 'name';
    if (typeof price !== 'number' || price < 0 || price > 100000) return 'price';
    if (!Array.isArray(tags) || tags.length > 5 || tags.some((tag) => typeof tag !== 'string')) return 'tags';
    return Object.keys(more)[0] ?? null;
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://shop');
    let text = '';
    request.setEncoding('utf8').on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      if (url.pathname === '/openapi.json') return send(response, 200, shopDocument);
      const [, place, id] = url.pathname.split('/');
      if (place !== 'items') return send(response, 404, { error: 'no such place' });
      if (id === undefined && request.method === 'GET') {
        const limit = Number(url.searchParams.get('limit') ?? 20);
        if (!Number.isInteger(limit) || limit < 1 || limit > 50)
          return send(response, 400, { error: 'limit is wrong' });
        return send(response, 200, [...shelf.values()].slice(0, limit));
      }
      if (id !== undefined && !['GET', 'PUT', 'DELETE'].includes(request.method)) {
        return response.writeHead(405, { allow: 'GET, PUT, DELETE' }).end();
      }
      if (id === undefined && request.method !== 'POST') return response.writeHead(405, { allow: 'GET, POST' }).end();
      if (id !== undefined && !shelf.has(Number(id))) return send(response, 404, { error: 'no such item' });
      if (request.method === 'GET') return send(response, 200, shelf.get(Number(id)));
      if (request.method === 'DELETE') {
        shelf.delete(Number(id));
        return send(response, 204);
      }
      if (request.headers['content-type'] !== 'application/json')
        return send(response, 415, { error: 'content type is wrong' });
      let item = null;
      try {
        item = JSON.parse(text);
      } catch {
        return send(response, 400, { error: 'body is no JSON' });
      }
      const wrong = fault(item);
      if (wrong !== null) return send(response, 400, { error: `${wrong} is wrong` });
      const kept = { id: id === undefined ? next++ : Number(id), ...item };
      shelf.set(kept.id, kept);
      return send(response, id === undefined ? 201 : 200, kept);
    });
  });
  server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
  // Whoever asked for no port holds the other end, and the shop closes with it.
  if (port === 0) process.stdin.resume().on('end', () => process.exit());
}

const json = (schema) => ({ description: 'as it says', content: { 'application/json': { schema } } });
const refused = json({ type: 'object', required: ['error'], properties: { error: { type: 'string' } } });
const itemSchema = {
  type: 'object',
  required: ['name', 'price'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 80 },
    price: { type: 'number', minimum: 0, maximum: 100000 },
    tags: { type: 'array', maxItems: 5, items: { type: 'string' } },
  },
  additionalProperties: false,
};
const keptSchema = {
  type: 'object',
  required: ['id', 'name', 'price'],
  properties: { id: { type: 'integer' }, ...itemSchema.properties },
};
const idParameter = { name: 'itemId', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
const itemBody = { required: true, content: { 'application/json': { schema: itemSchema } } };
const shopDocument = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  paths: {
    '/items': {
      get: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50 } }],
        responses: { 200: json({ type: 'array', items: keptSchema }), 400: refused },
      },
      post: { requestBody: itemBody, responses: { 201: json(keptSchema), 400: refused, 415: refused } },
    },
    '/items/{itemId}': {
      parameters: [idParameter],
      get: { responses: { 200: json(keptSchema), 404: refused } },
      put: { requestBody: itemBody, responses: { 200: json(keptSchema), 400: refused, 404: refused, 415: refused } },
      delete: { responses: { 204: { description: 'gone' }, 404: refused } },
    },
  },
};
