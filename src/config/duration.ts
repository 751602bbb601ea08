const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds in a duration such as `90s`, `10m` or `1h30m`; 0 for a text without any. */
export function parseDuration(text: string): number {
  let total = 0;
  for (const [, amount = '0', unit = 'ms'] of text.matchAll(/(\d+)(ms|s|m|h)/g)) {
    total += Number(amount) * (units[unit] ?? 1);
  }
  return total;
}
