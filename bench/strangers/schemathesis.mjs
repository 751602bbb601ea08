// Schemathesis beside touchstone: the same servers, each started afresh for either, the same document and as many cases.
//
//   npm run build && node bench/strangers/schemathesis.mjs [server...] [--examples 100] [--seed 1] [--reports <dir>]
//
// The server `shop` is ours and answers at once: there the pace is that of the tools.
//
// Schemathesis runs first, with all its checks and going on after a failure, on all cores; touchstone is then given as
// many cases as it took. Seconds, of the clock and of the processors, are from starting each command to its end.

import { createReadStream, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { pythonPackage } from './install.mjs';
import { scratchFolder } from './process.mjs';
import { choose } from './servers.mjs';
import { finished, runTouchstone } from './touchstone.mjs';

const wanted = 'schemathesis==4.32.5';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    examples: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    reports: { type: 'string' },
  },
});
const reports = values.reports === undefined ? scratchFolder('reports') : resolve(values.reports);

console.log('| server | tool | operations | requests | seconds | requests/s | CPU ms/request | findings |');
console.log('|---|---|---|---|---|---|---|---|');
for (const server of choose(positionals)) {
  const theirs = await on(server, (started) => runSchemathesis(started, join(reports, server.name, 'schemathesis')));
  row(server.title, wanted.replace('==', ' '), theirs);
  const runs = Math.ceil(theirs.requests / theirs.operations);
  const options = { runs, seed: Number(values.seed), reports: join(reports, server.name, 'touchstone') };
  const ours = await on(server, (started) => runTouchstone(started, options));
  row(server.title, 'touchstone', { ...ours, findings: ours.findings.length });
  const [clock, cpu] = ['seconds', 'cpu'].map((time) => theirs[time] / theirs.requests / (ours[time] / ours.requests));
  console.error(
    `${server.name}: ${clock.toFixed(1)} times as many requests a second, ${cpu.toFixed(1)} times for the same processor time`,
  );
}

async function on(server, run) {
  const started = await server.start();
  try {
    return await run(started);
  } finally {
    await started.stop();
  }
}

function row(title, tool, { operations, requests, seconds, cpu, findings }) {
  const pace = [seconds.toFixed(1), (requests / seconds).toFixed(0), ((1000 * cpu) / requests).toFixed(2)];
  const figures = [operations, requests, ...pace, findings];
  console.log(`| ${[title, tool, ...figures].join(' | ')} |`);
}

/** Runs it as its documentation says; leaves its log and `findings.json` in `place`. */
async function runSchemathesis({ url, document, key }, place) {
  const commands = pythonPackage(wanted);
  mkdirSync(place, { recursive: true });
  const argv = ['run', document, '--url', url, '-n', values.examples, '--seed', values.seed, '--no-color'];
  const thorough = ['--continue-on-failure', '--workers', 'auto', '--report', 'ndjson', '--report-dir', place];
  const credential = key === undefined ? [] : ['-H', `Authorization: Bearer ${key}`];
  const { code, printed, seconds, cpu } = await finished(join(commands, 'st'), [...argv, ...thorough, ...credential], {
    cwd: place,
  });
  writeFileSync(join(place, 'output.txt'), printed);
  if (code !== 0 && code !== 1) throw new Error(`schemathesis ended with ${code}:\n${printed}`);
  const operations = Number(/Operations: +(\d+) selected/.exec(printed)[1]);
  const unique = Number(/found (\d+) unique failures?/.exec(printed)?.[1] ?? 0);
  const logs = readdirSync(place).filter((name) => name.endsWith('.ndjson'));
  const { requests, findings } = await read(join(place, logs.sort().at(-1)));
  writeFileSync(join(place, 'findings.json'), JSON.stringify(findings, null, 2));
  return { operations, requests, seconds, cpu, findings: unique };
}

/** Counts requests and collects failures: the first of each check, operation and status. */
async function read(log) {
  const findings = new Map();
  let requests = 0;
  for await (const line of createInterface({ input: createReadStream(log) })) {
    const recorder = JSON.parse(line).ScenarioFinished?.recorder;
    const interactions = recorder?.interactions ?? {};
    requests += Object.keys(interactions).length;
    for (const [id, checks] of Object.entries(recorder?.checks ?? {})) {
      for (const { failure_info: info } of checks.filter(({ status }) => status === 'failure')) {
        const { operation, code, title, message } = info.failure;
        const { request, response } = interactions[id] ?? {};
        const name = `${operation} ${code} ${response?.status_code}`;
        const { count } = findings.get(name) ?? { count: 0 };
        const first = { operation, kind: `${code} ${title}`, message, request, response };
        findings.set(name, { ...(findings.get(name) ?? first), count: count + 1 });
      }
    }
  }
  return { requests, findings: [...findings.values()] };
}
