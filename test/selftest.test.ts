import { expect, test } from 'vitest';
import { renderSelftestPage } from '../src/cli/selftest-page.js';
import { runSelftest } from '../src/selftest.js';

test('every defect turns exactly its requirement and declared companions red, and without one nothing is', async () => {
  const detections = await runSelftest({
    only: [],
    profile: null,
    signal: new AbortController().signal,
    onDetection: () => undefined,
  });
  const inexact = detections.filter(({ exact }) => !exact);
  expect(
    inexact.map(({ defect, missed, surplus, broken, aborted }) => ({ defect, missed, surplus, broken, aborted })),
  ).toEqual([]);
  await expect(renderSelftestPage(detections)).toMatchFileSnapshot('../docs/selftest.md');
}, 600_000);
