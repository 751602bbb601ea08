import { expect, test } from 'vitest';
import { runLog } from '../../test/support/run-log.js';
import type { DriftEvent, RunEvent } from '../engine/events.js';
import { renderHtml } from './html/page.js';
import { foldResults } from './results.js';
import { renderSummary } from './terminal/summary.js';

const drift: DriftEvent = {
  kind: 'drift',
  profile: 'sending@2026-06',
  drifts: [
    { kind: 'extra', pointer: '/paths/~1me/get', message: 'GET /me is not in the profile.', breaking: false },
    { kind: 'narrower', pointer: '/components/schemas/A/maxLength', message: 'maxLength is 5 <b>.', breaking: true },
  ],
};

function log(...drifts: readonly DriftEvent[]): readonly RunEvent[] {
  const [header, ...events] = runLog();
  return header === undefined ? [] : [header, ...drifts, ...events];
}

test('drift is told as information: it changes neither outcomes nor verdict', async () => {
  const results = await foldResults(log(drift));
  expect(results.drift).toEqual(drift.drifts);
  const without = await foldResults(log());
  expect(without.drift).toBeNull();
  expect({ ...results, drift: null }).toEqual(without);
});

test('the terminal tells sums and what is breaking', async () => {
  const out = renderSummary(await foldResults(log(drift)), { color: false });
  expect(out).toContain('Drift from sending@2026-06  2 differences of the document: 1 breaking, 1 other');
  expect(out).toContain('narrower  maxLength is 5 <b>. /components/schemas/A/maxLength');
  expect(out).not.toContain('GET /me is not in the profile.');
  expect(renderSummary(await foldResults(log()), { color: false })).not.toContain('Drift');
});

test('the page lists every difference, the breaking ones first', async () => {
  const page = renderHtml(await foldResults(log(drift)), new Map());
  expect(page.indexOf('maxLength is 5 &lt;b')).toBeGreaterThan(page.indexOf('Drift from the profile'));
  expect(page.indexOf('GET /me is not in the profile.')).toBeGreaterThan(page.indexOf('maxLength is 5 &lt;b'));
  const agreeing = renderHtml(await foldResults(log({ ...drift, drifts: [] })), new Map());
  expect(agreeing).toContain('The document agrees with that of sending@2026-06.');
});
