/**
 * What generated values are worth and what they cost, as two markdown tables: beside json-schema-faker over the JSON Schema
 * test suite, and for all parameters and request bodies of the documents in ../shared/data.
 *
 *   npm run build && node bench/generate.mjs [--values 100] [--only suite|documents]
 *
 * json-schema-faker is installed into a temporary folder. Seconds are CPU seconds: a busy machine distorts them least. A schema
 * counts as served when all its values are accepted by the validator that agrees with the suite on it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createJiti } from 'jiti';

const built = new URL('../dist/src/', import.meta.url);
const data = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const faker = 'json-schema-faker@0.6.3';
const documents = JSON.parse(readFileSync(new URL('../test/support/shared-documents.json', import.meta.url), 'utf8'));

if (process.argv[2] === 'document') await measureDocument(process.argv[3], Number(process.argv[4]));
else await compare();

async function compare() {
  const { values } = parseArgs({ options: { values: { type: 'string', default: '100' }, only: { type: 'string' } } });
  const count = Number(values.values);
  if (values.only !== 'documents') await compareOverSuite(count);
  if (values.only !== 'suite') listDocuments();
}

async function compareOverSuite(count) {
  const jiti = createJiti(import.meta.url);
  const { drafts, openBench, schemasOf } = await jiti.import('../test/support/json-schema-suite.ts');
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-faker-'));
  // The validators write to the console where a format is not met.
  const print = console.log;
  console.log = () => undefined;
  try {
    const own = await ours();
    const makers = {
      touchstone: own,
      // What it makes when nobody confirms it: how good the construction is.
      'touchstone, unconfirmed': (source) =>
        own({ ...source, judge: () => ({ kind: 'undecided', reason: 'not asked' }) }),
      [faker]: await theirs(folder),
    };
    print(
      `| draft | generator | schemas served | values accepted | failed or never came | values/s |\n|---|---|---|---|---|---|`,
    );
    for (const draft of drafts) {
      const bench = await openBench(draft);
      const schemas = schemasOf(draft).filter(({ accepted }) => accepted.length > 0);
      const sources = [];
      for (const schema of schemas) sources.push(await bench.sourceOf(schema));
      const judged = sources.filter((source) => source !== null);
      for (const [name, start] of Object.entries(makers)) {
        print(
          row(
            draft.folder,
            name,
            judged.map((source) => tryOut(source, start, count)),
          ),
        );
      }
      bench.close();
    }
  } finally {
    console.log = print;
    rmSync(folder, { recursive: true });
  }
}

/** A generator takes a source and gives a function from an index to a value. */
async function ours() {
  const { createValueMaker } = await import(new URL('generate/value-maker.js', built));
  return (source) => {
    const maker = createValueMaker(source);
    return (index) => {
      const made = maker.valid('', { seed: 1, index });
      if (made.kind === 'obstacle') throw new Error(made.reason);
      return made.value;
    };
  };
}

async function theirs(folder) {
  execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--silent', faker]);
  const main = join(folder, 'node_modules/json-schema-faker/dist/index.js');
  const { createGeneratorSync } = await import(pathToFileURL(main).href);
  return (source) => {
    const root = structuredClone(source.root);
    const remotes = new Map((root['x-remotes'] ?? []).map((schema) => [schema.$id ?? schema.id, schema]));
    const refResolver = (uri) => remotes.get(uri.replace(/#.*$/, ''));
    const generator = createGeneratorSync({ seed: 1, refResolver });
    return () => generator.generate(root);
  };
}

/** Values until one fails: a generator that cannot serve a schema is not asked a hundred times. */
function tryOut(source, start, count) {
  const before = process.cpuUsage();
  let made = 0;
  let accepted = 0;
  let failed = false;
  try {
    const next = start(source);
    for (; made < count; made += 1)
      if (source.judge('', JSON.parse(JSON.stringify(next(made)))).kind === 'valid') accepted += 1;
  } catch {
    failed = true;
  }
  const { user, system } = process.cpuUsage(before);
  return { made, accepted, failed, served: accepted === count, microseconds: user + system };
}

function row(draft, name, results) {
  const sum = (key) => results.reduce((total, result) => total + Number(result[key]), 0);
  const share = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;
  const cells = [
    draft,
    name,
    `${sum('served')} of ${results.length} (${share(sum('served'), results.length)})`,
    share(sum('accepted'), sum('made')),
    sum('failed'),
    Math.round((sum('made') * 1e6) / sum('microseconds')).toLocaleString('en'),
  ];
  return `| ${cells.join(' | ')} |`;
}

function listDocuments() {
  console.log(
    '\n| document | operations served | schemas | values | CPU s, JSON.parse | CPU s, first operation | CPU s, all | peak MB |\n|---|---|---|---|---|---|---|---|',
  );
  for (const name of documents) {
    const file = join(data, name);
    if (!existsSync(file)) continue;
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [fileURLToPath(import.meta.url), 'document', file, '10'],
      { encoding: 'utf8' },
    );
    console.log(
      status === 0 ? stdout.trimEnd() : `| ${basename(file)} | failed: ${stderr.trim().split('\n').at(-1)} |`,
    );
  }
}

/** Ten values, small and larger, for every parameter and request body of every operation. */
async function measureDocument(file, count) {
  const [{ buildModel }, { createValidators }, { createValueMaker }] = await Promise.all(
    ['contract/model-builder.js', 'contract/validators.js', 'generate/value-maker.js'].map(
      (path) => import(new URL(path, built)),
    ),
  );
  const text = readFileSync(file, 'utf8');
  const start = process.cpuUsage();
  const seconds = () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  const root = JSON.parse(text);
  const parsed = seconds();
  const dialect = root.openapi.slice(0, 3);
  const document = { source: file, sha256: 'bench', text, format: 'json', version: root.openapi, dialect, root };
  const model = buildModel(document);
  const validators = createValidators(document);
  const maker = createValueMaker({
    root,
    dialect: dialect === '3.0' ? '3.0' : '2020-12',
    direction: 'request',
    judge: (pointer, value) => validators.schema(pointer, value, 'request'),
  });
  let [schemas, values, served, first] = [0, 0, 0, null];
  for (const operation of model.operations.values()) {
    const held = [...operation.parameters, ...(operation.requestBody?.content ?? [])];
    const pointers = held.flatMap(({ schema }) => (schema === null ? [] : [schema]));
    const obstacles = pointers.flatMap((pointer) =>
      Array.from({ length: count }, (_, index) => maker.valid(pointer, { seed: 1, index })).filter(
        ({ kind }) => kind === 'obstacle',
      ),
    );
    for (const { pointer, reason } of obstacles.slice(0, 1)) console.error(`${operation.key} ${pointer}: ${reason}`);
    schemas += pointers.length;
    values += pointers.length * count - obstacles.length;
    if (obstacles.length === 0) served += 1;
    if (pointers.length > 0) first ??= seconds();
  }
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  const { size } = model.operations;
  const times = [parsed, first ?? 0, seconds()].map((value) => value.toFixed(2));
  console.log(
    `| ${basename(file)} | ${served} of ${size} (${((100 * served) / size).toFixed(1)} %) | ${schemas} | ${values} | ${times.join(' | ')} | ${peak} |`,
  );
}
