import fc, { type Arbitrary } from 'fast-check';
import { fitsNumber } from '../shape/fits.js';
import type { Maker, Plain } from './maker.js';
import { commonMultiple, decimalsOf } from '../shape/multiples.js';
import type { NumberShape } from '../shape/shape.js';
import { tiered } from '../draw/tiered.js';
import type { Pace } from '../draw/pace.js';

/** Numbers beyond it are not told apart by JSON readers that keep doubles (RFC 8259, section 6). */
const farthest = Number.MAX_SAFE_INTEGER;

/** Integers, or numbers that are none: `step` apart, the one nearest to zero first. */
export function numberMaker(number: NumberShape, kind: 'integer' | 'fraction', pace: Pace): Maker {
  const grid = kind === 'integer' ? integerGrid(number) : fractionGrid(number);
  const fits = (value: number): boolean =>
    Number.isInteger(value) === (kind === 'integer') && fitsNumber(number, value);
  const at = (count: number): number => clean(count * grid.step, grid);
  const plain =
    plainest(grid, at, fits) ?? [number.min, number.max].find((bound) => Number.isFinite(bound) && fits(bound));
  const draw = (): Arbitrary<number> => {
    const origin = Math.round((plain ?? 0) / grid.step);
    const near = (reach: number): Arbitrary<number> => {
      const low = Math.max(grid.low, origin - reach);
      const high = Math.max(low, Math.min(grid.high, origin + reach));
      return fc
        .integer({ min: low, max: high })
        .map(at)
        .map((value) => (fits(value) ? value : (plain ?? 0)));
    };
    return tiered(pace, [near(10), near(1000), near(1_000_000), near(farthest)]);
  };
  let arbitrary: Arbitrary<number> | null = null;
  return {
    plain: (): Plain => (plain === undefined ? { reason: `no ${kind} lies within its limits` } : { value: plain }),
    arbitrary: () => (arbitrary ??= draw()),
  };
}

/** Multiples of a step, counted. */
interface Grid {
  readonly step: number;
  readonly low: number;
  readonly high: number;
}

function integerGrid({ min, max, multiplesOf }: NumberShape): Grid {
  const step = multiplesOf.length === 0 ? 1 : (commonMultiple([...multiplesOf, 1]) ?? 1);
  return gridWithin(min, max, step);
}

/** Two decimals where the range is wide enough for them, more where it is not. */
function fractionGrid({ min, max, multiplesOf }: NumberShape): Grid {
  const common = multiplesOf.length === 0 ? null : commonMultiple(multiplesOf);
  if (common !== null) return gridWithin(min, max, common);
  const width = max - min;
  const decimals = Number.isFinite(width) && width > 0 ? Math.max(2, Math.ceil(-Math.log10(width)) + 2) : 2;
  const finest = Math.min(15, Math.max(decimals, ...[min, max].filter(Number.isFinite).map(decimalsOf)));
  return gridWithin(min, max, 1 / 10 ** finest);
}

function gridWithin(min: number, max: number, step: number): Grid {
  const low = Math.ceil(Math.max(min / step, -farthest));
  const high = Math.floor(Math.min(max / step, farthest));
  return { step, low: Math.min(low, farthest), high: Math.max(high, -farthest) };
}

/** The first that fits, going away from zero. */
function plainest(grid: Grid, at: (count: number) => number, fits: (value: number) => boolean): number | undefined {
  const start = Math.min(Math.max(grid.low, 0), Math.max(grid.low, grid.high));
  const origin = grid.high < 0 ? grid.high : start;
  for (let distance = 0; distance <= 2000; distance += 1) {
    for (const count of distance === 0 ? [origin] : [origin + distance, origin - distance]) {
      if (count >= grid.low - 1 && count <= grid.high + 1 && fits(at(count))) return at(count);
    }
  }
  return undefined;
}

/** Without the noise of binary fractions: 0.30000000000000004 is three times 0.1. */
function clean(value: number, { step }: Grid): number {
  const decimals = Math.min(20, decimalsOf(step));
  const rounded = decimals === 0 ? value : Number(value.toFixed(decimals));
  return rounded === 0 ? 0 : rounded;
}
