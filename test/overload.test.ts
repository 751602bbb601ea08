import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveConfig } from '../src/config/resolve.js';
import { startGateway } from '../src/gateway/gateway.js';
import { runSession } from '../src/session.js';

test('a conforming target that refuses every few requests for its rate limit is not accused of anything', async () => {
  const limit = { limit: 25, windowSeconds: 1 };
  const gateway = await startGateway({ rateLimit: limit });
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  try {
    const value = {
      target: gateway.url,
      reports: folder,
      only: ['AUTH', 'PERM', 'BATCH-04', 'CONV', 'HDR'],
      values: { rateLimit: limit.limit, rateWindowSeconds: limit.windowSeconds },
      principals: Object.fromEntries(Object.entries(gateway.keys).map(([name, key]) => [name, { value: key }])),
      fixtures: gateway.fixtures,
    };
    const config = resolveConfig({
      flags: {},
      environment: {},
      file: { path: 'test', folder, value },
      cwd: folder,
      cacheHome: null,
      dryRun: false,
      freshSeed: 1,
      readText: () => '',
    });
    const refused: number[] = [];
    const { results } = await runSession(config, {
      toolVersion: '0',
      onEvent: (event) => {
        if (event.kind === 'exchange' && event.exchange.response?.status === 429) refused.push(429);
      },
      signal: new AbortController().signal,
    });
    expect(refused.length).toBeGreaterThan(0);
    const accused = results.requirements.filter(({ outcome }) => ['failed', 'warned', 'error'].includes(outcome));
    expect(accused.map(({ id, reason }) => `${id}: ${String(reason)}`)).toEqual([]);
  } finally {
    await gateway.close();
    await rm(folder, { recursive: true });
  }
});
