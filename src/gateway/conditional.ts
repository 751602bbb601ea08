import { createHash } from 'node:crypto';

/** Weak validator (RFC 9110 section 8.8.1) of a representation: the same for the same bytes, in every process. */
export function weakEtag(representation: Uint8Array): string {
  return `W/"${createHash('sha256').update(representation).digest('base64url').slice(0, 22)}"`;
}

/**
 * Whether an If-None-Match value (RFC 9110 section 13.1.2) names a tag, compared weakly: an asterisk, or a list that
 * holds it. A value that is neither names nothing.
 */
export function namesEtag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  return readTags(ifNoneMatch).includes(opaque(etag));
}

/** The opaque parts of a list of entity tags; none when the list is malformed. */
function readTags(list: string): readonly string[] {
  const element = /[ \t]*(?:(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*"))?[ \t]*(?:,|$)/y;
  const tags: string[] = [];
  while (element.lastIndex < list.length) {
    const match = element.exec(list);
    if (match === null) return [];
    if (match[1] !== undefined) tags.push(match[1]);
  }
  return tags;
}

function opaque(etag: string): string {
  return etag.replace(/^W\//, '');
}
