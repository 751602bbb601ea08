/** Percent-encodes everything but the unreserved characters (RFC 3986, section 2.3). Lone surrogates have no UTF-8 form. */
export function encodeText(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(withoutLoneSurrogates(text)).replace(/[!'()*]/g, hexOf);
}

/**
 * Percent-encodes for `allowReserved`: reserved characters stand as they are, but for those that would end the value or be
 * read as something else where it stands (OpenAPI 3.1.1, "Parameter Object", `allowReserved`).
 */
export function encodeReserved(text: string): string {
  return encodeText(text).replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B|3D)/g, decodeURIComponent);
}

/** Undoes percent-encoding; what is not properly encoded stays as it is. */
export function decodeText(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Undoes the encoding of forms and queries, where a plus means a blank. */
export function decodeForm(text: string): string {
  return decodeText(text.replaceAll('+', ' '));
}

export function withoutLoneSurrogates(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
