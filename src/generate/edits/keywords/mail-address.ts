/** The domain of what looks like a mail address; null: it does not. */
export function domainOf(text: string): string | null {
  const [, domain = null] = /^[^\s@]+@([^\s@]+)$/.exec(text) ?? [];
  return domain;
}

/** The most that RFC 5321 section 4.5.3.1.1 allows before the @, and RFC 1035 section 2.3.4 between two dots. */
const mostLocal = 64;
const mostLabel = 63;

/**
 * An address at or below the domain of another one and longer by so many characters, with parts that are no longer than mail and its names
 * allow: whoever refuses it does so for the length of the whole.
 */
export function longerAddress(address: string, missing: number): string {
  const at = address.indexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  const room = Math.max(0, mostLocal - local.length);
  // A single character more would be a dot with no label before it.
  const padding = missing === room + 1 ? Math.max(0, room - 1) : Math.min(missing, room);
  return `${local}${'a'.repeat(padding)}@${labels(missing - padding)}${domain}`;
}

/** Labels with their dots, so many characters in all. */
function labels(length: number): string {
  const full = mostLabel + 1;
  const count = Math.ceil(length / full);
  return Array.from({ length: count }, (_, index) => {
    const share = Math.floor(length / count) + (index < length % count ? 1 : 0);
    return `${'a'.repeat(share - 1)}.`;
  }).join('');
}
