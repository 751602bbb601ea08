import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { renderSelftestPage } from '../src/cli/selftest-page.js';
import { listDefects } from '../src/gateway/defects/index.js';
import type { Detection } from '../src/selftest/detect.js';

const root = join(import.meta.dirname, '..');

/** The command, so that its threads run what was built; it exits 1 when a detection is not exact, and prints all the same. */
async function selftest(): Promise<readonly Detection[]> {
  const run = promisify(execFile)(
    process.execPath,
    [join(root, 'bin/touchstone.js'), 'selftest', '--json', '--quiet'],
    {
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  return JSON.parse(stdout) as Detection[];
}

test('every defect turns exactly its requirement and declared companions red, and without one nothing is', async () => {
  const detections = await selftest();
  const inexact = detections.filter(({ exact }) => !exact);
  expect(
    inexact.map(({ defect, missed, surplus, broken, aborted }) => ({ defect, missed, surplus, broken, aborted })),
  ).toEqual([]);
}, 1_800_000);

test('the page of defects is up to date (renew it with `vitest run test/selftest.test.ts -t page -u`)', async () => {
  await expect(renderSelftestPage(listDefects())).toMatchFileSnapshot('../docs/selftest.md');
});
