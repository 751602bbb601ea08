import { randomInt } from 'node:crypto';
import { loadConfig } from '../config/load.js';
import type { ResolvedConfig } from '../config/resolved.js';
import { textFlag, type Invocation } from './command.js';

/**
 * The configuration that a command was called with; notices go to stderr unless `--quiet` is given.
 * The first argument, if any, is the target.
 */
export async function configure({ args, flags, io }: Invocation): Promise<ResolvedConfig> {
  const [target] = args;
  const config = await loadConfig({
    path: textFlag(flags, 'config') ?? io.environment['TOUCHSTONE_CONFIG'] ?? null,
    flags: target === undefined ? flags : { ...flags, target },
    environment: io.environment,
    cwd: io.cwd,
    cacheHome: io.cacheHome,
    dryRun: flags['dryRun'] === true,
    freshSeed: randomInt(2 ** 32),
  });
  if (flags['quiet'] !== true) {
    for (const notice of config.notices) io.err.write(`touchstone: note: ${notice}\n`);
  }
  return config;
}
