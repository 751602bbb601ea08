import { access, readFile } from 'node:fs/promises';
import { constants, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseDocument } from 'yaml';
import { UsageError } from '../errors.js';
import type { ConfigFile } from './merge.js';
import type { ResolvedConfig } from './resolved.js';
import { resolveConfig, type ConfigInput } from './resolve.js';

/** Waivers file that is used when no setting names one. */
const waiversName = 'touchstone.waivers.yaml';

const names = ['ts', 'js', 'mjs', 'json', 'yaml', 'yml'].map((extension) => `touchstone.config.${extension}`);

/** What loading starts from: the file is yet to be found. */
export interface LoadInput extends Omit<ConfigInput, 'file' | 'readText' | 'foundWaivers'> {
  /** Path of the config file as given; null: look for `touchstone.config.*` in the working folder. */
  readonly path: string | null;
}

/**
 * Finds and reads the config file and resolves the configuration.
 * @throws UsageError when a file is missing, ambiguous, unreadable or says what cannot be used.
 */
export async function loadConfig({ path, ...input }: LoadInput): Promise<ResolvedConfig> {
  const found = path ?? (await findConfigFile(input.cwd));
  const file = found === null ? null : await readConfigFile(found, input.cwd);
  const foundWaivers = (await isThere(input.cwd, waiversName)) ? join(input.cwd, waiversName) : null;
  const config = resolveConfig({ ...input, file, foundWaivers, readText });
  if (config.document?.kind === 'file') await requireDocument(config.document.path);
  return config;
}

async function requireDocument(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (cause) {
    throw new UsageError(`the document ${path} cannot be read (${reason(cause)})`, { where: 'document', cause });
  }
}

function readText(path: string, setting: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`${setting} names ${path}, which cannot be read (${reason(cause)})`, {
      where: setting,
      cause,
    });
  }
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && cause.code === 'ENOENT' ? 'there is no such file' : (cause.message.split('\n', 1)[0] ?? '');
}

async function isThere(folder: string, name: string): Promise<boolean> {
  return access(join(folder, name)).then(
    () => true,
    () => false,
  );
}

async function findConfigFile(cwd: string): Promise<string | null> {
  const there = await Promise.all(names.map((name) => isThere(cwd, name)));
  const found = names.filter((_, index) => there[index]);
  if (found.length > 1) {
    throw new UsageError(`there are several config files: ${found.join(', ')}`, {
      advice: 'Keep one of them, or say which with --config.',
    });
  }
  return found[0] ?? null;
}

/**
 * Reads a config file without checking what it says.
 * @throws UsageError when it is missing, of an unknown kind, or cannot be parsed.
 */
export async function readConfigFile(path: string, cwd: string): Promise<ConfigFile> {
  const absolute = resolvePath(cwd, path);
  return { path, folder: dirname(absolute), value: await readValue(absolute, path) };
}

async function readValue(absolute: string, path: string): Promise<unknown> {
  switch (extname(absolute)) {
    case '.json':
    case '.yaml':
    case '.yml':
      return parseText(await read(absolute, path), path);
    case '.js':
    case '.mjs':
    case '.ts':
    case '.mts':
      await read(absolute, path);
      return importDefault(absolute, path);
    default:
      throw new UsageError(`${path} is of no kind that a config file can be`, {
        where: path,
        advice: 'Use .ts, .js, .mjs, .json, .yaml or .yml.',
      });
  }
}

async function read(absolute: string, path: string): Promise<string> {
  try {
    return await readFile(absolute, 'utf8');
  } catch (cause) {
    throw new UsageError(`the config file ${path} cannot be read (${reason(cause)})`, { where: path, cause });
  }
}

/** JSON is read by the parser for YAML, too: it also refuses duplicate keys. */
function parseText(text: string, path: string): unknown {
  try {
    if (path.endsWith('.json')) JSON.parse(text);
    const document = parseDocument(text, { strict: true, uniqueKeys: true, stringKeys: true });
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) throw fault;
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new UsageError(`the config file ${path} cannot be parsed: ${reason(cause)}`, { where: path, cause });
  }
}

async function importDefault(absolute: string, path: string): Promise<unknown> {
  let module: unknown;
  try {
    if (extname(absolute).endsWith('ts')) {
      const { createJiti } = await import('jiti');
      module = await createJiti(import.meta.url, { fsCache: false }).import(absolute);
    } else module = await import(pathToFileURL(absolute).href);
  } catch (cause) {
    throw new UsageError(`the config file ${path} cannot be loaded: ${reason(cause)}`, { where: path, cause });
  }
  if (typeof module !== 'object' || module === null || !('default' in module)) {
    throw new UsageError(`the config file ${path} has no default export`, {
      where: path,
      advice: `Write: export default { target: '...' };`,
    });
  }
  return module.default;
}
