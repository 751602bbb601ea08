import { closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { FileError } from '../errors.js';

/** Something a run created at the target, and how to delete it. */
export interface Creation {
  /** Path below the base URL, encoded: `/pets/17`. */
  readonly path: string;
  /** The documented operation that deletes it: `DELETE /pets/{petId}`. */
  readonly remove: string;
}

/** What a run created and has not deleted yet; it does not grow with what is deleted again. */
export interface CreatedLog {
  /** Says that a request is about to be sent that may create something. */
  announce(request: string): void;
  /** What came of it; null: nothing was created that could be deleted. */
  settle(request: string, creation: Creation | null): void;
  /** Says that something is gone; what this log does not know of is nothing to it. */
  deleted(path: string): void;
  /** What this run has created and not deleted, the oldest first. */
  pending(): readonly Creation[];
  /** How much of that, and of what earlier runs of the same target left, is still there. */
  remaining(): number;
  /** What earlier runs of the same target left behind, and requests of which they did not learn what became of them. */
  readonly earlier: { readonly creations: readonly Creation[]; readonly unsettled: readonly string[] };
  /** Ends it: what has nothing left to say is taken away. */
  close(): void;
}

type Entry =
  | { readonly kind: 'announced'; readonly target: string; readonly request: string }
  | ({ readonly kind: 'created'; readonly target: string; readonly request: string } & Creation)
  | { readonly kind: 'settled'; readonly target: string; readonly request: string }
  | { readonly kind: 'deleted'; readonly target: string; readonly path: string };

/** A log that lives and dies with the process, for runs that leave no files. */
export function forgetfulLog(): CreatedLog {
  return keepLog('', { earlier: [], append: () => undefined, close: () => undefined });
}

/**
 * Opens the log in a file of a folder that exists, one JSON object a line, each written before the call returns: a crash cannot take it along.
 * What earlier runs left there is kept until it is deleted.
 * @throws FileError when the file cannot be read or written.
 */
export function openCreatedLog(file: string, target: string): CreatedLog {
  const open = stillOpen(read(file));
  rewrite(file, open);
  // Opened once: it is written to before and after each creation.
  let handle: number | null = null;
  return keepLog(target, {
    earlier: open.filter((entry) => entry.target === target),
    append: (entry) =>
      attempt(file, () => {
        writeSync((handle ??= openSync(file, 'a')), `${JSON.stringify(entry)}\n`);
      }),
    close: () => {
      if (handle !== null) closeSync(handle);
      handle = null;
      rewrite(file, stillOpen(read(file)));
    },
  });
}

/** A log without entries is no file. */
function rewrite(file: string, entries: readonly Entry[]): void {
  attempt(file, () => {
    if (entries.length === 0) rmSync(file, { force: true });
    else writeFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  });
}

interface Keeping {
  readonly earlier: readonly Entry[];
  readonly append: (entry: Entry) => void;
  readonly close: () => void;
}

function keepLog(target: string, { earlier, append, close }: Keeping): CreatedLog {
  const pending = new Map<string, Creation>();
  const left = new Set(earlier.flatMap((entry) => (entry.kind === 'created' ? [bare(entry.path)] : [])));
  return {
    announce: (request) => append({ kind: 'announced', target, request }),
    settle: (request, creation) => {
      if (creation) pending.set(bare(creation.path), creation);
      append(creation ? { kind: 'created', target, request, ...creation } : { kind: 'settled', target, request });
    },
    deleted: (path) => {
      if (pending.delete(bare(path)) || left.delete(bare(path))) append({ kind: 'deleted', target, path });
    },
    pending: () => [...pending.values()],
    remaining: () => new Set([...pending.keys(), ...left]).size,
    close,
    earlier: {
      creations: earlier.filter((entry) => entry.kind === 'created').map(({ path, remove }) => ({ path, remove })),
      unsettled: earlier.filter((entry) => entry.kind === 'announced').map(({ request }) => request),
    },
  };
}

/** A thing is the same whatever its deletion carries along in the query. */
function bare(path: string): string {
  return path.replace(/\?.*$/s, '');
}

/** Entries that are not done with: announced and not settled, created and not deleted. */
function stillOpen(entries: readonly Entry[]): readonly Entry[] {
  const open = new Map<string, Entry>();
  for (const entry of entries) {
    const request = entry.kind === 'deleted' ? null : `request ${entry.target} ${entry.request}`;
    const thing = 'path' in entry ? `thing ${entry.target} ${bare(entry.path)}` : null;
    if (entry.kind === 'announced' && request) open.set(request, entry);
    else if (request) open.delete(request);
    if (entry.kind === 'created' && thing) open.set(thing, entry);
    if (entry.kind === 'deleted' && thing) open.delete(thing);
  }
  return [...open.values()];
}

function read(file: string): readonly Entry[] {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fileError(file, cause);
  }
  return text.split('\n').flatMap((line) => entryOf(line) ?? []);
}

/** The last line of a crashed run may be cut. */
function entryOf(line: string): Entry | null {
  try {
    // Nobody else writes this file; what does not look like a line of it is left out below.
    const entry = JSON.parse(line) as Partial<Entry> | null;
    const known = ['announced', 'created', 'settled', 'deleted'].includes(String(entry?.kind));
    return known && typeof entry?.target === 'string' ? (entry as Entry) : null;
  } catch {
    return null;
  }
}

function attempt(file: string, write: () => void): void {
  try {
    write();
  } catch (cause) {
    throw fileError(file, cause);
  }
}

function fileError(file: string, cause: unknown): FileError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FileError(`what was created cannot be written down: ${reason}`, {
    where: file,
    advice: 'Choose a folder that can be written with `--reports`.',
    cause,
  });
}
