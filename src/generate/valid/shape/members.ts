import type { Demand } from './demand.js';
import type { Matchers } from './matchers.js';
import type { ItemLayer, MemberLayer, ObjectShape } from './shape.js';

/** What an object's layers demand of the member with a name, together. */
export function memberDemands(object: ObjectShape, name: string, matchers: Matchers): readonly Demand[] {
  return object.layers.flatMap((layer) => demandsIn(layer, name, matchers)).filter((demand) => demand !== null);
}

function demandsIn(layer: MemberLayer, name: string, matchers: Matchers): readonly (Demand | null)[] {
  const named = layer.named.get(name);
  const patterned = layer.patterns.filter(({ pattern }) => matchers(pattern).test(name));
  if (named === undefined && patterned.length === 0) return [layer.rest];
  return [named ?? null, ...patterned.map(({ demand }) => demand)];
}

/** What the layers demand of a member that none of them speaks of. */
export function undeclaredDemands({ layers }: ObjectShape): readonly Demand[] {
  return layers.flatMap(({ rest }) => (rest === null ? [] : [rest]));
}

/** Whether a layer speaks of the name by itself or by a pattern. */
export function speaksOf(layer: MemberLayer, name: string, matchers: Matchers): boolean {
  return layer.named.has(name) || layer.patterns.some(({ pattern }) => matchers(pattern).test(name));
}

/** What a list's layers demand of the item at an index, together. */
export function itemDemands(layers: readonly ItemLayer[], index: number): readonly Demand[] {
  return layers
    .map((layer) => (index < layer.prefix.length ? layer.prefix[index] : layer.rest))
    .filter((demand) => demand !== null && demand !== undefined);
}
