import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/config/config.js';
import { resolveConfig } from '../../src/config/resolve.js';
import type { RunEvent } from '../../src/engine/events.js';
import type { RunningGateway } from '../../src/gateway/options.js';
import type { RunResults } from '../../src/report/results.js';
import { runSession } from '../../src/session.js';

/** A run with this configuration, against the reference gateway in process unless it names a target; reports are thrown away. */
export async function resultsOf(
  value: Config,
  onEvent: (event: RunEvent) => void = () => undefined,
): Promise<RunResults> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  try {
    const config = resolveConfig({
      flags: {},
      environment: {},
      file: { path: 'test', folder, value: { reports: folder, ...value } },
      cwd: folder,
      cacheHome: null,
      dryRun: false,
      freshSeed: 1,
      readText: () => '',
    });
    const deps = { toolVersion: '0', onEvent, signal: new AbortController().signal };
    return (await runSession(config, deps)).results;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a configuration says of a gateway that a test has started. */
export function configOf(
  gateway: RunningGateway,
): Required<Pick<Config, 'target' | 'principals' | 'fixtures' | 'controls'>> {
  return {
    target: gateway.url,
    principals: Object.fromEntries(Object.entries(gateway.keys).map(([name, value]) => [name, { value }])),
    fixtures: gateway.fixtures,
    controls: { url: gateway.controls.url, token: { value: gateway.controls.token } },
  };
}
