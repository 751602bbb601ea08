import type { Json, JsonObject } from '../../contract/model.js';
import type { Place } from '../schema/place.js';
import type { Schemas } from '../schema/schemas.js';
import type { Obstacle, SchemaSource } from '../schema-source.js';

/** What editing needs to know besides the value. */
export interface EditContext {
  readonly source: SchemaSource;
  readonly schemas: Schemas;
  /** A valid value for the schema at a pointer; other indexes give other values. Undefined: none can be made. */
  make(pointer: string, index: number): Json | undefined;
  /** Takes note of what cannot be brought to its edge or broken. */
  note(obstacle: Obstacle): void;
}

/** A schema object at its place in the document. */
export interface Rule {
  readonly place: Place;
  /** The place's value. */
  readonly schema: JsonObject;
}

/** A place in a value, with the schema objects that the value there must match. */
export interface Site {
  /** JSON pointer into the value. */
  readonly at: string;
  readonly value: Json;
  readonly rules: readonly Rule[];
}

/** One keyword of one schema object, applied to one place. */
export interface Spot {
  readonly context: EditContext;
  readonly site: Site;
  readonly rule: Rule;
  /** The keyword's value. */
  readonly limit: Json;
}

/** A change to try. */
export interface Change {
  readonly at: string;
  /** Undefined: the member is removed. */
  readonly after: Json | undefined;
  /** Changes of one goal are ways to the same thing; the first that works is enough. */
  readonly goal?: string;
}

/** How values come to the edge of one keyword, and beyond. Changes are tried in order; nothing is taken on trust. */
export interface KeywordEdits {
  readonly keyword: string;
  /** Keywords that a validator names when this one is broken, where it is not the keyword itself. */
  readonly reportedAs?: readonly string[];
  /** Validators name only what is violated in the schemas below the keyword, not the keyword. */
  readonly reportedInside?: true;
  edges?(spot: Spot): Iterable<Change>;
  faults?(spot: Spot): Iterable<Change>;
}

/** The change that puts another value in place of the spot's. */
export function replaceBy({ site }: Spot, after: Json, goal?: string): Change {
  return { at: site.at, after, ...(goal === undefined ? {} : { goal }) };
}
