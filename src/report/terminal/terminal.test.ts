import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../engine/events.js';
import {
  finding,
  greenLog,
  hostileLog,
  incompleteLog,
  manyFindingsLog,
  runLog,
  waivedLog,
} from '../../../test/support/run-log.js';
import { foldResults } from '../results.js';
import { renderPlan } from './plan.js';
import { createTerminal } from './progress.js';
import { renderSummary } from './summary.js';

function progress(log: readonly RunEvent[], over: { color?: boolean; live?: boolean } = {}): string {
  let written = '';
  const terminal = createTerminal({
    color: false,
    live: false,
    columns: 100,
    ...over,
    write: (text) => (written += text),
  });
  for (const event of log) terminal.event(event);
  return written;
}

const summary = async (log: readonly RunEvent[], color = false) =>
  renderSummary(await foldResults(log), { color, reports: 'reports/' });

describe('progress', () => {
  test('counts no known violation as a finding', () => {
    const early = runLog({ findings: [finding('HDR-02#1', { waived: 'known' })] });
    const at = early.findIndex((each) => each.kind === 'finding');
    const log = [...early.slice(0, 6), ...early.slice(at, at + 1), ...early.slice(6)];
    expect(progress(log)).toMatch(/✓ HDR +2 scenarios, 4 requests$/m);
  });

  test('writes one line per area where lines cannot be rewritten', () => {
    const areas = progress(greenLog()).match(/^ {2}✓ [A-Z]+ +2 scenarios, 4 requests$/gm);
    expect(areas).toHaveLength(8);
  });

  test('rewrites one line on a terminal and leaves the same lines behind', () => {
    const live = progress(greenLog(), { live: true });
    expect(live).toContain('\r\u001b[2K');
    const left = live.split('\n').map((line) => line.slice(line.lastIndexOf('\u001b[2K') + 1).replace('[2K', ''));
    expect(left.join('\n').trim()).toBe(progress(greenLog()).trim());
  });

  test('marks the area whose requirement was violated', () => {
    const early = runLog({ findings: [finding('HDR-02#1')] });
    const at = early.findIndex((each) => each.kind === 'finding');
    const log = [...early.slice(0, 6), ...early.slice(at, at + 1), ...early.slice(6)];
    expect(progress(log)).toMatch(/✕ HDR +2 scenarios, 4 requests {2}1 finding$/m);
  });

  test('says at once which scenario was blocked and why', () => {
    const log = greenLog().map((each): RunEvent =>
      each.kind === 'scenario' && each.id === 'SEND.edges' && each.state === 'finished'
        ? { ...each, state: 'blocked', reason: 'the first mail\nwas refused' }
        : each,
    );
    expect(progress(log)).toContain('■ SEND.edges  blocked: the first mail was refused');
  });

  test('tells a preflight step that failed', () => {
    const log: RunEvent[] = [{ kind: 'preflight', step: 'credential', ok: false, detail: 'sender is refused: 401' }];
    expect(progress(log)).toBe('  ✕ credential  sender is refused: 401\n');
  });
});

describe('summary', () => {
  test('says the verdict first', async () => {
    expect(await summary(greenLog())).toMatch(
      /^ CONFORMANT {3}Every requirement that was tested is kept: 79 of them\.\n/,
    );
    expect(await summary(hostileLog())).toMatch(/^ NON-CONFORMANT {3}3 requirements violated, 1 warning, 1 blocked/);
    expect(await summary(incompleteLog())).toMatch(
      /^ INCONCLUSIVE {3}The log ends without a footer: the run was interrupted\. 1 requirement violated; 0 kept\.\n/,
    );
  });

  test('tells failures before warnings, each with expected, actual, a command and the fix', async () => {
    const log = runLog({ findings: [finding('AUTH-04#1', { severity: 'warning' }), finding('SEND-01#1')] });
    const text = await summary(log);
    expect(text.indexOf('✕ SEND-01')).toBeLessThan(text.indexOf('! AUTH-04'));
    for (const name of ['at', 'expected', 'actual', 'try', 'fix']) {
      expect(text).toMatch(new RegExp(`^ {4}${name.padEnd(8)}  \\S`, 'm'));
    }
  });

  test('tells one cause at several operations once, with its occurrences', async () => {
    const log = runLog({
      findings: [finding('ENV-01#1'), finding('ENV-01#2', { operation: 'POST /emails/send/batch' })],
    });
    const text = await summary(log);
    expect(text.match(/The reply is no envelope\. ×13/g)).toHaveLength(1);
    expect(text).toContain('POST /emails/send and 1 more operation');
  });

  test('stays short with a thousand findings and says how many it leaves out', async () => {
    const text = await summary(manyFindingsLog(1000));
    expect(text).toMatch(/… and 59 more requirements\./);
    expect(text.split('\n').length).toBeLessThan(500);
  });

  test('tells a long fix to its end, within the width', async () => {
    const fix = `${'Answer with the envelope everywhere and '.repeat(6)}test it.`;
    const log = runLog({ findings: [finding('ENV-01#1', { curl: null })] }).map((each): RunEvent =>
      each.kind === 'plan' ? { ...each, requirements: each.requirements.map((one) => ({ ...one, fix })) } : each,
    );
    const lines = (await summary(log)).split('\n');
    const start = lines.findIndex((line) => line.startsWith('    fix'));
    const told = lines.slice(start, lines.indexOf('', start));
    expect(told.map((line) => line.slice(14)).join(' ')).toBe(fix);
    expect(Math.max(...told.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('tells what besides the target had a hand in the run before anything is believed', async () => {
    const notice = { kind: 'notice', message: 'Another run was there. '.repeat(8).trim() } as const;
    const log = [...greenLog(), notice];
    const text = renderSummary(await foldResults(log), { color: false, columns: 60 });
    expect(text.split(/\s+/).join(' ')).toContain(`! ${notice.message}`);
    expect(progress(log)).toContain(`! ${notice.message}\n`);
  });

  test('groups what was not tested by reason', async () => {
    expect(await summary(greenLog())).toMatch(
      /Not tested\n {4}3 {2}needs the principal otherTeam\n {7}PERM-04, PERM-05, PERM-06/,
    );
  });

  test('tells known violations in a line each and what has to be deleted from the waivers file', async () => {
    const text = await summary(waivedLog());
    expect(text).toContain('3 waivers must be deleted.');
    expect(text).toContain(
      [
        'Waivers to delete',
        '  touchstone.waivers.yaml:8  ENV-02: stale, nothing it covers was found',
        '  touchstone.waivers.yaml:9-12  ENV-03 at POST /emails/send: expired, ended on 2027-01-31',
        '  touchstone.waivers.yaml:13  ENV-01 at POST /emails/send: duplicate, repeats line 2',
        '',
        'Violated as declared',
        '  touchstone.waivers.yaml:2-7  ENV-01 at POST /emails/send: a proxy in front strips it',
        '',
        'Waivers that this run says nothing of',
      ].join('\n'),
    );
    expect(text).not.toMatch(/^. ENV-01 /m);
  });

  test('writes out the waiver of each unexpected failure, and of no other finding', async () => {
    const entries = (await summary(waivedLog())).match(/^- \{ .*$/gm);
    expect(entries).toEqual([
      `- { requirement: HDR-02, operation: "POST /emails/send", fingerprint: '${finding('HDR-02#1').fingerprint}', reason: CHANGE ME, expires: 2027-01-31 }`,
    ]);
    expect(await summary(greenLog())).not.toContain('Declare it');
  });

  test('writes out the waiver of a warning only where warnings fail the run', async () => {
    const log = runLog({ findings: [finding('HDR-04#1', { severity: 'warning', level: 'SHOULD' })] });
    const strictly = log.map((each): RunEvent =>
      each.kind === 'header' ? { ...each, config: { strict: true } } : each,
    );
    expect(await summary(log)).not.toContain('Declare it');
    expect(await summary(strictly)).toContain('- { requirement: HDR-04,');
  });

  test('names the reports', async () => {
    expect(await summary(greenLog())).toContain('reports/index.html');
    expect(renderSummary(await foldResults(greenLog()), { color: false })).not.toContain('index.html');
  });

  test('lets no control character of a target through', async () => {
    const text = await summary(hostileLog());
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  test('is the same text with and without colour', async () => {
    const plain = (await summary(hostileLog(), true)).replace(/\u001b\[\d+m/g, '');
    expect(plain).toBe(await summary(hostileLog()));
  });
});

test('a plan tells its price, what will not be tested and why', () => {
  const plan = greenLog().find((each) => each.kind === 'plan')!;
  const text = renderPlan(plan);
  expect(text).toContain('Spends at most 80 requests and 8 messages.');
  expect(text).toMatch(/^ {2}ENV\.edges +Odd requests to ENV \(4 requests, 1 message\)$/m);
  expect(text).toMatch(/Not tested\n {2}PERM-04 {2}needs the principal otherTeam/);
  expect(text).toMatch(/Will not run\n {2}PERM\.teams {2}needs the principal otherTeam/);
});
