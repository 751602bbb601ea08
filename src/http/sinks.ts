/** Who may get mail in a run; nobody else is ever written to. */
export interface Sinks {
  /** Single addresses. */
  readonly addresses: readonly string[];
  /** Domains whose every address may, those of the domains below them, too. */
  readonly domains: readonly string[];
}

/** Tells whether an address may get mail; upper and lower case are the same. */
export function sinkTest({ addresses, domains }: Sinks): (address: string) => boolean {
  const known = new Set(addresses.map(normalized));
  const owned = domains.map(normalized);
  const isOwned = (domain: string) => owned.some((one) => domain === one || domain.endsWith(`.${one}`));
  return (address) => {
    const text = normalized(address);
    if (known.has(text)) return true;
    // Of several @ in an address one server heeds the first and another one the last.
    const [, ...hosts] = text.split(/@+/);
    return hosts.length > 0 && hosts.every(isOwned);
  };
}

function normalized(text: string): string {
  return text.trim().toLowerCase();
}
