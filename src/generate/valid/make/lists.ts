import type { Random } from 'fast-check';
import type { Json } from '../../../contract/model.js';
import { composite, type Part } from '../draw/composite.js';
import { planList, type ListPlan } from './list-plan.js';
import { isPossible, type Maker, type Plain } from './maker.js';
import { canonical } from '../shape/narrow.js';
import { isExhausted, setPace } from '../draw/pace.js';
import type { ListShape } from '../shape/shape.js';
import type { Workshop } from './workshop.js';

/** Lengths beyond the least one that are tried, when nothing shorter is possible. */
const mostTried = 20;
/** A list longer than that is not made, whatever the schema asks for. */
const longest = 20_000;
/** Draws of an item until it differs from those before it. */
const mostDraws = 60;

export function listMaker(list: ListShape, at: string, shop: Workshop): Maker {
  const plan = planList(list, at, shop);
  let shortest: number | null = null;
  const least = (): number | null => (shortest ??= shortestLength(list, plan));
  return {
    plain: () => {
      const length = least();
      const makers = length === null ? null : plan(length, 0);
      return makers === null ? { reason: 'no length is possible for its items' } : plainList(list, makers, shop);
    },
    arbitrary: () =>
      composite({
        pace: shop.pace,
        draw: (random) => drawItems({ list, plan, least: least() ?? 0, shop, random }),
        build: (parts) =>
          repeated(
            list,
            parts.map(({ made }) => made.value_),
          ),
      }),
  };
}

function shortestLength(list: ListShape, plan: ListPlan): number | null {
  if (list.min > longest) return null;
  for (let length = list.min; length <= Math.min(list.max, list.min + mostTried); length += 1) {
    if (plan(length, 0) !== null) return length;
  }
  return null;
}

function plainList(list: ListShape, makers: readonly Maker[], shop: Workshop): Plain {
  const items: Json[] = [];
  const seen = new Set<string>();
  for (const [index, maker] of makers.entries()) {
    const plain = maker.plain();
    if (!isPossible(plain)) return { reason: `item ${index} cannot be: ${plain.reason}` };
    const item = list.unique && seen.has(canonical(plain.value)) ? distinct(maker, seen, shop) : plain.value;
    if (item === null) return { reason: `only ${index} different items are found` };
    seen.add(canonical(item));
    items.push(item);
  }
  return { value: repeated(list, items) };
}

/** Null: none is found; null itself is never a second value of its kind. */
function distinct(maker: Maker, seen: ReadonlySet<string>, { pace, steady }: Workshop): Json {
  const before = { ...pace };
  const random = steady();
  const arbitrary = maker.arbitrary();
  let found: Json = null;
  for (let draws = 0; draws < mostDraws * 5 && found === null; draws += 1) {
    setPace(pace, 1 + Math.floor(draws / mostDraws));
    const drawn = arbitrary.generate(random, undefined).value_;
    if (!seen.has(canonical(drawn))) found = drawn;
  }
  Object.assign(pace, before);
  return found;
}

interface Drawing {
  readonly list: ListShape;
  readonly plan: ListPlan;
  readonly least: number;
  readonly shop: Workshop;
  readonly random: Random;
}

function drawItems({ list, plan, least, shop, random }: Drawing): readonly Part[] {
  const { pace } = shop;
  const most = isExhausted(pace) ? least : Math.min(list.max, least + pace.size);
  const wanted = random.nextInt(least, Math.max(least, most));
  const makers = plan(wanted, wanted === 0 ? 0 : random.nextInt(0, wanted - 1)) ?? plan(least, 0) ?? [];
  const parts: Part[] = [];
  const seen = new Set<string>();
  for (const [index, maker] of makers.entries()) {
    if (index >= least) pace.spare -= 1;
    const part = drawItem(maker, { seen: list.unique ? seen : null, random, removable: index >= list.min });
    if (part === null) {
      if (index >= least) break;
      continue;
    }
    parts.push(part);
  }
  return parts;
}

interface ItemDrawing {
  /** Items so far, where they have to differ. */
  readonly seen: Set<string> | null;
  readonly random: Random;
  readonly removable: boolean;
}

function drawItem(maker: Maker, { seen, random, removable }: ItemDrawing): Part | null {
  const from = maker.arbitrary();
  for (let draws = 0; draws < mostDraws; draws += 1) {
    const made = from.generate(random, undefined);
    const key = seen === null ? '' : canonical(made.value_);
    if (seen?.has(key) === true) continue;
    seen?.add(key);
    return { name: '', made, from, removable };
  }
  return null;
}

/** Where two items must be equal, the last one is made so. */
function repeated(list: ListShape, items: readonly Json[]): readonly Json[] {
  const [first] = items;
  if (!list.repeated || first === undefined || items.length < 2) return items;
  return new Set(items.map(canonical)).size < items.length ? items : [...items.slice(0, -1), first];
}
