import { expect, test } from 'vitest';
import { gatherEvidence } from './evidence.js';
import { command, exploredLog } from '../../test/support/explored-log.js';
import { greenLog } from '../../test/support/run-log.js';
import { renderHtml } from './html/page.js';
import { renderJunit } from './junit/junit.js';
import { foldResults } from './results.js';
import { renderPlan } from './terminal/plan.js';
import { createTerminal } from './terminal/progress.js';
import { renderSummary } from './terminal/summary.js';

test('the summary says what was broken, how to send it again, and what could not be explored', async () => {
  const text = renderSummary(await foldResults(exploredLog()), { color: false });
  expect(text).toContain('broken    /body/age: breaks minimum, -1 instead of 3');
  expect(text).toContain(`again     ${command}`);
  expect(text).toMatch(/not implemented +GET \/later$/m);
  expect(text).toMatch(/not explored +DELETE \/pets: excluded \(--exclude\)$/m);
  expect(text).toMatch(/excused +GET \/weather ×4: no network here$/m);
  expect(text).toMatch(/left behind +\/pets\//);
  expect(text).not.toContain('\u0007');
});

test('an operation that nobody asks for is not told as missed, and the page tells it from one that was left out', async () => {
  const results = await foldResults(exploredLog());
  expect(renderSummary(results, { color: false })).not.toContain('GET /toys');
  const page = renderHtml(results, await gatherEvidence(results, exploredLog()));
  expect(page).toMatch(/GET \/toys<\/code><\/td><td>not asked for<\/td>/);
  expect(page).toMatch(/DELETE \/pets<\/code><\/td><td>not explored<\/td>/);
});

test('what the next run has to delete is told with its file and a command that is whole', async () => {
  const results = await foldResults(exploredLog());
  const text = renderSummary(results, { color: false, columns: 60, reports: 'my reports' });
  expect(text).toMatch(/^ {2}to delete {8}3 things of this target in my\n {19}reports\/created.ndjson: /m);
  expect(text).toMatch(/^ {19}touchstone run \S+ --case "GET \/pets#0" --reports "my reports"$/m);
  const page = renderHtml(results, await gatherEvidence(results, exploredLog()));
  expect(page).toContain('To delete: 3 things of this target in <code>created.ndjson</code>');
  expect(page).toContain('--case &quot;GET /pets#0&quot;</code>');
});

test('things left behind for one reason are told in one line', async () => {
  const paths = ['/a', '/b', '/c', '/d', '/e'];
  const events = exploredLog().map((event) =>
    event.kind === 'exploration' ? { ...event, leftBehind: paths.map((path) => ({ path, reason: 'over' })) } : event,
  );
  const text = renderSummary(await foldResults(events), { color: false });
  expect(text.match(/^ {2}left behind .*$/gm)).toEqual(['  left behind      /a, /b, /c and 2 more: over']);
});

test('a log of an earlier release has nothing to delete', async () => {
  const events = exploredLog().map((event) => {
    if (event.kind !== 'exploration') return event;
    const { toDelete, ...earlier } = event;
    expect(toDelete).not.toBeNull();
    return earlier;
  });
  const results = await foldResults(events);
  expect(results.exploration?.toDelete).toBeNull();
  expect(renderSummary(results, { color: false })).not.toContain('to delete');
});

test('a run that was killed among generated requests says where it wrote down what it created', async () => {
  const killed = exploredLog().filter(({ kind }) => kind !== 'exploration' && kind !== 'footer');
  expect((await foldResults(killed)).incomplete).toContain('created.ndjson beside the log');
  const elsewhere = greenLog().filter(({ kind }) => kind !== 'footer');
  expect((await foldResults(elsewhere)).incomplete).not.toContain('created.ndjson');
});

test('a run without generated requests says nothing of them', async () => {
  const text = renderSummary(await foldResults(greenLog()), { color: false });
  expect(text).not.toContain('Exploration');
});

test('JUnit and the page show the case of a finding', async () => {
  const results = await foldResults(exploredLog());
  const evidence = await gatherEvidence(results, exploredLog());
  expect(renderJunit(results, evidence)).toContain('broken    /body/age: breaks minimum, -1 instead of 3');
  const page = renderHtml(results, evidence);
  expect(page).toContain('Broken: /body/age: breaks minimum, -1 instead of 3');
  expect(page).toContain('--case &quot;POST /pets#17&quot;');
  expect(page).toContain('230 generated requests to 3 operations.');
  expect(page).not.toContain('</script><script>globalThis.owned');
});

test('the plan lists what will be explored and what will not, with reasons', () => {
  const plan = exploredLog().find((event) => event.kind === 'plan');
  const text = plan ? renderPlan(plan) : '';
  expect(text).toContain('Will explore (a smaller budget)\n  POST /pets         up to 90 generated requests');
  expect(text).toContain('Will not explore\n  DELETE /pets  excluded (--exclude)\n  GET /toys     no requirement');
});

test('progress counts generated requests together and ends with what came of them', () => {
  let written = '';
  const terminal = createTerminal({ color: false, live: false, columns: 100, write: (text) => (written += text) });
  for (const event of exploredLog()) terminal.event(event);
  expect(written).toContain('■ explore  blocked: the target does not answer any more');
  expect(written).toMatch(/✕ explore +3 operations, 230 cases, 0 requests {2}1 finding$/m);
});
