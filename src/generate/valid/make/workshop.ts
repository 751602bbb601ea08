import type { Random } from 'fast-check';
import type { Demand } from '../shape/demand.js';
import type { Expander } from '../shape/expand.js';
import type { Fitting } from '../shape/fits.js';
import type { Maker } from './maker.js';
import type { Matchers } from '../shape/matchers.js';
import type { Pace } from '../draw/pace.js';
import type { Shape } from '../shape/shape.js';

/** What makers need to make the parts of their values. */
export interface Workshop {
  readonly expander: Expander;
  readonly fitting: Fitting;
  readonly matchers: Matchers;
  readonly pace: Pace;
  /** A source of chance that gives the same in every run: for what belongs to the schema, not to one value. */
  readonly steady: () => Random;
  /** Makes values that meet all the demands, for a place in the value (with `*` for the index of any item and a name made up). */
  maker(demands: readonly Demand[], at: string): Maker;
  /** The same for demands that were expanded already. */
  makerOf(shapes: readonly Shape[], at: string): Maker;
  /** Where in the value a part stands; empty when nobody asks. */
  below(at: string, name: string): string;
  /** Whether examples of whole objects and lists may be used: they take no notice of direction and given values. */
  readonly takesNestedSeeds: boolean;
  /** Whether a member is none of this direction's: readOnly in requests, writeOnly in responses. */
  isExempt(demands: readonly Demand[]): boolean;
}
