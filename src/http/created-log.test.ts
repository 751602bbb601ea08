import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FileError } from '../errors.js';
import { openCreatedLog } from './created-log.js';

const target = 'http://127.0.0.1:1';
const remove = 'DELETE /pets/{petId}';

async function logFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'created.ndjson');
}

test('what a run created and did not delete is known to the next one, though it never closed its log', async () => {
  const file = await logFile();
  const crashed = openCreatedLog(file, target);
  crashed.announce('POST /pets#1');
  crashed.settle('POST /pets#1', { path: '/pets/1', remove });
  crashed.announce('POST /pets#2');
  crashed.settle('POST /pets#2', { path: '/pets/2?force=1', remove });
  crashed.deleted('/pets/2');
  crashed.announce('POST /pets#3');
  crashed.settle('POST /pets#3', null);
  crashed.announce('POST /pets#4');
  // The line that was being written when the process was killed.
  appendFileSync(file, '{"kind":"deleted","target":"http://127.0');
  const next = openCreatedLog(file, target);
  expect(next.earlier).toEqual({ creations: [{ path: '/pets/1', remove }], unsettled: ['POST /pets#4'] });
});

test('what was created at one target is not deleted at another', async () => {
  const file = await logFile();
  openCreatedLog(file, target).settle('POST /pets#1', { path: '/pets/1', remove });
  const other = openCreatedLog(file, 'http://127.0.0.1:2');
  expect(other.earlier.creations).toEqual([]);
  other.close();
  expect(openCreatedLog(file, target).earlier.creations).toHaveLength(1);
});

test('a log with nothing left to say is no file', async () => {
  const file = await logFile();
  const log = openCreatedLog(file, target);
  expect(existsSync(file)).toBe(false);
  log.announce('POST /pets#1');
  log.settle('POST /pets#1', { path: '/pets/1', remove });
  expect(log.pending()).toEqual([{ path: '/pets/1', remove }]);
  log.deleted('/pets/1?now=true');
  expect(log.pending()).toEqual([]);
  log.close();
  expect(existsSync(file)).toBe(false);
});

test('what an earlier run left behind is forgotten once it is deleted', async () => {
  const file = await logFile();
  openCreatedLog(file, target).settle('POST /pets#1', { path: '/pets/1', remove });
  openCreatedLog(file, target).deleted('/pets/1');
  expect(openCreatedLog(file, target).earlier.creations).toEqual([]);
});

test('a place that cannot be written to is a FileError that names it', async () => {
  const folder = await logFile();
  mkdirSync(folder);
  expect(() => openCreatedLog(folder, target)).toThrow(FileError);
});
