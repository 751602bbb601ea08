/**
 * What a document costs: CPU seconds (a busy machine distorts them least) and peak memory per step, each step in a
 * process of its own, as a markdown table.
 * Needs a build (`npm run build`) and the documents in ../shared/data. Run: node bench/documents.mjs
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const data = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const built = new URL('../dist/src/contract/', import.meta.url);
const documents = JSON.parse(readFileSync(new URL('../test/support/shared-documents.json', import.meta.url), 'utf8'));

/** Imports are part of a step where a user waits for them, that is, everywhere but in JSON.parse. */
const steps = {
  'JSON.parse': (file) => JSON.parse(readFileSync(file, 'utf8')),
  'swagger-parser validate': async (file) => {
    const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
    await SwaggerParser.validate(file);
  },
  'load + lint + model': (file) => understand(file),
  'first validator': async (file) => {
    const { model, validators } = await understand(file);
    return startClock(() => {
      const [operation] = model.operations.values();
      const [response] = operation.responses.filter(({ content }) => content.length > 0);
      validators.response(operation, Number(response?.status), { mediaType: 'application/json', value: {} });
    });
  },
  'second opinion': async (file) => {
    const { model, validators } = await understand(file);
    return startClock(() => validators.prepare([...model.operations.values()][0]));
  },
  types: (file, cacheDir) => types(file, cacheDir),
  'again, from cache': (file, cacheDir) => types(file, cacheDir),
};

async function understand(file, cache) {
  const { understand } = await import(new URL('api.js', built));
  const { defaultLoadOptions } = await import(new URL('document.js', built));
  const options = { ...defaultLoadOptions, ...(cache ? { cache } : {}) };
  return understand({ source: file, bytes: readFileSync(file), mediaType: null }, options);
}

/** Everything a run does with a document, types included, with a cache that is empty the first time. */
async function types(file, cacheDir) {
  const { openCache } = await import(new URL('cache.js', built));
  const { generateTypes } = await import(new URL('types.js', built));
  const cache = openCache(cacheDir);
  const { document } = await understand(file, cache);
  await generateTypes(document, cache);
}

/** Measures only this part of a step. */
async function startClock(action) {
  const start = process.cpuUsage();
  await action();
  return secondsSince(start);
}

function secondsSince(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

async function runStep(name, file, cacheDir) {
  const start = process.cpuUsage();
  const part = await steps[name](file, cacheDir);
  const seconds = typeof part === 'number' ? part : secondsSince(start);
  process.stdout.write(JSON.stringify({ seconds, kilobytes: process.resourceUsage().maxRSS }));
}

function measure(name, file, cacheDir) {
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name, file, cacheDir], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.status !== 0) return 'refused';
  const { seconds, kilobytes } = JSON.parse(child.stdout);
  return `${seconds.toFixed(2)} s, ${Math.round(kilobytes / 1024)} MiB`;
}

function printTable() {
  const names = Object.keys(steps);
  console.log(`| document | ${names.join(' | ')} |`);
  console.log(`|---|${names.map(() => '---|').join('')}`);
  for (const document of documents) {
    const cacheDir = mkdtempSync(join(tmpdir(), 'bench-'));
    const cells = names.map((name) => measure(name, join(data, document), cacheDir));
    console.log(`| ${basename(document, '.json')} | ${cells.join(' | ')} |`);
    rmSync(cacheDir, { recursive: true });
  }
}

const [, , step, file, cacheDir] = process.argv;
if (step !== undefined) await runStep(step, file, cacheDir);
else if (!existsSync(data)) console.log('Skipped: the documents of ../shared/data are not here.');
else if (!existsSync(built)) console.log('Skipped: nothing is built; run "npm run build" first.');
else printTable();
