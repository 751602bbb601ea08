import { member } from '../../../contract/json-pointer.js';
import { replaceBy, type Change, type KeywordEdits, type Site, type Spot } from '../edit-model.js';

/** Values that numbers are told apart by are no further apart than this many decimals. */
const mostDecimals = 12;
/** How often a fraction is counted up until it gives a whole number. */
const mostMultiples = 1000;

export const minimum: KeywordEdits = limit('minimum', 1);
export const maximum: KeywordEdits = limit('maximum', -1);
export const exclusiveMinimum: KeywordEdits = limit('exclusiveMinimum', 1);
export const exclusiveMaximum: KeywordEdits = limit('exclusiveMaximum', -1);

export const multipleOf: KeywordEdits = {
  keyword: 'multipleOf',
  *edges(spot) {
    if (typeof spot.limit !== 'number' || typeof spot.site.value !== 'number') return;
    const step = stepOf(spot.site) ?? spot.limit;
    for (const value of [spot.site.value + step, spot.site.value - step, 0, step, -step])
      yield replaceBy(spot, tidy(value));
  },
  *faults(spot) {
    const { value } = spot.site;
    if (typeof spot.limit !== 'number' || typeof value !== 'number') return;
    if (isWhole(spot.site)) {
      yield* [value + 1, value - 1].map((near) => replaceBy(spot, near));
      return;
    }
    for (const part of [spot.limit / 2, spot.limit / 10, -spot.limit / 2, -spot.limit / 10]) {
      yield replaceBy(spot, tidy(value + part), part > 0 ? undefined : 'other side');
    }
  },
};

/** `inwards`: the direction in which values are allowed. */
function limit(keyword: string, inwards: 1 | -1): KeywordEdits {
  const exclusive = inwards === 1 ? 'exclusiveMinimum' : 'exclusiveMaximum';
  return {
    keyword,
    // Draft 4 and OpenAPI 3.0 exclude a limit by a flag beside it, which is no limit of its own.
    reportedAs: [keyword, exclusive],
    *edges(spot) {
      const bound = boundOf(spot, exclusive);
      if (bound !== null) yield* inside(spot, bound, inwards);
    },
    *faults(spot) {
      const bound = boundOf(spot, exclusive);
      if (bound !== null) yield* beyond(spot, bound, inwards);
    },
  };
}

interface Bound {
  readonly value: number;
  /** The bound itself is out. */
  readonly open: boolean;
}

function boundOf({ limit: value, rule, site }: Spot, exclusive: string): Bound | null {
  if (typeof value !== 'number' || typeof site.value !== 'number') return null;
  return { value, open: member(rule.schema, exclusive) === value || member(rule.schema, exclusive) === true };
}

function* inside(spot: Spot, { value, open }: Bound, inwards: 1 | -1): Iterable<Change> {
  const grid = stepOf(spot.site);
  const step = inwards * (grid ?? fineStep(value));
  const onGrid = grid === null ? value : snap(value, grid, inwards);
  const first = open && onGrid === value ? tidy(value + step) : onGrid;
  yield replaceBy(spot, first);
  yield replaceBy(spot, tidy(first + step));
  if (grid === null) yield replaceBy(spot, tidy(value + inwards));
}

function* beyond(spot: Spot, { value, open }: Bound, inwards: 1 | -1): Iterable<Change> {
  const grid = stepOf(spot.site);
  const step = inwards * (grid ?? fineStep(value));
  if (open) yield replaceBy(spot, value);
  const onGrid = grid === null ? value : snap(value, grid, inwards);
  yield replaceBy(spot, tidy(onGrid - step));
  // Where numbers are so large that steps vanish in them.
  if (value - step === value) yield replaceBy(spot, value - inwards * Math.abs(value) * Number.EPSILON * 2);
  yield replaceBy(spot, tidy(onGrid - step * 1000));
  if (value * inwards > 0) yield replaceBy(spot, tidy(grid === null ? -value : snap(-value, grid, inwards)));
}

/** How far apart allowed numbers are: null when any number between two is one, too. */
export function stepOf(site: Site): number | null {
  const steps = site.rules.flatMap(({ schema }) => {
    const step = member(schema, 'multipleOf');
    return typeof step === 'number' && step > 0 ? [step] : [];
  });
  const step = steps.length === 0 ? null : Math.max(...steps);
  if (!isWhole(site)) return step;
  if (step === null) return 1;
  for (let count = 1; count <= mostMultiples; count += 1) {
    const multiple = tidy(step * count);
    if (Number.isInteger(multiple)) return multiple;
  }
  return step;
}

/** Whether only whole numbers are allowed. */
function isWhole({ rules }: Site): boolean {
  return rules.some(({ schema }) => member(schema, 'type') === 'integer');
}

/** The allowed number at a bound, or next to it on the inner side. */
function snap(value: number, step: number, inwards: 1 | -1): number {
  const count = value / step;
  const slack = 1e-9 * inwards;
  return tidy((inwards === 1 ? Math.ceil(count - slack) : Math.floor(count - slack)) * step);
}

/** One unit of the decimal after the last one that a number is written with: 0.1 for 5, 0.01 for 1.5. */
function fineStep(value: number): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return 10 ** -Math.min(decimals + 1, mostDecimals);
}

/** Without the dust that binary fractions leave: 0.3 for 0.1 + 0.2. Adding 0 makes a plain zero of a negative one. */
function tidy(value: number): number {
  return Number.isSafeInteger(value) ? value + 0 : Number(value.toPrecision(15)) + 0;
}
