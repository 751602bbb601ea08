import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const touchstone = async (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [resolve(root, 'bin/touchstone.js'), ...args], { cwd: root });

/** Commands that end by themselves and reach nothing but this machine. */
const harmless = ['list', 'explain'];

/** The lines that the README tells to type, as arguments. */
const commands: string[][] = [];
beforeAll(async () => {
  const readme = await readFile(resolve(root, 'README.md'), 'utf8');
  for (const [, line = ''] of readme.matchAll(/npx touchstone ([^\n]+)/g))
    commands.push(
      line
        .replace(/\s#\s.*/, '')
        .trim()
        .split(/\s+/),
    );
});

describe('the README', () => {
  test('tells commands that there are, with flags that they take', async () => {
    expect(commands.length).toBeGreaterThan(8);
    for (const [command = '', ...args] of commands) {
      const help = (await touchstone(command, '--help')).stdout;
      for (const flag of args.filter((arg) => arg.startsWith('--'))) expect(help, command).toContain(flag);
    }
  });

  test('tells commands that do what they are said to', async () => {
    const told = commands.filter(([command = '']) => harmless.includes(command));
    expect(told.length).toBeGreaterThan(1);
    for (const args of told) expect((await touchstone(...args)).stdout).not.toBe('');
  });
});
