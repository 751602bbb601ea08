import type { Json } from '../../../contract/model.js';
import { replaceBy, type KeywordEdits, type Spot } from '../edit-model.js';
import { formatValues, type FormatValues } from './format-values.js';
import { domainOf } from './mail-address.js';

/** Strings that follow none of the string formats. */
const shapeless = ['not a match', '', '{'];

export const format: KeywordEdits = {
  keyword: 'format',
  *edges(spot) {
    for (const value of valuesFor(spot)?.edges ?? []) {
      if (typeof value === typeof spot.site.value) yield replaceBy(spot, value);
    }
  },
  *faults(spot) {
    const { value } = spot.site;
    for (const wrong of valuesFor(spot)?.faults ?? []) if (typeof wrong === typeof value) yield replaceBy(spot, wrong);
    if (typeof value === 'string') yield* shapeless.map((text) => replaceBy(spot, text));
  },
};

function valuesFor({ limit, site: { value } }: Spot): FormatValues | undefined {
  const known = typeof limit === 'string' && Object.hasOwn(formatValues, limit) ? formatValues[limit] : undefined;
  const domain = limit === 'email' && typeof value === 'string' ? domainOf(value) : null;
  return known === undefined || domain === null ? known : atDomain(domain, known);
}

/** Mail may go to the domain of the address that was there, and nowhere else. */
function atDomain(domain: string, { edges, faults }: FormatValues): FormatValues {
  const moved = (value: Json) => (typeof value === 'string' ? value.replaceAll('example.com', () => domain) : value);
  return { edges: edges.map(moved), faults: faults.map(moved) };
}
