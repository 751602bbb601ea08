import type { Random } from 'fast-check';
import type { Json, JsonObject } from '../../../contract/model.js';
import { composite, type Part } from '../draw/composite.js';
import { isPossible, type Maker, type Plain } from './maker.js';
import { planObject, type Chance, type ObjectPlan, type Slot } from './object-plan.js';
import { isExhausted } from '../draw/pace.js';
import type { ObjectShape } from '../shape/shape.js';
import type { Workshop } from './workshop.js';

const longestReason = 200;

export function objectMaker(object: ObjectShape, at: string, shop: Workshop): Maker {
  let planned: ObjectPlan | null = null;
  const plan = (): ObjectPlan => (planned ??= planObject(object, at, shop));
  const arbitrary = composite({
    pace: shop.pace,
    draw: (random) => drawMembers({ object, plan: plan(), shop, random }),
    build: (parts) => objectOf(parts.map(({ name, made }) => [name, made.value_])),
  });
  return { plain: () => plainObject(object, plan(), shop), arbitrary: () => arbitrary };
}

/** Assignment would set the prototype for a member called `__proto__`. */
function objectOf(entries: readonly (readonly [string, Json])[]): JsonObject {
  const made: Record<string, Json> = {};
  for (const [name, value] of entries) {
    if (name === '__proto__')
      Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
    else made[name] = value;
  }
  return made;
}

function plainObject(object: ObjectShape, plan: ObjectPlan, shop: Workshop): Plain {
  const made = new Map<string, Json>();
  for (const { name, maker } of plan.required) {
    const plain = maker.plain();
    if (!isPossible(plain)) return { reason: needed(name, plain.reason) };
    if (!shop.fitting.meets(object.names, name)) return { reason: `the name ${JSON.stringify(name)} is not allowed` };
    made.set(name, plain.value);
  }
  const put = (slot: Slot | null): boolean => {
    const plain = slot?.maker.plain() ?? { reason: '' };
    if (slot === null || !isPossible(plain)) return false;
    made.set(slot.name, plain.value);
    return true;
  };
  const chance = chanceOf(shop, null);
  for (const extra of object.extras) {
    const slots = slotsOf(plan.extraNames(extra, chance), (name) => plan.slot(name, extra.demand));
    if (!some(slots, put)) return { reason: 'it must have a member that is wrong elsewhere, and none is found' };
  }
  for (const slot of plan.optional) if (made.size < object.min && !made.has(slot.name)) put(slot);
  if (made.size < object.min) {
    for (const name of plan.names(chance)) {
      if (made.size >= object.min) break;
      if (!made.has(name)) put(plan.slot(name));
    }
  }
  if (made.size < object.min) return { reason: `it must have ${object.min} members, and only ${made.size} are found` };
  if (made.size > object.max) return { reason: `it must have ${made.size} members, and may have ${object.max}` };
  return { value: objectOf([...made]) };
}

/** Reasons within reasons are kept short: the innermost one tells most. */
function needed(name: string, reason: string): string {
  return reason.length > longestReason ? reason : `the member ${JSON.stringify(name)} is needed, but ${reason}`;
}

function* slotsOf(names: Iterable<string>, slot: (name: string) => Slot | null): Generator<Slot> {
  for (const name of names) {
    const found = slot(name);
    if (found !== null) yield found;
  }
}

function some<T>(items: Iterable<T>, test: (item: T) => boolean): boolean {
  for (const item of items) if (test(item)) return true;
  return false;
}

interface Drawing {
  readonly object: ObjectShape;
  readonly plan: ObjectPlan;
  readonly shop: Workshop;
  readonly random: Random;
}

function drawMembers({ object, plan, shop, random }: Drawing): readonly Part[] {
  const { pace } = shop;
  const parts = new Map<string, Part>();
  const put = (slot: Slot, removable: boolean): void => {
    if (!isPossible(slot.maker.plain())) return;
    if (removable) pace.spare -= 1;
    const from = slot.maker.arbitrary();
    parts.set(slot.name, { name: slot.name, made: from.generate(random, undefined), from, removable });
  };
  plan.required.forEach((slot) => put(slot, false));
  const chance = chanceOf(shop, random);
  for (const extra of object.extras) {
    const [slot] = slotsOf(plan.extraNames(extra, chance), (name) => plan.slot(name, extra.demand));
    if (slot !== undefined) put(slot, false);
  }
  // Out of eight: none, all, or some of them.
  const mood = random.nextInt(0, 7);
  for (const slot of plan.optional) {
    if (parts.size >= object.max || isExhausted(pace)) break;
    const wanted = mood === 0 ? false : mood === 1 || random.nextInt(0, 9) < 2 + pace.size;
    if (wanted) put(slot, true);
  }
  for (const slot of plan.optional) if (parts.size < object.min && !parts.has(slot.name)) put(slot, true);
  const undeclared = plan.open && !isExhausted(pace) ? random.nextInt(0, Math.max(0, pace.size - 1)) : 0;
  const wanted = Math.min(object.max, Math.max(object.min, parts.size + undeclared));
  if (parts.size < wanted) addUndeclared({ plan, chance, parts, wanted, put });
  return [...parts.values()];
}

interface Undeclared {
  readonly plan: ObjectPlan;
  readonly chance: Chance;
  readonly parts: ReadonlyMap<string, Part>;
  readonly wanted: number;
  readonly put: (slot: Slot, removable: boolean) => void;
}

function addUndeclared({ plan, chance, parts, wanted, put }: Undeclared): void {
  for (const name of plan.names(chance)) {
    if (parts.size >= wanted) return;
    const slot = parts.has(name) ? null : plan.slot(name);
    if (slot !== null) put(slot, true);
  }
}

/** Draws from a maker; without a source of chance, from one that is the same every time. */
function chanceOf(shop: Workshop, random: Random | null): Chance {
  const source = random ?? shop.steady();
  return (maker) => maker.arbitrary().generate(source, undefined).value_;
}
