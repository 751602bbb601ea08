import { expect, test } from 'vitest';
import { endpointOf } from './endpoint.js';
import { startGateway } from './gateway.js';

test('the secrets of a gateway have the names of environment variables, and no two the same', async () => {
  const gateway = await startGateway({ profile: 'sending@2026-10' });
  try {
    const { target, principals, controls } = endpointOf(gateway);
    expect(target).toBe(gateway.url);
    expect(principals.secondSender).toEqual({ name: 'SECOND_SENDER_KEY', value: gateway.keys.secondSender });
    expect(controls).toEqual({
      url: gateway.controls.url,
      token: { name: 'CONTROL_TOKEN', value: gateway.controls.token },
    });
    const names = [...Object.values(principals), controls.token].map(({ name }) => name);
    expect(names).toHaveLength(Object.keys(gateway.keys).length + 1);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[A-Z]+(?:_[A-Z]+)*$/.test(name))).toEqual([]);
  } finally {
    await gateway.close();
  }
});
