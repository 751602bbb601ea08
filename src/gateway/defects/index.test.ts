import { describe, expect, it } from 'vitest';
import { startClient } from '../../../test/support/gateway-client.js';
import { UsageError } from '../../errors.js';
import { requirements } from '../../requirements/index.js';
import { findDefects, listDefects } from './index.js';

describe('the table of defects', () => {
  const known = new Set(requirements.map(({ id }) => id));

  it('names every defect once, after its requirement', () => {
    const ids = listDefects().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, requirement, title } of listDefects()) {
      expect(id).toMatch(new RegExp(`^${requirement}:[a-z0-9]+(-[a-z0-9]+)*$`));
      expect(title).not.toBe('');
    }
  });

  it('names requirements of the catalogue only, and no defect as its own companion', () => {
    for (const { requirement, companions } of listDefects()) {
      for (const id of [requirement, ...companions]) expect(known).toContain(id);
      expect(companions).not.toContain(requirement);
      expect(new Set(companions).size).toBe(companions.length);
    }
  });

  it('finds a defect by its id or by its requirement', () => {
    expect(findDefects(['ENV-01:bare-body', 'ENV-01']).map(({ id }) => id)).toEqual([
      'ENV-01:bare-body',
      'ENV-01:bare-body',
    ]);
  });

  it.each([
    ['ENV-01:bare-bodi', 'ENV-01:bare-body'],
    ['AUTH-3', 'AUTH-03'],
  ])('suggests a name for %s', (typed, meant) => {
    const attempt = () => findDefects([typed]);
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(expect.objectContaining({ advice: expect.stringContaining(`"${meant}"`) as unknown }));
  });

  it('changes nothing but the gateway it is switched on in', async () => {
    const [honest, faulty] = [await startClient(), await startClient({ defects: ['ENV-01'] })];
    expect((await honest.send({})).json()).toHaveProperty('ok');
    expect((await faulty.send({})).json()).not.toHaveProperty('ok');
    await Promise.all([honest.gateway.close(), faulty.gateway.close()]);
  });
});
