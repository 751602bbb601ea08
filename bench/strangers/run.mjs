// Explores servers that others wrote, each with its real OpenAPI document, and prints what was found.
//
//   npm run build && node bench/strangers/run.mjs [server...] [--runs 100] [--seed 1] [--reports <dir>] [--exclude <operation>]
//
// The servers are installed once, into a temporary folder, from the package registries; they run on loopback and can
// reach nothing else. `--reports` keeps the reports of each run; `--exclude` leaves an operation alone.

import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { scratchFolder } from './process.mjs';
import { choose } from './servers.mjs';
import { runTouchstone } from './touchstone.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    reports: { type: 'string' },
    exclude: { type: 'string', multiple: true, default: [] },
  },
});
const reports = values.reports === undefined ? scratchFolder('reports') : resolve(values.reports);

console.log('| server | operations | requests | seconds | requests/s | findings |\n|---|---|---|---|---|---|');
for (const server of choose(positionals)) {
  const started = await server.start();
  try {
    const told = await runTouchstone(started, {
      runs: Number(values.runs),
      seed: Number(values.seed),
      reports: join(reports, server.name),
      exclude: values.exclude,
    });
    const { operations, requests, seconds, findings } = told;
    const figures = [operations, requests, seconds.toFixed(1), (requests / seconds).toFixed(0), tally(findings)];
    console.log(`| ${[server.title, ...figures].join(' | ')} |`);
  } finally {
    await started.stop();
  }
}

/** `GEN-01 12, GEN-02 3`: how many findings of each kind. */
function tally(findings) {
  const counts = new Map();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b));
  return sorted.map(([kind, count]) => `${kind} ${count}`).join(', ') || 'none';
}
