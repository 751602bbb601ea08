import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { thisProcess } from './this-process.js';

test('a process runs until it has ended', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const id = child.pid ?? 0;
  expect(thisProcess.id).toBe(process.pid);
  expect([thisProcess.isRunning(thisProcess.id), thisProcess.isRunning(id)]).toEqual([true, true]);
  child.stdin.end();
  await once(child, 'exit');
  expect(thisProcess.isRunning(id)).toBe(false);
});
