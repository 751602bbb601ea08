import { expect, test } from 'vitest';
import { gatherEvidence } from './evidence.js';
import type { ExplorationEvent, Finding, RunEvent } from '../engine/events.js';
import { finding, greenLog, hostile, runLog } from '../../test/support/run-log.js';
import { renderHtml } from './html/page.js';
import { renderJunit } from './junit/junit.js';
import { foldResults } from './results.js';
import { renderPlan } from './terminal/plan.js';
import { createTerminal } from './terminal/progress.js';
import { renderSummary } from './terminal/summary.js';

const command = 'touchstone run http://127.0.0.1:4010 --profile openapi --mode full --seed 7 --case "POST /pets#17"';
const shown: Finding = finding('SEND-03#1', {
  case: { id: 'POST /pets#17', broken: '/body/age: breaks minimum, -1 instead of 3', seed: 7, command },
});

const exploration: ExplorationEvent = {
  kind: 'exploration',
  operations: [
    { operation: 'POST /pets', state: 'explored', note: null, cases: 90, withoutIds: 0 },
    { operation: 'GET /pets/{petId}', state: 'explored', note: null, cases: 100, withoutIds: 12 },
    { operation: 'GET /later', state: 'not-implemented', note: null, cases: 40, withoutIds: 0 },
    { operation: 'DELETE /pets', state: 'not-explored', note: 'excluded (--exclude)', cases: 0, withoutIds: 0 },
  ],
  stopped: `the target does not answer any more: ${hostile.controls}`,
  canary: 'GET /pets',
  excused: [{ operation: 'GET /weather', reason: 'no network here', count: 4 }],
  leftBehind: [{ path: `/pets/${hostile.scriptEnd}`, reason: 'its deletion was answered 500' }],
  tidied: 2,
};

function log(): readonly RunEvent[] {
  const events = runLog({ findings: [shown] });
  return events.flatMap((event): readonly RunEvent[] => {
    if (event.kind === 'plan') {
      const operations = exploration.operations.map(({ operation, cases, note }) => ({
        operation,
        decision: note === null ? ('explore' as const) : ('skip' as const),
        reason: note,
        cases,
      }));
      return [
        { ...event, exploration: { operations, cases: 230, requests: 400, messages: 0, note: 'a smaller budget' } },
      ];
    }
    return event.kind === 'footer' ? [exploration, event] : [event];
  });
}

test('the summary says what was broken, how to send it again, and what could not be explored', async () => {
  const text = renderSummary(await foldResults(log()), { color: false });
  expect(text).toContain('broken    /body/age: breaks minimum, -1 instead of 3');
  expect(text).toContain(`again     ${command}`);
  expect(text).toMatch(/not implemented +GET \/later$/m);
  expect(text).toMatch(/not explored +DELETE \/pets: excluded \(--exclude\)$/m);
  expect(text).toMatch(/excused +GET \/weather ×4: no network here$/m);
  expect(text).toMatch(/left behind +\/pets\//);
  expect(text).not.toContain('\u0007');
});

test('a run without generated requests says nothing of them', async () => {
  const text = renderSummary(await foldResults(greenLog()), { color: false });
  expect(text).not.toContain('Exploration');
});

test('JUnit and the page show the case of a finding', async () => {
  const results = await foldResults(log());
  const evidence = await gatherEvidence(results, log());
  expect(renderJunit(results, evidence)).toContain('broken    /body/age: breaks minimum, -1 instead of 3');
  const page = renderHtml(results, evidence);
  expect(page).toContain('Broken: /body/age: breaks minimum, -1 instead of 3');
  expect(page).toContain('--case &quot;POST /pets#17&quot;');
  expect(page).toContain('230 generated requests to 3 operations.');
  expect(page).not.toContain('</script><script>globalThis.owned');
});

test('the plan lists what will be explored and what will not, with reasons', () => {
  const plan = log().find((event) => event.kind === 'plan');
  const text = plan ? renderPlan(plan) : '';
  expect(text).toContain('Will explore (a smaller budget)\n  POST /pets         up to 90 generated requests');
  expect(text).toContain('Will not explore\n  DELETE /pets  excluded (--exclude)');
});

test('progress counts generated requests together and ends with what came of them', () => {
  let written = '';
  const terminal = createTerminal({ color: false, live: false, columns: 100, write: (text) => (written += text) });
  for (const event of log()) terminal.event(event);
  expect(written).toContain('■ explore  blocked: the target does not answer any more');
  expect(written).toMatch(/✕ explore +3 operations, 230 cases, 0 requests {2}1 finding$/m);
});
