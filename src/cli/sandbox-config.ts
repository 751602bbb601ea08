import { access } from 'node:fs/promises';
import { extname } from 'node:path';
import { stringify } from 'yaml';
import { readConfigFile } from '../config/load.js';
import type { Config } from '../config/config.js';
import { isLoopback } from '../config/target.js';
import { UsageError } from '../errors.js';
import type { RunningGateway } from '../gateway/options.js';
import { writeWhole } from './write-file.js';

const where = '--write-config';

/** Everything a run needs to test a gateway, keys included: they are worth something on this machine only. */
export function sandboxConfig({ url, keys, fixtures, controls }: RunningGateway, profile: string): Config {
  return {
    target: url,
    profile,
    principals: Object.fromEntries(Object.entries(keys).map(([name, value]) => [name, { value }])),
    fixtures,
    controls: { url: controls.url, token: { value: controls.token } },
  };
}

function render(config: Config, path: string): string {
  if (extname(path) === '.json') return `${JSON.stringify(config, null, 2)}\n`;
  return `# Written by touchstone serve for its sandbox on loopback. The keys die with it.\n${stringify(config)}`;
}

/**
 * Checks before the gateway starts that the file may be written in the end.
 * @throws UsageError when its kind is unknown, or it exists and is not such a config, unless `force` is set.
 */
export async function requireWritableConfig(path: string, { force }: { readonly force: boolean }): Promise<void> {
  if (!['.json', '.yaml', '.yml'].includes(extname(path))) {
    throw new UsageError(`${path} is of no kind that serve can write`, { where, advice: 'Use .json, .yaml or .yml.' });
  }
  if (force || !(await exists(path)) || (await isSandboxConfig(path))) return;
  throw new UsageError(`${path} exists and was not written by touchstone serve`, {
    where,
    advice: 'Choose another file, or let --force replace it.',
  });
}

/** Writes the config whole, readable by its owner alone. @throws FileError when it cannot be written. */
export async function writeSandboxConfig(path: string, config: Config): Promise<void> {
  await writeWhole(path, render(config, path), { mode: 0o600, where });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

type Members = Readonly<Record<string, unknown>>;

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Known by what only serve writes: a loopback target all of whose secrets stand in the file itself. */
async function isSandboxConfig(path: string): Promise<boolean> {
  let value: unknown;
  try {
    ({ value } = await readConfigFile(path, '/'));
  } catch {
    return false;
  }
  const { target, principals, controls, ...rest } = membersOf(value);
  const secrets = [...Object.values(membersOf(principals)), membersOf(controls)['token']];
  return (
    typeof target === 'string' &&
    URL.canParse(target) &&
    isLoopback(target) &&
    secrets.every((secret) => 'value' in membersOf(secret)) &&
    Object.keys(rest).every((key) => key === 'profile' || key === 'fixtures')
  );
}
