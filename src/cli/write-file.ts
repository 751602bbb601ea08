import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileError } from '../errors.js';
import { makeFolder } from '../make-folder.js';

export interface WriteOptions {
  /** Permission bits; default: 0o666 less the umask. */
  readonly mode?: number;
  /** The flag that named the file, for messages. */
  readonly where: string;
}

/**
 * Writes a file whole or not at all, creating its folder.
 * @throws FileError when it cannot be written.
 */
export async function writeWhole(path: string, text: string, { mode, where }: WriteOptions): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await makeFolder(dirname(path));
    await writeFile(draft, text, { flag: 'wx', ...(mode !== undefined && { mode }) });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FileError(`${path} cannot be written: ${reason}`, {
      where,
      advice: 'Give a path in a folder that can be created and written to.',
      cause,
    });
  }
}
