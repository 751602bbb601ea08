import type { Observation } from './check.js';
import { decodedContent } from './content-coding.js';
import { hasContent } from './scope.js';

const mostCharacters = 64 * 1024;

/** The text of a reply as far as it is looked at; null: it has none, or none that can be read. */
export function textOf(seen: Observation): string | null {
  const { response } = seen.exchange;
  const content = hasContent(seen) && response ? decodedContent(response, seen.header('content-encoding')) : null;
  return content === null ? null : Buffer.from(content).toString('utf8').slice(0, mostCharacters);
}

/** What differs from request to request in a text, or in a text within JSON: what is quoted, paths, ids, numbers. */
const particular = /\\"[^"\\]*\\"|'[^']*'|`[^`]*`|\/[\w%./{}~-]*|[0-9a-f-]{8,}|\d+/gi;

function outline(seen: Observation): string {
  return (textOf(seen) ?? '').replace(particular, '');
}

/** Two replies say the same, but for what they say it of. */
export function areAlike(one: Observation, other: Observation): boolean {
  return one.status === other.status && one.mediaType === other.mediaType && outline(one) === outline(other);
}
