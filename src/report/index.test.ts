import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunEvent } from '../engine/events.js';
import { FileError } from '../errors.js';
import { hostileLog, incompleteLog } from '../../test/support/run-log.js';
import { writeReports } from './index.js';

const directory = () => mkdtempSync(join(tmpdir(), 'reports-'));

function logFile(events: readonly RunEvent[], tail = ''): string {
  const path = join(directory(), 'run.ndjson');
  writeFileSync(path, `${events.map((each) => JSON.stringify(each)).join('\n')}\n${tail}`);
  return path;
}

test('writes three reports into a folder it creates, and leaves nothing else there', async () => {
  const reports = join(directory(), 'deep', 'reports');
  const results = await writeReports(logFile(hostileLog()), reports);
  expect(readdirSync(reports).sort()).toEqual(['index.html', 'junit.xml', 'results.json']);
  expect(JSON.parse(readFileSync(join(reports, 'results.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(results)));
  expect(readFileSync(join(reports, 'junit.xml'), 'utf8')).toContain('<testsuites name="touchstone sending@2026-06"');
  expect(readFileSync(join(reports, 'index.html'), 'utf8')).toMatch(/^<!doctype html>\n<html lang="en">/);
});

test('replaces the reports of an earlier run', async () => {
  const reports = directory();
  writeFileSync(join(reports, 'junit.xml'), 'old');
  await writeReports(logFile(hostileLog()), reports);
  expect(readFileSync(join(reports, 'junit.xml'), 'utf8')).not.toContain('old');
});

test('reports what a log holds up to a last line that was cut off', async () => {
  const results = await writeReports(logFile(incompleteLog(), '{"kind":"exch'), directory());
  expect(results).toMatchObject({ complete: false, verdict: 'inconclusive' });
});

test('passes over a kind of line it does not know', async () => {
  const results = await writeReports(logFile(hostileLog(), '{"kind":"later"}\n7\n'), directory());
  expect(results.complete).toBe(true);
});

test('a folder that is a file is a FileError that names the report', async () => {
  const occupied = join(directory(), 'reports');
  writeFileSync(occupied, '');
  const error: unknown = await writeReports(logFile(hostileLog()), occupied).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FileError);
  expect(error).toMatchObject({
    where: join(occupied, 'results.json'),
    advice: expect.stringContaining('--reports') as string,
  });
});

test('a report that cannot be put in place leaves no draft behind', async () => {
  const reports = directory();
  mkdirSync(join(reports, 'results.json'));
  await expect(writeReports(logFile(hostileLog()), reports)).rejects.toThrow(FileError);
  expect(readdirSync(reports)).toEqual(['results.json']);
});

test('a log that is missing is a FileError', async () => {
  await expect(writeReports(join(directory(), 'run.ndjson'), directory())).rejects.toThrow(FileError);
});
