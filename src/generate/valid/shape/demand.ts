import type { Json } from '../../../contract/model.js';
import { keyOfPlace, type Place } from '../../schema/place.js';

/** Something a value must be. A list of demands has to hold all at once. */
export type Demand =
  /** It matches the schema, or it must not. */
  | { readonly kind: 'schema'; readonly place: Place; readonly holds: boolean }
  /** It is one of these. */
  | { readonly kind: 'values'; readonly values: readonly Json[] }
  /** At least one of these holds. */
  | { readonly kind: 'any'; readonly of: readonly Demand[] };

export function matching(place: Place): Demand {
  return { kind: 'schema', place, holds: true };
}

export function breaking(place: Place): Demand {
  return { kind: 'schema', place, holds: false };
}

/** The demand that holds exactly when this one does not; null for what has no such. */
export function opposite(demand: Demand): Demand | null {
  return demand.kind === 'schema' ? { ...demand, holds: !demand.holds } : null;
}

/** Equal keys, equal demands. */
export function keyOf(demand: Demand): string {
  switch (demand.kind) {
    case 'schema':
      return `${demand.holds ? '+' : '-'}${keyOfPlace(demand.place)}`;
    case 'values':
      return `=${JSON.stringify(demand.values)}`;
    case 'any':
      return `(${demand.of.map(keyOf).join('|')})`;
  }
}

export function keyOfAll(demands: readonly Demand[]): string {
  const [only] = demands;
  return demands.length === 1 && only !== undefined ? keyOf(only) : [...new Set(demands.map(keyOf))].join('&');
}
