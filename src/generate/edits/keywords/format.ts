import { replaceBy, type KeywordEdits, type Spot } from '../edit-model.js';
import { formatValues, type FormatValues } from './format-values.js';

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

function valuesFor({ limit }: Spot): FormatValues | undefined {
  return typeof limit === 'string' && Object.hasOwn(formatValues, limit) ? formatValues[limit] : undefined;
}
