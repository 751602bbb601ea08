import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../engine/events.js';
import { FileError } from '../errors.js';
import { exchange, finding, greenLog, hostileLog, incompleteLog, runLog } from '../../test/support/run-log.js';
import { gatherEvidence } from './evidence.js';
import { foldResults } from './results.js';

const byId = (results: Awaited<ReturnType<typeof foldResults>>, id: string) =>
  results.requirements.find((each) => each.id === id)!;

describe('a whole log', () => {
  test('takes verdict, figures and traffic from the footer', async () => {
    const results = await foldResults(greenLog());
    expect(results).toMatchObject({
      complete: true,
      incomplete: null,
      verdict: 'conformant',
      exitCode: 0,
      divergence: 0,
      traffic: { requests: 214, messages: 6 },
      durationMs: 2340,
    });
  });

  test('tells every planned requirement with its outcome and reason, in the order of the plan', async () => {
    const results = await foldResults(greenLog());
    const plan = greenLog().find((each) => each.kind === 'plan');
    expect(results.requirements.map((each) => each.id)).toEqual(plan?.requirements.map((each) => each.id));
    expect(byId(results, 'PERM-04')).toMatchObject({ outcome: 'not-tested', reason: 'needs the principal otherTeam' });
    expect(byId(results, 'BATCH-08').outcome).toBe('not-applicable');
  });

  test('counts outcomes so that they add up to the requirements', async () => {
    const { summary, requirements } = await foldResults(hostileLog());
    expect(summary).toMatchObject({ failed: 3, warned: 1, blocked: 1, 'not-tested': 3, 'not-applicable': 2 });
    expect(Object.values(summary).reduce((a, b) => a + b)).toBe(requirements.length);
  });

  test('gives each finding the number of times it was seen', async () => {
    const results = await foldResults(runLog({ findings: [finding('ENV-01#1'), finding('ENV-01#2')] }));
    expect(byId(results, 'ENV-01').findings.map((each) => [each.id, each.count])).toEqual([
      ['ENV-01#1', 12],
      ['ENV-01#2', 1],
    ]);
  });

  test('sums the plan up and says what became of each scenario', async () => {
    const results = await foldResults(greenLog());
    expect(results.plan).toMatchObject({ test: 79, notTested: 3, notApplicable: 2, scenarios: { run: 16, skip: 1 } });
    expect(results.scenarios.at(0)).toMatchObject({ id: 'ENV.basics', state: 'finished', durationMs: 12 });
    expect(results.scenarios.at(-1)).toMatchObject({ state: 'skipped', reason: 'needs the principal otherTeam' });
  });

  test('keeps the reason of a footer that says the run was cut short', async () => {
    const log = greenLog().map((each): RunEvent =>
      each.kind === 'footer' ? { ...each, verdict: 'inconclusive', exitCode: 4, incomplete: 'interrupted' } : each,
    );
    expect(await foldResults(log)).toMatchObject({ complete: false, incomplete: 'interrupted', exitCode: 4 });
  });
});

describe('a log without a footer', () => {
  test('is inconclusive with exit code 4 and keeps what was seen', async () => {
    const results = await foldResults(incompleteLog());
    expect(results).toMatchObject({ complete: false, verdict: 'inconclusive', exitCode: 4 });
    expect(results.incomplete).toMatch(/footer/);
    expect(results.preflight).toHaveLength(3);
    expect(results.traffic).toMatchObject({ requests: 32, messages: null });
  });

  test('fails what has a finding and takes nothing else for a pass', async () => {
    const results = await foldResults(incompleteLog());
    expect(byId(results, 'ENV-01').outcome).toBe('failed');
    expect(byId(results, 'ENV-02')).toMatchObject({
      outcome: 'not-tested',
      reason: 'the run ended before it was decided',
    });
    expect(byId(results, 'BATCH-08').outcome).toBe('not-applicable');
    expect(results.summary.passed).toBe(0);
  });

  test('warns where only warnings were found', async () => {
    const log = runLog({ findings: [finding('HDR-04#1', { severity: 'warning' })] });
    const cut = log.filter((each) => each.kind !== 'outcome' && each.kind !== 'footer');
    expect(byId(await foldResults(cut), 'HDR-04').outcome).toBe('warned');
  });

  test('keeps outcomes that were written before it broke off', async () => {
    const log = greenLog();
    const results = await foldResults(log.slice(0, -2));
    expect(byId(results, 'ENV-01').outcome).toBe('passed');
    expect(results.complete).toBe(false);
  });

  test('keeps a finding made before there was a plan', async () => {
    const results = await foldResults(incompleteLog().filter((each) => each.kind !== 'plan'));
    expect(results.requirements).toMatchObject([{ id: 'ENV-01', area: 'ENV', tier: null, outcome: 'failed' }]);
    expect(results.plan).toBeNull();
  });
});

test('a log without a header is no run', async () => {
  await expect(foldResults([])).rejects.toThrow(FileError);
});

test('a log of a newer version is refused', async () => {
  const log = greenLog().map((each): RunEvent =>
    each.kind === 'header' ? { ...each, logVersion: each.logVersion + 1 } : each,
  );
  await expect(foldResults(log)).rejects.toThrow(/newer than/);
});

describe('evidence', () => {
  test('holds the exchanges that findings name and no other', async () => {
    const log = runLog({ findings: [finding('ENV-01#1', { exchanges: ['ENV.basics/2', 'HDR.edges/1'] })] });
    const evidence = await gatherEvidence(await foldResults(log), log);
    expect([...evidence.keys()].sort()).toEqual(['ENV.basics/2', 'HDR.edges/1']);
  });

  test('keeps the last four exchanges of a long proof', async () => {
    const ids = Array.from({ length: 9 }, (_, index) => `LONG.proof/${index}`);
    const log = runLog({
      findings: [finding('ENV-01#1', { exchanges: ids })],
      exchanges: ids.map((id) => exchange(id, '{}')),
    });
    const evidence = await gatherEvidence(await foldResults(log), log);
    expect([...evidence.keys()]).toEqual(ids.slice(-4));
  });

  test('cuts large bodies and says so', async () => {
    const log = hostileLog();
    const evidence = await gatherEvidence(await foldResults(log), log);
    const kept = evidence.get('SEND.large/1')?.response?.body;
    expect(kept).toMatchObject({ cut: true });
    expect(kept?.bytes).toBeGreaterThan(1024 * 1024);
    expect(kept?.content.length).toBeLessThanOrEqual(16 * 1024);
  });

  test('keeps exchanges without their bodies once all bodies together are too large', async () => {
    const ids = Array.from({ length: 1100 }, (_, index) => `LARGE.body/${index}`);
    const text = 'x'.repeat(20_000);
    const log = runLog({
      findings: ids.map((id, index) => finding(`ENV-01#${index}`, { exchanges: [id] })),
      exchanges: ids.map((id) => exchange(id, text)),
    });
    const evidence = await gatherEvidence(await foldResults(log), log);
    expect(evidence.get('LARGE.body/0')?.response?.body?.content).toHaveLength(16 * 1024);
    expect(evidence.get('LARGE.body/1099')?.response?.body).toMatchObject({ content: '', cut: true, bytes: 20_000 });
    expect(evidence.size).toBe(1100);
  });
});
