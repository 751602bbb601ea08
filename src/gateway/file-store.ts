import type { StoredFile } from './files.js';
import type { UploadIntent } from './parts.js';

const ENTRIES_MAX = 10_000;

/** What is remembered of uploads. Bounded: of files and of intents the oldest make room. */
export interface FileStore {
  keepFile(file: StoredFile): void;
  findFile(id: string): StoredFile | null;
  keepIntent(intent: UploadIntent): void;
  findIntent(id: string): UploadIntent | null;
}

export function createFileStore(): FileStore {
  const files = new Map<string, StoredFile>();
  const intents = new Map<string, UploadIntent>();
  return {
    keepFile: (file) => keep(files, file),
    findFile: (id) => files.get(id) ?? null,
    keepIntent: (intent) => keep(intents, intent),
    findIntent: (id) => intents.get(id) ?? null,
  };
}

function keep<T extends { readonly id: string }>(entries: Map<string, T>, entry: T): void {
  if (entries.size >= ENTRIES_MAX && !entries.has(entry.id)) {
    for (const oldest of entries.keys()) {
      entries.delete(oldest);
      break;
    }
  }
  entries.set(entry.id, entry);
}
