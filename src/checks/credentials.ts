import type { Observation } from './check.js';

/** Shorter strings would be found by chance. */
const shortestSecret = 8;

/** What a reply must not repeat: the secrets in use and what stands behind the scheme of every Authorization line sent. */
export function credentialsIn({ exchange }: Observation, secrets: readonly string[]): readonly string[] {
  const sent = exchange.request.headers
    .filter(([name]) => name.toLowerCase() === 'authorization')
    .map(([, value]) => value.slice(value.indexOf(' ') + 1).trim());
  return [...secrets, ...sent].filter((one) => one.length >= shortestSecret);
}
