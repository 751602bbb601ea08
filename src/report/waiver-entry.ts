import type { FindingResult } from './results.js';

/** Days that a proposed waiver holds. */
const proposedDays = 90;

/**
 * The entry of a waivers file that would declare a finding as known: one line of YAML, ready to paste but for its reason.
 * @param startedAt when the run began, RFC 3339
 */
export function waiverEntry(requirement: string, { operation, fingerprint }: FindingResult, startedAt: string): string {
  const end = new Date(Date.parse(startedAt) + proposedDays * 86_400_000).toISOString().slice(0, 10);
  const members = [
    `requirement: ${requirement}`,
    `operation: ${quoted(operation)}`,
    `fingerprint: '${fingerprint}'`,
    'reason: CHANGE ME',
    `expires: ${end}`,
  ];
  return `- { ${members.join(', ')} }`;
}

/** A path may hold whatever was sent; in YAML a text between double quotes may be written like one of JSON (YAML 1.2.2, 7.3.1). */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
