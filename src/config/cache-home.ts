import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The user's cache folder, absolute; null: nobody knows where that is. A relative or empty path says nothing (XDG Base
 * Directory Specification).
 * @param environment usually `process.env`
 */
export function cacheHomeOf(environment: Readonly<Record<string, string | undefined>>): string | null {
  const given = [environment['XDG_CACHE_HOME'], environment['LOCALAPPDATA'], defaultFolder()];
  return given.find((path) => path !== undefined && isAbsolute(path)) ?? null;
}

/** A user without an entry in the password file has no home: some containers give a process any number for an id. */
function defaultFolder(): string | undefined {
  try {
    return join(homedir(), '.cache');
  } catch {
    return undefined;
  }
}
