/** The essence of a media type or range: lower case, without parameters (RFC 9110, section 8.3.1). */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** Whether bodies of this type are JSON texts: `application/json` and every `+json` (RFC 6839). */
export function isJsonType(mediaType: string): boolean {
  if (mediaType === 'application/json') return true;
  const essence = essenceOf(mediaType);
  return essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json');
}

/**
 * The documented range that a media type falls under, the most specific one first: the type itself, then
 * `application/*+json`, then `application/*`, then any type (OpenAPI 3.1, "Response Object", `content`).
 */
export function matchMediaType<T extends { readonly range: string }>(
  documented: readonly T[],
  mediaType: string,
): T | null {
  // Nearly always they are written the same way.
  const same = documented.find(({ range }) => range === mediaType);
  if (same !== undefined) return same;
  const essence = essenceOf(mediaType);
  const [type = '', subtype = ''] = essence.split('/');
  const suffix = subtype.includes('+') ? subtype.slice(subtype.lastIndexOf('+')) : null;
  const ranges = [essence, ...(suffix === null ? [] : [`${type}/*${suffix}`]), `${type}/*`, '*/*'];
  for (const range of ranges) {
    const found = documented.find((candidate) => essenceOf(candidate.range) === range);
    if (found !== undefined) return found;
  }
  return null;
}
