import { TouchstoneError, type ErrorKind } from '../errors.js';
import { visible } from '../report/visible.js';

const exitCodes: Readonly<Record<ErrorKind, number>> = { usage: 2, target: 3, internal: 4 };

/** An error as the user is told about it. */
export interface Failure {
  readonly exitCode: number;
  /** Lines for stderr, the last one ended. */
  readonly text: string;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Says what happened, where, and what to do about it. A stack is shown to those who ask for it, and only for our own bugs. */
export function describeFailure(error: unknown, debug: boolean): Failure {
  if (!(error instanceof TouchstoneError)) return bug(error, debug);
  const { message, where, advice, kind } = error;
  const place = where === undefined || message.includes(where) ? '' : ` (${where})`;
  const said = sentence(`${message.replace(/\.$/, '')}${place}`);
  const lines = [`touchstone: ${visible(said)}`, ...(advice === undefined ? [] : [`  ${visible(sentence(advice))}`])];
  if (debug && error.stack !== undefined) lines.push(visible(error.stack));
  return { exitCode: exitCodes[kind], text: `${lines.join('\n')}\n` };
}

function bug(error: unknown, debug: boolean): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const stack = debug && error instanceof Error ? (error.stack ?? '') : 'TOUCHSTONE_DEBUG=1 shows where it happened.';
  return { exitCode: 4, text: `touchstone: this is a bug of touchstone: ${visible(sentence(message))}\n  ${stack}\n` };
}
