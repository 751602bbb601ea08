// What generated requests find at the reference gateway, which has nothing to find: cases per second, memory, and every false alarm.
//
//   npx tsc -p tsconfig.build.json && node bench/properties.mjs [--cases 50000] [--profile sending@2026-10] [--seed 1]
//
// The gateway runs in the same process, so the time is that of both sides. The cases are spread evenly over the operations
// that the requirements speak of; each is generated, sent, judged by the oracles and by every standing check.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { resolveConfig } from '../dist/src/config/resolve.js';
import { observeSession } from '../dist/src/session.js';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '50000' },
    profile: { type: 'string', default: 'sending@2026-10' },
    seed: { type: 'string', default: '1' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
try {
  process.exitCode = await measure(Number(values.cases));
} finally {
  rmSync(folder, { recursive: true });
}

/** Explores and prints what came of it; resolves with 1 when anything was found. */
async function measure(cases) {
  const operations = await operationsExplored();
  const seen = { explored: 0, startedAt: 0, endedAt: 0, mostMemory: 0, early: 0 };
  const { requirements } = await observe({ runs: Math.ceil(cases / operations) }, (event) => {
    if (event.kind === 'exchange' && event.exchange.id.includes('#')) {
      seen.startedAt ||= performance.now();
      seen.endedAt = performance.now();
      seen.explored += 1;
      if (seen.explored % 1000 === 0) seen.mostMemory = Math.max(seen.mostMemory, process.memoryUsage().rss);
      if (seen.explored === Math.floor(cases / 5)) seen.early = process.memoryUsage().rss;
    }
    if (event.kind === 'exploration') tell(event);
  });
  const seconds = (seen.endedAt - seen.startedAt) / 1000;
  const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
  console.log(`${seen.explored} requests in ${seconds.toFixed(1)} s: ${Math.round(seen.explored / seconds)} a second`);
  console.log(`memory: ${megabytes(seen.early)} after a fifth, ${megabytes(seen.mostMemory)} at most`);
  const findings = requirements.flatMap(({ id, findings: own }) => own.map((one) => ({ ...one, requirement: id })));
  for (const { requirement, operation, message, expected, actual, case: one } of findings) {
    console.log(`${requirement} ${operation}: ${message} ${expected} / ${actual}`);
    console.log(`  ${one?.id}: ${one?.broken}`);
  }
  console.log(`${findings.length} findings`);
  return findings.length === 0 ? 0 : 1;
}

function tell({ operations, stopped }) {
  for (const { operation, state, cases, note } of operations) {
    if (cases > 0) console.log(`${operation}: ${cases} cases${note === null ? '' : `; ${note}`}`);
  }
  if (stopped !== null) console.log(`ended early: ${stopped}`);
}

async function operationsExplored() {
  let explored = 1;
  await observe({ runs: 1 }, (event) => {
    if (event.kind !== 'plan') return;
    explored = event.exploration.operations.filter(({ decision }) => decision === 'explore').length;
  });
  return explored;
}

function observe(value, onEvent) {
  const config = resolveConfig({
    flags: {},
    environment: {},
    file: {
      path: 'bench',
      folder,
      value: {
        profile: values.profile,
        seed: Number(values.seed),
        mode: 'full',
        maxRequests: 10_000_000,
        maxMessages: 1_000_000,
        maxTime: '4h',
        ...value,
      },
    },
    cwd: folder,
    cacheHome: null,
    dryRun: false,
    freshSeed: 1,
    readText: () => '',
  });
  return observeSession(config, { toolVersion: '0', onEvent, signal: new AbortController().signal, scenarios: [] });
}
