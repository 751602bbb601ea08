import { randomInt } from 'node:crypto';
import { loadConfig } from '../config/load.js';
import type { Flags } from '../config/layer.js';
import type { ResolvedConfig } from '../config/resolved.js';
import { textFlag, type Invocation } from './command.js';

/**
 * The configuration that a command was called with; notices go to stderr unless `--quiet` is given.
 * The first argument, if any, is the target.
 */
export async function configure(invocation: Invocation): Promise<ResolvedConfig> {
  const { args, flags, io } = invocation;
  const [target] = args;
  const config = await load(invocation, target === undefined ? flags : { ...flags, target });
  if (flags['quiet'] !== true) {
    for (const notice of config.notices) io.err.write(`touchstone: note: ${notice}\n`);
  }
  return config;
}

/** The target that flags, environment and config file name, no argument considered; null: none. */
export async function configuredTarget(invocation: Invocation): Promise<string | null> {
  return (await load(invocation, invocation.flags)).target;
}

function load({ io }: Invocation, flags: Flags): Promise<ResolvedConfig> {
  return loadConfig({
    path: textFlag(flags, 'config') ?? io.environment['TOUCHSTONE_CONFIG'] ?? null,
    flags,
    environment: io.environment,
    cwd: io.cwd,
    cacheHome: io.cacheHome,
    dryRun: flags['dryRun'] === true,
    freshSeed: randomInt(2 ** 32),
  });
}
