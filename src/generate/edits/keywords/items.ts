import { isList, isObject, joinPointer, listMember, member } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';
import { replaceBy, type Change, type KeywordEdits, type Spot } from '../edit-model.js';
import { plainValues } from '../made-values.js';
import { asLimit } from './limits.js';
import { itemsFor, lengthened, mostItems } from './list-values.js';

export const minItems: KeywordEdits = {
  keyword: 'minItems',
  *edges(spot) {
    const bound = boundOf(spot, 1);
    if (bound !== null) yield* [...ofLength(spot, bound), ...ofLength(spot, bound + 1)];
  },
  *faults(spot) {
    const bound = boundOf(spot, 0);
    if (bound === null || bound === 0) return;
    yield* ofLength(spot, bound - 1);
    if (bound > 1) yield replaceBy(spot, []);
  },
};

export const maxItems: KeywordEdits = {
  keyword: 'maxItems',
  *edges(spot) {
    const bound = boundOf(spot, 0);
    if (bound !== null) yield* [...ofLength(spot, bound), ...ofLength(spot, bound - 1)];
  },
  *faults(spot) {
    const bound = boundOf(spot, 1);
    if (bound !== null) yield* ofLength(spot, bound + 1);
  },
};

function boundOf({ limit, site, rule, context }: Spot, margin: number): number | null {
  const bound = asLimit(limit);
  if (bound === null || !isList(site.value)) return null;
  if (bound + margin <= mostItems) return bound;
  const reason = `${bound} items are more than are tried: arrays are made up to ${mostItems} items`;
  context.note({ kind: 'obstacle', pointer: rule.place.pointer, reason });
  return null;
}

function* ofLength(spot: Spot, length: number): Iterable<Change> {
  const { value } = spot.site;
  if (!isList(value) || length < 0) return;
  const ways =
    length > value.length
      ? lengthened(spot.context, spot.site, length)
      : [value.slice(0, length), value.slice(value.length - length)];
  for (const way of ways) yield replaceBy(spot, way, `${length} items`);
}

export const uniqueItems: KeywordEdits = {
  keyword: 'uniqueItems',
  *faults(spot) {
    const { value } = spot.site;
    if (spot.limit !== true || !isList(value)) return;
    const [first] = value;
    if (first === undefined) {
      for (const item of itemsFor(spot.context, spot.site, 0)) yield replaceBy(spot, [item, item], 'twins');
      return;
    }
    yield { at: joinPointer(spot.site.at, value.length), after: first, goal: 'one more' };
    if (value.length > 1) yield { at: joinPointer(spot.site.at, value.length - 1), after: first, goal: 'one more' };
    // Equal all the same: members have no order.
    const turned = isObject(first) ? Object.fromEntries(Object.entries(first).toReversed()) : first;
    yield { at: joinPointer(spot.site.at, value.length), after: turned };
  },
};

/** Where items are forbidden: beyond the listed ones, or at one of their positions. */
function closed(keyword: string): KeywordEdits {
  return {
    keyword,
    // Forbidden items are reported by whichever keyword a validator has for the schema `false`.
    reportedAs: [keyword, 'items', 'additionalItems', 'unevaluatedItems', 'false schema'],
    *faults(spot) {
      const { value } = spot.site;
      const length = isList(value) ? firstForbidden(spot) : null;
      if (!isList(value) || length === null || length < value.length) return;
      const at = joinPointer(spot.site.at, value.length);
      if (length === value.length) yield* plainValues.map((item) => ({ at, after: item, goal: 'one more' }));
      for (const way of lengthened(spot.context, spot.site, length + 1)) yield replaceBy(spot, way, 'one more');
    },
  };
}

/** The first position at which the keyword allows no item; null: there is none. */
function firstForbidden({ limit, site }: Spot): number | null {
  if (isList(limit)) return limit.includes(false) ? limit.indexOf(false) : null;
  if (limit !== false) return null;
  const lengths = ['prefixItems', 'items'].flatMap((keyword) =>
    site.rules.map(({ schema }) => listMember(schema, keyword).length),
  );
  return Math.max(0, isList(site.value) ? site.value.length : 0, ...lengths);
}

export const items: KeywordEdits = closed('items');
export const prefixItems: KeywordEdits = closed('prefixItems');
export const additionalItems: KeywordEdits = closed('additionalItems');
export const unevaluatedItems: KeywordEdits = closed('unevaluatedItems');

/** Values of every kind; some of them an array's items are not to be like. */
const strangers: readonly Json[] = ['x', 0, null, true, {}, [], 1.5, '', -1, 1000];

export const contains: KeywordEdits = {
  keyword: 'contains',
  *faults(spot) {
    // Whatever `contains` asks for, an empty array lacks it.
    yield replaceBy(spot, []);
    const split = splitItems(spot);
    const least = asLimit(member(spot.rule.schema, 'minContains')) ?? 1;
    if (split !== null && least > 0) yield* withMatching(spot, split, { count: least - 1, goal: 'too few' });
  },
};

export const minContains: KeywordEdits = {
  keyword: 'minContains',
  reportedAs: ['minContains', 'contains'],
  *edges(spot) {
    const [split, bound] = [splitItems(spot), boundOf(spot, 1)];
    if (split === null || bound === null) return;
    yield* withMatching(spot, split, { count: bound, goal: 'just enough' });
    yield* withMatching(spot, split, { count: bound + 1, goal: 'one more than needed' });
  },
  *faults(spot) {
    const [split, bound] = [splitItems(spot), boundOf(spot, 0)];
    if (split !== null && bound !== null && bound > 0)
      yield* withMatching(spot, split, { count: bound - 1, goal: 'too few' });
  },
};

export const maxContains: KeywordEdits = {
  keyword: 'maxContains',
  reportedAs: ['maxContains', 'contains'],
  *edges(spot) {
    const [split, bound] = [splitItems(spot), boundOf(spot, 0)];
    if (split !== null && bound !== null) yield* withMatching(spot, split, { count: bound, goal: 'just as many' });
  },
  *faults(spot) {
    const [split, bound] = [splitItems(spot), boundOf(spot, 1)];
    if (split !== null && bound !== null) yield* withMatching(spot, split, { count: bound + 1, goal: 'one too many' });
  },
};

interface SplitItems {
  readonly matching: readonly Json[];
  readonly others: readonly Json[];
  /** Another one that matches; null: none is known. */
  readonly spare: Json | null;
}

/** Items that `contains` counts, and those that it does not. Null: that cannot be told. */
function splitItems({ context, site, rule }: Spot): SplitItems | null {
  const counted = context.schemas.child(rule.place, 'contains');
  if (counted === null || !isList(site.value) || site.value.length > mostItems) return null;
  const counts = (item: Json): boolean => context.source.judge(counted.pointer, item).kind === 'valid';
  const matching = site.value.filter(counts);
  const others = site.value.filter((item) => !counts(item));
  return { matching, others, spare: context.make(counted.pointer, 0) ?? matching[0] ?? null };
}

/** Arrays with so many items that count, as long as before where it can be. */
function* withMatching(
  spot: Spot,
  { matching, others, spare }: SplitItems,
  { count, goal }: { readonly count: number; readonly goal: string },
): Iterable<Change> {
  const missing = count - matching.length;
  const filled =
    missing > 0 ? [...matching, ...Array.from({ length: missing }, () => spare)] : matching.slice(0, count);
  const left = Math.max(0, matching.length - filled.length);
  for (const stranger of left > 0 ? strangers : []) {
    yield replaceBy(spot, [...filled, ...others, ...Array.from({ length: left }, () => stranger)], goal);
  }
  yield replaceBy(spot, [...filled, ...others], goal);
}
