/**
 * What requests cost: for every document in ../shared/data, the share of its operations that get requests which are valid
 * on the wire, CPU seconds (a busy machine distorts them least) and peak memory; then how long the first request of the
 * largest document takes beside parsing it, and everything that cannot be generated. Each line is a process of its own.
 * Needs a build (`npm run build`) and the documents. Run: node bench/requests.mjs [cases per operation, default 20]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const data = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const built = new URL('../dist/src/', import.meta.url);
const documents = JSON.parse(readFileSync(new URL('../test/support/shared-documents.json', import.meta.url), 'utf8'));
const largest = 'openapi/github.json';
const families = ['example', 'valid', 'boundary', 'invalid'];

async function open(file) {
  const { defaultLoadOptions, loadDocument } = await import(new URL('contract/document.js', built));
  const { buildModel } = await import(new URL('contract/model-builder.js', built));
  const { createValidators } = await import(new URL('contract/validators.js', built));
  const { createCaseMaker } = await import(new URL('generate/case-maker.js', built));
  const document = await loadDocument({ source: file, bytes: readFileSync(file), mediaType: null }, defaultLoadOptions);
  const model = buildModel(document);
  return { model, maker: createCaseMaker({ document, model, validators: createValidators(document) }) };
}

const steps = {
  async parse(file) {
    return { parsed: JSON.parse(readFileSync(file, 'utf8')) !== null };
  },
  /** Up to the first request of the first operation, imports included: what a user waits for. */
  async first(file) {
    const { model, maker } = await open(file);
    const [operation] = model.operations.values();
    const [one] = maker.cases(operation, { seed: 1, runs: 1, families });
    return { path: maker.assemble(operation, one.value, one.mediaType).wire.path };
  },
  async cases(file, runs) {
    const { model, maker } = await open(file);
    const start = process.cpuUsage();
    const verdicts = {};
    const without = [];
    let made = 0;
    for (const operation of model.operations.values()) {
      let served = false;
      for (const one of maker.cases(operation, { seed: 1, runs, families })) {
        const { kind } = maker.assemble(operation, one.value, one.mediaType).verdict;
        served ||= one.family === 'valid' && kind === 'valid';
        verdicts[`${one.family}, ${kind}`] = (verdicts[`${one.family}, ${kind}`] ?? 0) + 1;
        made += 1;
      }
      if (!served) without.push(operation.key);
    }
    const seconds = secondsSince(start);
    const obstacles = [...model.operations.keys()].flatMap((key) => maker.obstacles(key));
    return { operations: model.operations.size, without, made, seconds, verdicts, obstacles };
  },
};

function secondsSince(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

async function runStep(name, file, runs) {
  const start = process.cpuUsage();
  const found = await steps[name](file, Number(runs));
  const whole = { seconds: secondsSince(start), kilobytes: process.resourceUsage().maxRSS, ...found };
  process.stdout.write(JSON.stringify(whole));
}

function measure(name, file, runs) {
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name, file, String(runs)], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout);
}

function printTable(runs) {
  console.log('| document | operations | with valid requests | cases | cases/s | peak memory | verdicts |');
  console.log('|---|---|---|---|---|---|---|');
  const reasons = new Map();
  for (const document of documents) {
    const found = measure('cases', join(data, document), runs);
    const share = (100 * (found.operations - found.without.length)) / found.operations;
    const verdicts = Object.entries(found.verdicts).map(([name, count]) => `${name}: ${count}`);
    const cells = [
      basename(document, '.json'),
      found.operations,
      `${share.toFixed(1)} %`,
      found.made,
      Math.round(found.made / found.seconds),
      `${Math.round(found.kilobytes / 1024)} MiB`,
      verdicts.join('; '),
    ];
    console.log(`| ${cells.join(' | ')} |`);
    for (const key of found.without) console.log(`  no valid request: ${key}`);
    for (const { reason } of found.obstacles) {
      const kind = reason.replace(/\/\S+|"[^"]*"|\d+/g, '…');
      reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
    }
  }
  console.log('\nNot generated, and why (places):');
  for (const [reason, count] of [...reasons].toSorted((left, right) => right[1] - left[1])) {
    console.log(`${String(count).padStart(6)}  ${reason}`);
  }
}

function printFirst() {
  const file = join(data, largest);
  const parse = measure('parse', file, 1);
  const first = measure('first', file, 1);
  const ratio = (first.seconds / parse.seconds).toFixed(1);
  const memory = Math.round(first.kilobytes / 1024);
  console.log(
    `\nFirst request of ${basename(largest)}: ${first.seconds.toFixed(2)} s, ${memory} MiB; ` +
      `${ratio} times JSON.parse (${parse.seconds.toFixed(2)} s).`,
  );
}

const [, , step = '20', file, runs] = process.argv;
if (file !== undefined) await runStep(step, file, runs);
else if (!existsSync(data)) console.log('Skipped: the documents of ../shared/data are not here.');
else if (!existsSync(built)) console.log('Skipped: nothing is built; run "npm run build" first.');
else {
  printTable(Number(step));
  printFirst();
}
