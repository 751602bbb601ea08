import { createReadStream, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileError } from '../errors.js';
import { makeFolder } from '../make-folder.js';
import type { Redactor } from './redact.js';

/** A log being written. */
export interface Recorder {
  /**
   * Appends one event as one redacted line of JSON. The operating system has it by the end of this turn of the event loop: a
   * kill loses no more than what was still being made, and nothing piles up in memory.
   * @throws FileError when lines cannot be written.
   */
  write(event: object): void;
  /** Writes what is left and ends the log. */
  close(): Promise<void>;
}

/** Characters of lines that wait for the end of the turn at most. */
const mostWaiting = 256 * 1024;

/**
 * Starts a log at `path`, replacing one from an earlier run and making folders as needed.
 * @throws FileError when it cannot be created.
 */
export async function openRecorder(path: string, options: { redactor: Redactor }): Promise<Recorder> {
  const file = await createLog(path);
  // One write per line would cost more than making the line: those of one turn go out together.
  let waiting = '';
  let failure: FileError | null = null;
  const flush = () => {
    const lines = waiting;
    waiting = '';
    try {
      if (lines !== '') writeWhole(file.fd, lines);
    } catch (cause) {
      failure ??= fileError(path, cause);
    }
  };
  const check = () => {
    if (failure) throw failure;
  };
  return {
    write(event) {
      check();
      if (waiting === '') setImmediate(flush);
      waiting += `${options.redactor.json(JSON.stringify(event))}\n`;
      if (waiting.length > mostWaiting) flush();
      check();
    },
    close: async () => {
      flush();
      await file.close();
      check();
    },
  };
}

/**
 * Reads a log line by line. A last line that was cut off by a kill is left out.
 * @throws FileError when the file cannot be read or another line is no JSON.
 */
export async function* readLog(path: string): AsyncGenerator {
  let number = 0;
  for await (const { line, whole } of linesOf(path)) {
    number += 1;
    const event = parsed(line);
    if (event !== undefined) yield event;
    else if (whole && line.trim() !== '') {
      throw new FileError(`line ${number} is no JSON`, {
        where: path,
        advice: 'The log was changed after it was written; restore it or run again.',
      });
    }
  }
}

/** Lines ended by LF alone: a JSON string may hold other line separators. */
async function* linesOf(path: string): AsyncGenerator<{ line: string; whole: boolean }> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield { line, whole: true };
    }
  } catch (cause) {
    throw fileError(path, cause);
  }
  if (rest !== '') yield { line: rest, whole: false };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

async function createLog(path: string): Promise<FileHandle> {
  try {
    await makeFolder(dirname(path));
    return await open(path, 'w');
  } catch (cause) {
    throw fileError(path, cause);
  }
}

function writeWhole(file: number, text: string): void {
  let written = writeSync(file, text);
  if (written === Buffer.byteLength(text)) return;
  const bytes = Buffer.from(text);
  while (written < bytes.length) written += writeSync(file, bytes, written);
}

function fileError(path: string, cause: unknown): FileError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const advice = reason.includes('ENOSPC')
    ? 'Free some space on the disk.'
    : 'Choose a folder that can be written with `--reports`.';
  return new FileError(`the log cannot be used: ${reason}`, { where: path, advice, cause });
}
