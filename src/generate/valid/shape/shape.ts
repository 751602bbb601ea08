import type { Json } from '../../../contract/model.js';
import type { Demand } from './demand.js';
import { allKinds, type Kind } from './kinds.js';

/** Bounds, both of which belong to the range. */
interface Range {
  readonly min: number;
  readonly max: number;
}

export interface NumberShape extends Range {
  /** The bounds themselves are outside. */
  readonly openMin: boolean;
  readonly openMax: boolean;
  readonly multiplesOf: readonly number[];
  readonly notMultiplesOf: readonly number[];
}

/** Lengths in code points. */
export interface TextShape extends Range {
  readonly patterns: readonly string[];
  readonly notPatterns: readonly string[];
  readonly formats: readonly string[];
  /** `contentEncoding`, `contentMediaType`. */
  readonly contents: readonly string[];
}

/** What one schema demands of items by position. */
export interface ItemLayer {
  readonly prefix: readonly (Demand | null)[];
  /** Beyond the prefix; null: nothing is said of it. */
  readonly rest: Demand | null;
  /** Whether what it speaks of counts as evaluated (2020-12 core, section 11). */
  readonly evaluates: boolean;
}

/** At least and at most so many items meet the demand. */
export interface Share extends Range {
  readonly demand: Demand;
}

export interface ListShape extends Range {
  readonly unique: boolean;
  /** Two items must be equal. */
  readonly repeated: boolean;
  readonly layers: readonly ItemLayer[];
  readonly shares: readonly Share[];
}

/** What one schema demands of members by name. */
export interface MemberLayer {
  /** Null: it may be anything. */
  readonly named: ReadonlyMap<string, Demand | null>;
  readonly patterns: readonly { readonly pattern: string; readonly demand: Demand | null }[];
  /** Of all others; null: nothing is said of them. */
  readonly rest: Demand | null;
  readonly evaluates: boolean;
}

export interface Extra {
  readonly among: { readonly pattern: string } | { readonly beside: MemberLayer };
  readonly demand: Demand;
}

export interface ObjectShape extends Range {
  readonly required: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
  readonly layers: readonly MemberLayer[];
  /** Demands on the names. */
  readonly names: readonly Demand[];
  /** Each is met by some member: one whose name matches the pattern, or one that the layer does not name. */
  readonly extras: readonly Extra[];
  /** Each is broken by some name. */
  readonly oddNames: readonly Demand[];
}

/**
 * A conjunction of demands with all choices made: what a value of each kind has to be. A schema comes down to a list of
 * shapes, and a value matches the schema when it has one of them.
 */
export interface Shape {
  readonly kinds: ReadonlySet<Kind>;
  /** The only values there are; null: any. */
  readonly values: readonly Json[] | null;
  readonly excluded: readonly Json[];
  readonly number: NumberShape;
  readonly text: TextShape;
  readonly list: ListShape;
  readonly object: ObjectShape;
  /** Must not hold; checked when a value is made, not built in. */
  readonly unless: readonly Demand[];
  /** Values that the document gives for it: examples and defaults. Taken only where they match. */
  readonly seeds: readonly Json[];
  /** Keys of what is built in already. */
  readonly met: ReadonlySet<string>;
}

export const anyShape: Shape = {
  kinds: new Set(allKinds),
  values: null,
  excluded: [],
  number: {
    min: -Infinity,
    max: Infinity,
    openMin: false,
    openMax: false,
    multiplesOf: [],
    notMultiplesOf: [],
  },
  text: { min: 0, max: Infinity, patterns: [], notPatterns: [], formats: [], contents: [] },
  list: { min: 0, max: Infinity, unique: false, repeated: false, layers: [], shares: [] },
  object: {
    min: 0,
    max: Infinity,
    required: new Set(),
    absent: new Set(),
    layers: [],
    names: [],
    extras: [],
    oddNames: [],
  },
  unless: [],
  seeds: [],
  met: new Set(),
};
