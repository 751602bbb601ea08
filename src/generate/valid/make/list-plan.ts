import { opposite, type Demand } from '../shape/demand.js';
import { isPossible, type Maker } from './maker.js';
import { itemDemands } from '../shape/members.js';
import type { ListShape, Share } from '../shape/shape.js';
import type { Workshop } from './workshop.js';

/** Makers for the items of a list with this length, or null: there is no such list. */
export type ListPlan = (length: number, from: number) => readonly Maker[] | null;

/**
 * Decides which items meet the demands that some items have to meet (`contains`). `from` is the index where the search
 * for them starts, so that it is not always the first ones.
 */
export function planList(list: ListShape, at: string, shop: Workshop): ListPlan {
  const place = shop.below(at, '*');
  const makerFor = (demands: readonly Demand[]): Maker => shop.maker(demands, place);
  const isMade = (demands: readonly Demand[]): boolean => isPossible(makerFor(demands).plain());

  // Beyond what is said by position, all items are alike.
  const positions = Math.max(0, ...list.layers.map(({ prefix }) => prefix.length));
  const makers: Maker[] = [];
  const makerAt = (index: number): Maker =>
    (makers[Math.min(index, positions)] ??= makerFor(itemDemands(list.layers, index)));

  const assign = (demands: Demand[][], share: Share, from: number): boolean => {
    const { length } = demands;
    const taken = new Set<number>();
    for (let step = 0; step < length && taken.size < share.min; step += 1) {
      const index = (from + step) % length;
      const own = demands[index] ?? [];
      if (!isMade([...own, share.demand])) continue;
      own.push(share.demand);
      taken.add(index);
    }
    if (taken.size < share.min) return false;
    const otherwise = share.max === Infinity ? null : opposite(share.demand);
    if (otherwise === null) return true;
    let room = share.max - taken.size;
    return demands.every((own, index) => {
      if (taken.has(index)) return true;
      if (isMade([...own, otherwise])) {
        own.push(otherwise);
        return true;
      }
      room -= 1;
      return room >= 0;
    });
  };

  return (length, from) => {
    if (list.shares.length === 0) {
      const own = Array.from({ length }, (_, index) => makerAt(index));
      return own.every((maker) => isPossible(maker.plain())) ? own : null;
    }
    const demands = Array.from({ length }, (_, index) => [...itemDemands(list.layers, index)]);
    if (!list.shares.every((share) => assign(demands, share, from))) return null;
    return demands.every(isMade) ? demands.map(makerFor) : null;
  };
}
