import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { ResolvedConfig } from '../../config/resolved.js';
import { openCache } from '../../contract/cache.js';
import { defaultLoadOptions, loadDocument } from '../../contract/document.js';
import { buildModel } from '../../contract/model-builder.js';
import type { LoadedDocument } from '../../contract/model.js';
import { generateTypes } from '../../contract/types.js';
import { UsageError } from '../../errors.js';
import { startGateway } from '../../gateway/gateway.js';
import { fetchOnce } from '../../http/fetch-once.js';
import { textFlag, type Invocation } from '../command.js';
import { configure } from '../configuration.js';
import type { Io } from '../io.js';
import { describeStaleness } from '../stale.js';
import { writeWhole } from '../write-file.js';

/** `touchstone types`: keeps a document and the types generated from it, or says whether they are up to date. */
export async function execute(invocation: Invocation): Promise<number> {
  const { flags, io } = invocation;
  const given = textFlag(flags, 'name');
  if (given !== null) requireName(given);
  const config = await configure(invocation);
  const document = await obtain(config, io);
  const cache = config.cacheDir === null ? undefined : openCache(config.cacheDir);
  const name = given ?? nameOf(document);
  const stem = join(resolve(io.cwd, textFlag(flags, 'out') ?? 'generated'), name);
  const files = new Map([
    [`${stem}.openapi.json`, `${JSON.stringify(document.root, null, 2)}\n`],
    [`${stem}.ts`, await generateTypes(document, cache)],
  ]);
  return flags['check'] === true ? check(files, io) : write(files, io);
}

async function obtain(config: ResolvedConfig, io: Io): Promise<LoadedDocument> {
  if (config.document?.kind === 'file') {
    return load({ source: config.document.path, bytes: await read(config.document.path), mediaType: null }, config, io);
  }
  const url = config.document?.url ?? (config.target === null ? null : `${config.target}/openapi.json`);
  if (url !== null) return load({ source: url, ...(await fetchOnce(url, fetching(config, io))) }, config, io);
  const gateway = await startGateway({ profile: config.profile });
  try {
    const source = `${gateway.url}/openapi.json`;
    return await load({ source, ...(await fetchOnce(source, fetching(config, io))) }, config, io);
  } finally {
    await gateway.close();
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new UsageError(`the document ${path} cannot be read`, { where: '--document', cause });
  }
}

function fetching({ tls }: ResolvedConfig, { version, signal }: Io): Parameters<typeof fetchOnce>[1] {
  return { tls, userAgent: `touchstone/${version}`, signal };
}

async function load(
  fetched: Parameters<typeof loadDocument>[0],
  config: ResolvedConfig,
  io: Io,
): Promise<LoadedDocument> {
  return loadDocument(fetched, {
    ...defaultLoadOptions,
    references: config.references,
    readReference: async (url) => (await fetchOnce(url, fetching(config, io))).bytes,
  });
}

/** A name that stays in its folder on every file system. */
function requireName(name: string): void {
  if (/^\w[\w.@-]*$/.test(name)) return;
  throw new UsageError(`--name takes letters, digits, dots and hyphens, not ${JSON.stringify(name)}`, {
    where: '--name',
  });
}

/** `Sending API` → `sending-api` */
function nameOf(document: LoadedDocument): string {
  const { title } = buildModel(document);
  const words = title.toLowerCase().match(/[a-z0-9]+/g);
  return words?.join('-').slice(0, 60) ?? 'api';
}

async function write(files: ReadonlyMap<string, string>, io: Io): Promise<number> {
  for (const [path, text] of files) {
    await writeWhole(path, text, { where: '--out' });
    io.out.write(`${relative(io.cwd, path)}\n`);
  }
  return 0;
}

async function check(files: ReadonlyMap<string, string>, io: Io): Promise<number> {
  let stale = false;
  for (const [path, text] of files) {
    const kept = await readFile(path, 'utf8').catch(() => null);
    const difference = describeStaleness(kept, text);
    stale ||= difference !== null;
    io.out.write(`${relative(io.cwd, path)}: ${difference ?? 'up to date'}\n`);
  }
  return stale ? 1 : 0;
}
