import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from './model.js';
import { makeFolder } from '../make-folder.js';

/** Results computed from a content, kept by the hash of that content. A cache may forget; it never lies or throws. */
export interface ContentCache {
  /** What was kept under that name for that content, or null. */
  get(name: string, content: string): Promise<Json | null>;
  /** Keeps a value. Failing to do so costs the next run time and nothing else. */
  set(name: string, content: string, value: Json): Promise<void>;
}

/** Raised when the shape of an entry changes. */
const format = 1;

/**
 * Opens a cache in a folder, which is made when something is first kept.
 *
 * An entry is named by the hash of the content and of the code that computed it, so neither another document nor another
 * version of this program ever finds it. Entries are written to a temporary file and renamed, and carry a checksum:
 * concurrent runs see whole entries or none, and a damaged one counts as absent.
 */
export function openCache(dir: string): ContentCache {
  let code: Promise<string> | null = null;
  const fileOf = async (name: string, content: string): Promise<string> => {
    code ??= hashOfCode();
    return join(dir, `${name}-${sha256(`${format}\n${await code}\n${name}\n${content}`)}.json`);
  };
  return {
    get: async (name, content) => {
      try {
        return readEntry(await readFile(await fileOf(name, content), 'utf8'));
      } catch {
        return null;
      }
    },
    set: async (name, content, value) => {
      try {
        await writeWhole(await fileOf(name, content), writeEntry(value), dir);
      } catch {
        // A full or read-only disk must not fail a run over an optimisation.
      }
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function writeEntry(value: Json): string {
  const body = JSON.stringify(value);
  return `${sha256(body)}\n${body}`;
}

function readEntry(text: string): Json | null {
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  // The checksum shows that this program wrote it, as JSON.
  return sha256(body) === text.slice(0, end) ? (JSON.parse(body) as Json) : null;
}

async function writeWhole(file: string, text: string, dir: string): Promise<void> {
  await makeFolder(dir);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A version number would say the same between two commits; the code itself cannot be forgotten to be raised. */
async function hashOfCode(): Promise<string> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const hash = createHash('sha256');
  for (const name of (await readdir(here, { recursive: true })).sort()) {
    if (/(?<!\.d|\.test)\.[jt]s$/.test(name)) hash.update(name).update(await readFile(join(here, name)));
  }
  return hash.digest('hex');
}
