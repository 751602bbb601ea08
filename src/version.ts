import { readFileSync } from 'node:fs';

/** Sources lie one folder below the package, compiled files two. */
const candidates = ['../package.json', '../../package.json'];

/** The version of this package. */
export function readVersion(): string {
  for (const candidate of candidates) {
    try {
      const text = readFileSync(new URL(candidate, import.meta.url), 'utf8');
      const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown };
      if (name === 'touchstone' && typeof version === 'string') return version;
    } catch {
      // Not there: the other layout.
    }
  }
  return 'unknown';
}
