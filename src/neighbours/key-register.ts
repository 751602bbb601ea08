import { randomBytes, scrypt } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../make-folder.js';

/** What a run tells other runs of the process that makes it. */
export interface RunProcess {
  readonly id: number;
  /** Name of the machine: on another one that shares the folder, ids of processes mean nothing. */
  readonly host: string;
  readonly isRunning: (id: number) => boolean;
}

/** A run and the keys that it uses. */
export interface KeyUse {
  readonly runId: string;
  /** Base URL. */
  readonly target: string;
  /** Keys by the name of their principal. */
  readonly keys: Readonly<Record<string, string>>;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** How long it may take, in milliseconds. */
  readonly maxTimeMs: number;
}

/** Another run that used one of our keys while this one did. */
export interface OtherRun {
  readonly runId: string;
  readonly process: number;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** Whose keys both use, by our names. */
  readonly principals: readonly string[];
}

export interface KeyRegister {
  /** Runs that were under way at the same time with one of the same keys, whether or not they still are. */
  others(): readonly OtherRun[];
  /** Strikes this run out. */
  leave(): void;
}

/** One run and one key. The key itself stands nowhere, only what scrypt makes of it and a secret of this folder. */
interface Entry extends Pick<KeyUse, 'runId' | 'startedAt'> {
  readonly process: number;
  readonly host: string;
  /** Unix milliseconds after which it has ended, whatever it says. */
  readonly until: number;
  /** Kept only while a run that it disturbed has yet to read it. */
  readonly endedAt: number | null;
}

/** Nobody else is seen and nothing is written. */
export const noRegister: KeyRegister = { others: () => [], leave: () => undefined };

/** Closing connections and writing reports come after the time of a run. */
const graceMs = 60_000;

/**
 * Enters a run in the register of a folder, which is made when it is missing: one file for each run and key, so that
 * runs that start at the same moment see each other. A folder that cannot be used costs the warning and nothing else.
 */
export async function enterKeyRegister(folder: string, use: KeyUse, process: RunProcess): Promise<KeyRegister> {
  try {
    await makeFolder(folder);
    const names = await hashedKeys(saltOf(folder), use);
    const register = openRegister(folder, { use, names, process });
    register.enter();
    return {
      others: () => attempt(() => register.others()) ?? [],
      leave: () => attempt(() => register.leave()),
    };
  } catch {
    return noRegister;
  }
}

/** Undefined: the folder has gone, or may not be written any more. */
function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

interface Registration {
  readonly use: KeyUse;
  /** Principals by the name of their key's files. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly process: RunProcess;
}

function openRegister(folder: string, registration: Registration): KeyRegister & { enter(): void } {
  const { use, names, process } = registration;
  const { runId, startedAt, maxTimeMs } = use;
  const own: Entry = {
    runId,
    startedAt,
    until: startedAt + maxTimeMs + graceMs,
    process: process.id,
    host: process.host,
    endedAt: null,
  };
  const lives = (entry: Entry) => isLive(entry, process);
  const othersOf = (name: string) => entriesOf(folder, name).filter((entry) => entry.runId !== runId);
  const write = (name: string, entry: Entry) =>
    writeFileSync(fileOf(folder, name, runId), JSON.stringify(entry), { mode: 0o600 });
  return {
    enter: () => {
      for (const name of names.keys()) {
        write(name, own);
        sweep(folder, name, lives);
      }
    },
    others: () => overlapping(names, (name) => othersOf(name).filter((entry) => lives(entry) || endedIn(entry, own))),
    leave: () => {
      for (const name of names.keys()) {
        if (othersOf(name).some(lives)) write(name, { ...own, endedAt: Date.now() });
        else rmSync(fileOf(folder, name, runId), { force: true });
      }
    },
  };
}

function overlapping(names: Registration['names'], find: (name: string) => readonly Entry[]): readonly OtherRun[] {
  const found = new Map<string, OtherRun>();
  for (const [name, principals] of names) {
    for (const { runId, process, startedAt } of find(name)) {
      const known = found.get(runId)?.principals ?? [];
      found.set(runId, { runId, process, startedAt, principals: [...known, ...principals] });
    }
  }
  return [...found.values()];
}

function isLive({ endedAt, until, host, process: id }: Entry, process: RunProcess): boolean {
  return endedAt === null && Date.now() < until && (host !== process.host || process.isRunning(id));
}

function endedIn({ endedAt }: Entry, { startedAt }: Entry): boolean {
  return endedAt !== null && endedAt > startedAt;
}

/** Takes away what runs that were killed left behind, and what nobody has to read any more. */
function sweep(folder: string, name: string, lives: (entry: Entry) => boolean): void {
  const entries = entriesOf(folder, name);
  const living = entries.filter(lives);
  for (const entry of entries) {
    if (living.includes(entry) || living.some((reader) => endedIn(entry, reader))) continue;
    rmSync(fileOf(folder, name, entry.runId), { force: true });
  }
}

function fileOf(folder: string, name: string, runId: string): string {
  return join(folder, `${name}.${runId}.json`);
}

function entriesOf(folder: string, name: string): readonly Entry[] {
  const files = readdirSync(folder).filter((file) => file.startsWith(`${name}.`));
  return files.flatMap((file) => readEntry(join(folder, file)) ?? []);
}

/** Null: it has gone meanwhile, or it is only just being written. */
function readEntry(file: string): Entry | null {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  const numbers = [entry?.startedAt, entry?.until, entry?.process, entry?.endedAt ?? 0];
  return numbers.every(Number.isFinite) && typeof entry?.host === 'string' && /^[\w-]{1,64}$/.test(String(entry.runId));
}

const saltBytes = 32;

/** The folder's own secret, made once: equal keys have other names in every other folder. */
function saltOf(folder: string): Buffer {
  const file = join(folder, 'salt');
  try {
    writeFileSync(file, randomBytes(saltBytes), { flag: 'wx', mode: 0o600 });
  } catch {
    // Another run has made it.
  }
  const salt = readFileSync(file);
  if (salt.length !== saltBytes) throw new Error('the salt is damaged');
  return salt;
}

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** Slow on purpose: whoever reads the folder, its salt included, must not find a key by trying. */
async function hashedKeys(salt: Buffer, { target, keys }: KeyUse): Promise<Registration['names']> {
  const place = new URL(target).href.replace(/\/+$/, '');
  const names = new Map<string, readonly string[]>();
  for (const [principal, key] of Object.entries(keys)) {
    const name = (await derive(key, Buffer.concat([salt, Buffer.from(place)]), 16)).toString('hex');
    names.set(name, [...(names.get(name) ?? []), principal]);
  }
  return names;
}
