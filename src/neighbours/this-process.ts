import { hostname } from 'node:os';
import process from 'node:process';
import type { RunProcess } from './key-register.js';

/** The process that this code runs in, whichever way it was started. */
export const thisProcess: RunProcess = { id: process.pid, host: hostname(), isRunning };

/** A signal of 0 only asks; one that may not be sent has somebody to go to. */
function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
