import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../engine/events.js';
import {
  finding,
  greenLog,
  hostile,
  hostileLog,
  incompleteLog,
  manyFindingsLog,
  runLog,
  waivedLog,
} from '../../../test/support/run-log.js';
import { gatherEvidence } from '../evidence.js';
import { foldResults } from '../results.js';
import { renderJunit } from './junit.js';

async function junit(log: readonly RunEvent[]): Promise<string> {
  const results = await foldResults(log);
  return renderJunit(results, await gatherEvidence(results, log));
}

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly properties: { readonly property: readonly { readonly name: string; readonly value: string }[] };
  readonly failure?: { readonly message: string; readonly type: string; readonly '#text': string };
  readonly error?: { readonly message: string; readonly '#text': string };
  readonly skipped?: { readonly message: string };
  readonly 'system-out'?: string;
}
interface Sums {
  readonly tests: string;
  readonly failures: string;
  readonly errors: string;
  readonly skipped: string;
}
interface Tree {
  readonly testsuites: Sums & { readonly testsuite: readonly (Sums & { readonly testcase: readonly Case[] })[] };
}

function parse(xml: string): Tree {
  const many = ['testsuite', 'testcase', 'property'];
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    isArray: (name) => many.includes(name),
  });
  return parser.parse(xml) as Tree;
}

const cases = (xml: string) => parse(xml).testsuites.testsuite.flatMap((each) => each.testcase);
const caseOf = (xml: string, id: string) => cases(xml).find((each) => each.name.startsWith(`${id} `))!;
const property = (one: Case, name: string) => one.properties.property.find((each) => each.name === name)?.value;

const present = (command: string) => spawnSync(command, ['--version']).error === undefined;

const strictLog = (findings: readonly ReturnType<typeof finding>[]) =>
  runLog({ findings }).map((each): RunEvent => (each.kind === 'header' ? { ...each, config: { strict: true } } : each));

describe('the shape of the file', () => {
  test('a requirement is a case, named by id and title, in the class of profile and area', async () => {
    const one = caseOf(await junit(greenLog()), 'COND-01');
    expect(one.name).toMatch(/^COND-01 \S/);
    expect(one.classname).toBe('sending.COND');
    expect(cases(await junit(greenLog()))).toHaveLength(84);
  });

  test.each([
    ['green', greenLog()],
    ['hostile', hostileLog()],
    ['incomplete', incompleteLog()],
    ['strict', strictLog([finding('HDR-04#1', { severity: 'warning' })])],
  ])('the sums of a %s run are those of its cases, in each suite and in all', async (_, log) => {
    const { testsuites } = parse(await junit(log));
    const sums = (all: readonly Case[]) => ({
      tests: String(all.length),
      failures: String(all.filter((each) => each.failure !== undefined).length),
      errors: String(all.filter((each) => each.error !== undefined).length),
      skipped: String(all.filter((each) => each.skipped !== undefined).length),
    });
    for (const suite of testsuites.testsuite) expect(suite).toMatchObject(sums(suite.testcase));
    expect(testsuites).toMatchObject(sums(testsuites.testsuite.flatMap((each) => each.testcase)));
  });
});

describe('outcomes', () => {
  test('a failure says the same in message and text: statement, expected, actual, exchange, command', async () => {
    const { failure } = caseOf(await junit(runLog({ findings: [finding('ENV-01#1')] })), 'ENV-01');
    expect(failure?.type).toBe('MUST/ENV-01');
    expect(failure?.message).toContain('The reply is no envelope. POST /emails/send: expected one object');
    for (const part of [
      'In the area ENV,',
      'The reply is no envelope. (seen 12 times)',
      'expected  one object with a boolean ok',
      'actual    {"id":"msg_1"',
      '> POST http://127.0.0.1:4010/api/v1/emails/send',
      '> Authorization: Bearer $SENDER_KEY',
      '< 200 OK',
      'curl -sS -X POST',
      'Fix: Wrap every reply',
    ]) {
      expect(failure?.['#text']).toContain(part);
    }
  });

  test('a warning passes, with its text as output and its outcome as a property', async () => {
    const one = caseOf(await junit(runLog({ findings: [finding('HDR-04#1', { severity: 'warning' })] })), 'HDR-04');
    expect(one).not.toHaveProperty('failure');
    expect(one).not.toHaveProperty('skipped');
    expect(property(one, 'outcome')).toBe('warned');
    expect(one['system-out']).toContain('The reply is no envelope.');
  });

  test('a warning fails in a strict run', async () => {
    const one = caseOf(await junit(strictLog([finding('HDR-04#1', { severity: 'warning' })])), 'HDR-04');
    expect(one.failure?.message).toContain('The reply is no envelope.');
  });

  test('what was blocked is an error with its reason, not a failure', async () => {
    const one = caseOf(await junit(hostileLog()), 'COND-02');
    expect(one.error?.message).toBe('blocked: COND.basics could not send its first mail');
    expect(one).not.toHaveProperty('failure');
  });

  test.each([
    ['PERM-04', 'not tested: needs the principal otherTeam'],
    ['BATCH-08', 'not applicable: the profile declares batchItemSchema: whole'],
  ])('%s is skipped and says why', async (id, message) => {
    expect(caseOf(await junit(greenLog()), id).skipped?.message).toBe(message);
  });

  test('waivers that have to be deleted are a failing case of their own', async () => {
    const xml = await junit(waivedLog());
    expect(xml).toMatch(
      /<testcase name="WAIVERS every waiver is needed"[^>]*>\s*<failure message="3 waivers must be deleted"/,
    );
    expect(xml).toContain('touchstone.waivers.yaml:8 stale: ENV-02, nothing it covers was found');
    expect(await junit(greenLog())).not.toContain('WAIVERS');
  });

  test('what besides the target had a hand in the run is a skipped case of its own', async () => {
    const xml = await junit([...greenLog(), { kind: 'notice', message: 'Another run was there.' }]);
    expect(caseOf(xml, 'NOTICES').skipped?.message).toBe('Another run was there.');
    expect(caseOf(await junit(greenLog()), 'NOTICES')).toBeUndefined();
  });

  test('a waived requirement is skipped with its waiver', async () => {
    const log = runLog({ outcomes: { 'ENV-02': { outcome: 'waived', reason: 'known until the next release' } } });
    expect(caseOf(await junit(log), 'ENV-02').skipped?.message).toBe('waived: known until the next release');
  });

  test('names the request id of the decisive exchange', async () => {
    const one = caseOf(await junit(runLog({ findings: [finding('ENV-01#1')] })), 'ENV-01');
    expect(property(one, 'request_id')).toBe('req_7f3k2m');
  });
});

describe('a run that shows nothing', () => {
  test('is an error when it was cut short', async () => {
    expect(caseOf(await junit(incompleteLog()), 'RUN').error?.message).toMatch(/interrupted/);
  });

  test('is an error when there was nothing to test', async () => {
    const log = greenLog().filter((each) => ['header', 'preflight', 'footer'].includes(each.kind));
    const refused: RunEvent = { kind: 'preflight', step: 'credential', ok: false, detail: 'sender is refused: 401' };
    const xml = await junit([...log.slice(0, -1), refused, ...log.slice(-1)]);
    expect(cases(xml)).toHaveLength(1);
    expect(caseOf(xml, 'RUN').error?.['#text']).toContain('FAILED  credential: sender is refused: 401');
  });

  test('does not trouble a run that came to a verdict', async () => {
    expect(caseOf(await junit(greenLog()), 'RUN')).toBeUndefined();
  });
});

describe('hostile texts', () => {
  test('are readable as what they are, and nothing XML 1.0 forbids is left', async () => {
    const xml = await junit(hostileLog());
    const text = caseOf(xml, 'ENV-01').failure?.['#text'] ?? '';
    expect(text).toContain(hostile.scriptEnd);
    expect(text).toContain(hostile.cdataEnd);
    expect(text).toContain(hostile.emoji);
    expect(text).toContain('nul ␀ bell ␇');
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/u);
  });

  test('do not make the file large', async () => {
    expect((await junit(hostileLog())).length).toBeLessThan(150_000);
    expect((await junit(manyFindingsLog(1000))).length).toBeLessThan(5_000_000);
  });
});

const logs = [
  ['green', greenLog()],
  ['hostile', hostileLog()],
  ['incomplete', incompleteLog()],
] as const;

describe.skipIf(!present('xmllint'))('xmllint (skipped where it is not installed)', () => {
  test.each(logs)('finds a %s run valid by our schema', async (_, log) => {
    const file = join(mkdtempSync(join(tmpdir(), 'junit-')), 'junit.xml');
    writeFileSync(file, await junit(log));
    const schema = new URL('../../../test/junit.xsd', import.meta.url).pathname;
    const { status, stderr } = spawnSync('xmllint', ['--noout', '--schema', schema, file], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: `${file} validates\n` });
  });
});

describe.skipIf(!present('python3'))('a second reader, python (skipped where it is not installed)', () => {
  test.each(logs)('reads the same cases of a %s run', async (_, log) => {
    const xml = await junit(log);
    const script =
      'import sys,json,xml.etree.ElementTree as t;' +
      'json.dump([[c.get("name"),[k.tag for k in c]] for c in t.fromstring(sys.stdin.buffer.read()).iter("testcase")],sys.stdout)';
    const read: unknown = JSON.parse(execFileSync('python3', ['-c', script], { input: xml, encoding: 'utf8' }));
    const ours = cases(xml).map((each) => [
      each.name,
      Object.keys(each).filter((key) => !['name', 'classname', 'time', '#text'].includes(key)),
    ]);
    expect(read).toEqual(ours);
  });
});
