import type { JsonObject } from '../../../contract/model.js';
import type { Place } from '../../schema/place.js';
import type { Schemas } from '../../schema/schemas.js';
import type { Demand } from './demand.js';
import type { Shape } from './shape.js';

/** A schema object being read. */
export interface Reading {
  readonly schemas: Schemas;
  readonly place: Place;
  readonly schema: JsonObject;
}

/** The same where its keywords apply other schemas to the same value. */
export interface InPlace extends Reading {
  /** What is left of a shape when a demand is added, one shape per way to meet it. */
  readonly add: (shape: Shape, demand: Demand) => readonly Shape[];
  /** The shape before anything of this schema was added. */
  readonly before: Shape;
}
