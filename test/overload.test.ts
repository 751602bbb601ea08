import { expect, test } from 'vitest';
import { startGateway } from '../src/gateway/gateway.js';
import { configOf, resultsOf } from './support/embedded-run.js';

test('a conforming target that refuses every few requests for its rate limit is not accused of anything', async () => {
  const limit = { limit: 25, windowSeconds: 1 };
  const gateway = await startGateway({ rateLimit: limit });
  try {
    const { target, principals, fixtures } = configOf(gateway);
    const refused: number[] = [];
    const results = await resultsOf(
      {
        target,
        principals,
        fixtures,
        only: ['AUTH', 'PERM', 'BATCH-04', 'CONV', 'HDR'],
        values: { rateLimit: limit.limit, rateWindowSeconds: limit.windowSeconds },
      },
      (event) => {
        if (event.kind === 'exchange' && event.exchange.response?.status === 429) refused.push(429);
      },
    );
    expect(refused.length).toBeGreaterThan(0);
    const accused = results.requirements.filter(({ outcome }) => ['failed', 'warned', 'error'].includes(outcome));
    expect(accused.map(({ id, reason }) => `${id}: ${String(reason)}`)).toEqual([]);
  } finally {
    await gateway.close();
  }
});
