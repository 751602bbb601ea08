import type { Sinks } from '../http/sinks.js';
import type { Fixtures } from './suite.js';

/** Who may get mail, by what a run was given. */
export function sinksOf({ sinks, sinkDomains = [] }: Pick<Fixtures, 'sinks' | 'sinkDomains'>): Sinks {
  return { addresses: sinks, domains: sinkDomains };
}
