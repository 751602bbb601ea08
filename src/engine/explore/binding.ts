import type { Json } from '../../contract/model.js';
import type { RequestCase, RequestValue } from '../../generate/request-case.js';
import type { Capture } from './capture.js';
import { choose } from './choice.js';
import type { IdSource, IdWish } from './id-source.js';
import type { Resources } from './resources.js';
import type { Slots } from './slots.js';

/** Path parameters of a case that are filled with what the target gave. */
export interface Binding {
  readonly path: Readonly<Record<string, Json>>;
  /** A parameter kept its made-up value although an id was wanted. */
  readonly lacking: boolean;
}

export interface BindingParts {
  readonly seed: number;
  readonly resources: Resources;
  readonly slots: Slots;
}

/** One in so many valid cases keeps its made-up ids, for the replies to unknown ones. */
const unboundEvery = 8;

/**
 * Decides which cases give a case its ids, and waits for them. The choice rests on the seed, not on who is first: the
 * slot chosen, and while that has nothing to give, the next one. What the case means to break is left as it is.
 */
export async function bind(one: RequestCase, parts: BindingParts): Promise<Binding> {
  const wishes = parts.resources.wishes(one.operation);
  if (wishes.length === 0 || isMeantForStrangers(one, parts.seed)) return { path: {}, lacking: false };
  const edited = new Set(
    one.edits.map(({ at }) => /^\/path\/([^/]*)/.exec(at)?.[1]).filter((name) => name !== undefined),
  );
  const path: Record<string, Json> = {};
  let lacking = false;
  for (const wish of wishes) {
    if (Object.hasOwn(path, wish.parameter) || edited.has(wish.parameter)) continue;
    const found = await findId(wish, one, parts);
    if (found === null) lacking = true;
    else for (const [name, value] of Object.entries(found)) if (!edited.has(name)) path[name] ??= value;
  }
  return { path, lacking };
}

export function withIds(value: RequestValue, { path }: Pick<Binding, 'path'>): RequestValue {
  return Object.keys(path).length === 0 ? value : { ...value, path: { ...value.path, ...path } };
}

function isMeantForStrangers({ family, index, operation }: RequestCase, seed: number): boolean {
  return family !== 'invalid' && index > 0 && choose(unboundEvery, seed, operation.key, index) === 0;
}

/** The id with those of the collections around it. */
async function findId(
  { parameter, sources }: IdWish,
  one: RequestCase,
  { seed, slots }: BindingParts,
): Promise<Readonly<Record<string, Json>> | null> {
  for (const source of sources.filter((each) => mayTake(one, each))) {
    const giving = slots.of(source.operation);
    const first = firstSlot(one, { seed, amount: giving.length });
    for (let at = 0; at < giving.length; at += 1) {
      const captured = await giving[(first + at) % giving.length]?.settled();
      const ids = captured?.ids.get(source.from);
      const id = ids?.[choose(ids.length, seed, one.operation.key, one.index, 'id')];
      if (captured && id !== undefined) return { ...around(source, captured), [parameter]: id };
    }
  }
  return null;
}

/** What was at the target before is read and never changed: only what the run created is. */
function mayTake({ operation }: RequestCase, { kind }: IdSource): boolean {
  return kind === 'created' || operation.method === 'GET' || operation.method === 'HEAD';
}

/** Deletions go through the slots in turn, so that each finds something to delete as long as there is. */
function firstSlot({ operation, index }: RequestCase, { seed, amount }: { seed: number; amount: number }): number {
  if (amount === 0) return 0;
  return operation.method === 'DELETE' ? index % amount : choose(amount, seed, operation.key, index);
}

function around({ shared }: IdSource, { path }: Capture): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    shared.flatMap(([taking, giving]) => {
      const value = path[giving];
      return value === undefined ? [] : [[taking, value]];
    }),
  );
}
