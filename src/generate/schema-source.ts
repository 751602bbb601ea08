import type { Direction, Json, SchemaVerdict } from '../contract/model.js';

/** How the keywords of a schema are to be read. */
export type SchemaDialect = '3.0' | '2020-12' | 'draft-07' | 'draft-06' | 'draft-04';

/** Schemas to make values for, and who says whether a value matches. Never mutated. */
export interface SchemaSource {
  /** The document that holds the schemas; they are named by JSON pointers into it, and `$ref`s lead to places in it. */
  readonly root: Json;
  readonly dialect: SchemaDialect;
  /** Whose values are made: readOnly members are left out of requests, writeOnly ones out of responses. */
  readonly direction: Direction;
  /** Holds a value to the schema at a pointer: what was made is confirmed, never taken on trust. */
  judge(pointer: string, value: Json): SchemaVerdict;
  /**
   * What to use at a place instead of made-up values: a sender that the target knows, an address that may get mail.
   * `at`: JSON pointer into the value made, `*` for any array index and any member that no schema names: `/to/email`.
   * Null: make one up.
   */
  readonly given?: (at: string) => GivenValues | null;
}

/** What stands at a place instead of made-up values. */
export interface GivenValues {
  readonly values: readonly Json[];
  /** Whether an edge may lead to another value than these; absent: never. */
  admits?(value: Json): boolean;
}

/** A value made for a schema, with the simpler ones to try in its place when it shows a fault. */
export interface Sample<Value> {
  readonly value: Value;
  /** Simpler samples, the simplest first; each may be simplified further. Lazy, finite. */
  shrink(): Iterable<Sample<Value>>;
}

/** Why no value can be made for a schema: `unsatisfiable: /properties/x demands two types`. */
export interface Obstacle {
  readonly kind: 'obstacle';
  readonly pointer: string;
  readonly reason: string;
}

/** One change to a valid value, named so that a person knows what was tried. */
export interface Edit {
  /** JSON pointer of the place in the value: `/body/to/email`. For an added or removed member, the member itself. */
  readonly at: string;
  /** The schema keyword on whose edge, or beyond, the change lies: `maxLength`, `required`, `additionalProperties`. */
  readonly keyword: string;
  /** JSON pointer to the schema that holds the keyword. */
  readonly schema: string;
  /** Value before and after; undefined: there is none. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** A value with edits, the first one first. */
export interface EditedValue {
  readonly value: Json;
  readonly edits: readonly Edit[];
}

/** Makes values for the schemas of one source. Everything is prepared when first asked for and kept. */
export interface ValueMaker {
  /**
   * The `index`-th valid value for the schema at `pointer`: the same for the same seed and index, and judged `valid` or
   * `undecided` by the source. Small indexes give small and plain values; index 0 the plainest one.
   */
  valid(pointer: string, choice: { readonly seed: number; readonly index: number }): Sample<Json> | Obstacle;
  /**
   * Valid values on the edges of the schema, each one edit away from `base`: every bound at -1, 0 and +1 as far as
   * allowed, each optional member absent and present, each enum member, each alternative. The same for the same base.
   */
  boundary(pointer: string, base: Json): Iterable<EditedValue>;
  /** Invalid values, one broken keyword each, confirmed `invalid` by the source. The same for the same base. */
  invalid(pointer: string, base: Json): Iterable<EditedValue>;
  /** What of the schema cannot be generated or broken, with reasons; known after the calls above. */
  obstacles(pointer: string): readonly Obstacle[];
}
