import type { Json } from '../../contract/model.js';

/** A schema where it stands. */
export interface Place {
  readonly value: Json;
  /** JSON pointer into the source's root. */
  readonly pointer: string;
  /** Pointer to the schema resource it belongs to: where `$ref`s that are a bare fragment start. */
  readonly resource: string;
  /** Resources entered on the way here, outermost first: where a `$dynamicRef` looks (2020-12 core, section 8.2.3.2). */
  readonly scope: readonly string[];
}

/** Names a place: the same schema entered through other resources may mean something else. */
export function keyOfPlace(place: Place): string {
  return place.scope.length > 1 ? `${place.pointer} ${place.scope.join(' ')}` : place.pointer;
}
