import { expect, test } from 'vitest';
import { startGateway } from '../src/gateway/gateway.js';
import { configOf, resultsOf } from './support/embedded-run.js';

/** Sends with these keys for as long as it is let, one request after the other with each. */
function keepUsing(url: string, keys: readonly string[]): () => Promise<void> {
  let on = true;
  const use = async (key: string) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    while (on) await (await fetch(`${url}/emails/send`, { method: 'POST', headers, body: '{}' })).text();
  };
  const users = keys.map(use);
  return async () => {
    on = false;
    await Promise.all(users);
  };
}

test('a conforming target is not accused of what somebody else takes from the key', async () => {
  const rateLimit = { limit: 900_000, windowSeconds: 60 };
  const gateway = await startGateway({ rateLimit });
  const { target, principals, fixtures } = configOf(gateway);
  const { sender, secondSender } = gateway.keys;
  const stop = keepUsing(gateway.url, [sender, sender, secondSender, secondSender]);
  try {
    const values = { rateLimit: rateLimit.limit, rateWindowSeconds: rateLimit.windowSeconds };
    const { requirements } = await resultsOf({ target, principals, fixtures, values, only: ['RATE'] });
    const accused = requirements.filter(({ outcome }) => ['failed', 'warned', 'error', 'blocked'].includes(outcome));
    expect(accused.map(({ id, reason }) => `${id}: ${String(reason)}`)).toEqual([]);
    const shared = requirements.filter(({ reason }) => reason?.includes('somebody else uses the key'));
    expect(shared.map(({ id }) => id)).toContain('RATE-04');
  } finally {
    await stop();
    await gateway.close();
  }
});
