import { expect, test } from 'vitest';
import { renderReference } from './reference.js';

test('the reference is up to date (renew it with `vitest run --project unit src/cli/reference -u`)', async () => {
  await expect(renderReference()).toMatchFileSnapshot('../../docs/reference.md');
});
