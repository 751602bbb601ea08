import { describe, expect, test } from 'vitest';
import { finding, runLog } from '../../test/support/run-log.js';
import type { RunEvent } from '../engine/events.js';
import { causersOf, compareReplay, findingsNamed, replayExitCode, type Replayed } from './replay.js';
import { foldResults } from './results.js';
import { renderReplay } from './terminal/replay.js';

const first = finding('ENV-01#1', { exchanges: ['ENV.basics/1', 'ENV.edges/2'] });
const second = finding('ENV-01#2', { operation: 'POST /emails/send/batch' });
const log = runLog({ findings: [first, second, finding('HDR-02#1')] });

describe('a name means', () => {
  test.each([
    ['the finding of that id', 'ENV-01#2', ['ENV-01#2']],
    ['the finding of that fingerprint', first.fingerprint, ['ENV-01#1']],
    ['all findings of that requirement', 'ENV-01', ['ENV-01#1', 'ENV-01#2']],
  ])('%s', async (_, name, ids) => {
    expect(findingsNamed(name, await foldResults(log)).map((one) => one.finding.id)).toEqual(ids);
  });

  test('nothing, when the run found no such thing: what is near is named', async () => {
    const results = await foldResults(log);
    expect(() => findingsNamed('ENV-01#3', results)).toThrow('the run has no finding ENV-01#3');
    expect(() => findingsNamed('ENV-02', results)).toThrow('the run has no finding of ENV-02: it is passed');
  });
});

test('the causers of a finding are those of all exchanges that prove it', async () => {
  const recorded = findingsNamed('ENV-01#1', await foldResults(log));
  expect(await causersOf(recorded, log)).toEqual(new Set(['ENV.basics', 'ENV.edges']));
});

/** Replays the first finding against a run that is told by a log. */
async function replayed(again: readonly RunEvent[]): Promise<Replayed> {
  const [recorded] = findingsNamed('ENV-01#1', await foldResults(log));
  return compareReplay(recorded!, await foldResults(ran(again)));
}

/** A log in which every scenario was run. */
function ran(events: readonly RunEvent[]): readonly RunEvent[] {
  return events.map((each) =>
    each.kind === 'plan' ? { ...each, scenarios: each.scenarios.filter(({ decision }) => decision === 'run') } : each,
  );
}

describe('a finding is', () => {
  test('fixed when its requirement was judged and nothing of it is left', async () => {
    expect(await replayed(runLog())).toMatchObject({ state: 'fixed', now: null, reason: null });
  });

  test('fixed when only what was found besides is left', async () => {
    expect(await replayed(runLog({ findings: [second] }))).toMatchObject({ state: 'fixed' });
  });

  test('still failing when the same cause is found, whatever else', async () => {
    const now = { ...first, id: 'ENV-01#7', actual: 'another body' };
    expect(await replayed(runLog({ findings: [second, now] }))).toMatchObject({
      state: 'still-failing',
      now: { actual: 'another body' },
    });
  });

  test('different when its requirement is violated in a new way, at the same operation rather than elsewhere', async () => {
    const elsewhere = finding('ENV-01#8', { operation: 'GET /openapi.json' });
    const here = finding('ENV-01#9', { message: 'Something else.' });
    expect(await replayed(runLog({ findings: [elsewhere, here] }))).toMatchObject({
      state: 'different',
      now: { message: 'Something else.' },
    });
  });

  test.each<[string, readonly RunEvent[], RegExp]>([
    [
      'its requirement was not tested',
      runLog({ outcomes: { 'ENV-01': { outcome: 'not-tested', reason: 'no key' } } }),
      /no key/,
    ],
    [
      'a scenario could not go on',
      runLog().map((each) =>
        each.kind === 'scenario' && each.id === 'ENV.edges' && each.state === 'finished'
          ? { ...each, state: 'blocked', reason: 'no answer' }
          : each,
      ),
      /ENV\.edges was blocked: no answer/,
    ],
    [
      'the run was cut short',
      runLog().map((each) => (each.kind === 'footer' ? { ...each, incomplete: 'interrupted' } : each)),
      /interrupted/,
    ],
  ])('not exercised when %s', async (_, again, reason) => {
    const told = await replayed(again);
    expect(told.state).toBe('not-exercised');
    expect(told.reason).toMatch(reason);
  });
});

test('the exit code is that of the worst', async () => {
  const base = await replayed(runLog());
  const code = (...states: Replayed['state'][]) => replayExitCode(states.map((state) => ({ ...base, state })));
  expect([
    code('fixed'),
    code('fixed', 'not-exercised'),
    code('not-exercised', 'different'),
    code('fixed', 'still-failing'),
  ]).toEqual([0, 4, 1, 1]);
});

test('what else had a hand in the replay stands above what came of it', async () => {
  const again = [...runLog(), { kind: 'notice' as const, message: 'Another run used the key of sender.' }];
  const text = renderReplay([await replayed(again)], await foldResults(again), { color: false, columns: 30 });
  expect(text).toMatch(/^ {2}! Another run used the key\n {4}of sender\.\n\n/);
});

test('before and now stand side by side', async () => {
  const again = runLog({ findings: [{ ...first, actual: 'an odd\u001b[2K body' }] });
  const text = renderReplay([await replayed(again)], await foldResults(again), { color: false, columns: 100 });
  expect(text).toMatch(/^ STILL FAILING {3}ENV-01#1 /);
  expect(text).toMatch(/^ {4}actual {4}\{"id":"msg_1","status":"queued"\} +an odd.*body$/m);
  expect(text).not.toContain('\u001b');
  expect(text).toContain('Sent 214 requests and 6 messages to http://127.0.0.1:4010');
});
