import { expect, test } from 'vitest';
import { DocumentError, FileError, InternalError, UnreachableError, UsageError } from '../errors.js';
import { describeFailure } from './failure.js';

test.each([
  { error: new UsageError('m'), exitCode: 2 },
  { error: new UnreachableError('m'), exitCode: 3 },
  { error: new DocumentError('m'), exitCode: 3 },
  { error: new FileError('m'), exitCode: 4 },
  { error: new InternalError('m'), exitCode: 4 },
  { error: new TypeError('m'), exitCode: 4 },
  { error: 'thrown', exitCode: 4 },
])('$error means exit code $exitCode', ({ error, exitCode }) => {
  expect(describeFailure(error, false).exitCode).toBe(exitCode);
});

test('an error says what, where and what to do', () => {
  const error = new UsageError('it is wrong', { where: '--mode', advice: 'Did you mean full?' });
  expect(describeFailure(error, false).text).toBe('touchstone: it is wrong (--mode).\n  Did you mean full?\n');
});

test('a place that the message names already is not repeated', () => {
  const error = new UsageError('--mode is wrong.', { where: '--mode' });
  expect(describeFailure(error, false).text).toBe('touchstone: --mode is wrong.\n');
});

test('a foreign error is called a bug of ours, and its stack is shown only on request', () => {
  const error = new TypeError('x is undefined');
  expect(describeFailure(error, false).text).toMatch(
    /this is a bug of touchstone: x is undefined\.\n {2}TOUCHSTONE_DEBUG/,
  );
  expect(describeFailure(error, false).text).not.toMatch(/failure\.test\.ts/);
  expect(describeFailure(error, true).text).toMatch(/failure\.test\.ts/);
});

test('what a target put into a message cannot move the cursor', () => {
  expect(describeFailure(new DocumentError('a\u001b[2Jb'), false).text).not.toContain('\u001b');
});
