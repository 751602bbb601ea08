import type { Observation } from './check.js';

/** The directives of all Cache-Control lines in lower case, without blanks: `max-age=3600` (RFC 9111 section 5.2). */
export function cacheDirectives(seen: Observation): ReadonlySet<string> {
  return seen.once(readDirectives);
}

function readDirectives(seen: Observation): ReadonlySet<string> {
  const line = seen.header('cache-control');
  // Most say one thing only.
  if (line !== null && /^[a-z-]+$/.test(line) && seen.headerLines('cache-control').length === 1) return new Set([line]);
  const directives = seen.headerLines('cache-control').join().replace(/\s+/g, '').toLowerCase().split(',');
  return new Set(directives.filter((one) => one !== ''));
}

/** For findings: the directives as one line. */
export function showDirectives(directives: ReadonlySet<string>): string {
  return directives.size === 0 ? 'no Cache-Control' : [...directives].join(', ');
}
