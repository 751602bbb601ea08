import type { Shape } from './shape.js';

/** How one named value stands on the wire: a parameter, or a member of a form. */
export interface Field {
  readonly name: string;
  /** `form`, `simple`, `label`, `matrix`, `spaceDelimited`, `pipeDelimited`, `deepObject` or `cookie`. */
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** The value is one JSON text (`content`), whatever the style. */
  readonly json: boolean;
  readonly shape: Shape;
}

export type RequestPart = 'path' | 'query' | 'header' | 'cookie';

/** The parts that hold parameters, in the order of a request. */
export const requestParts: readonly RequestPart[] = ['path', 'query', 'header', 'cookie'];

/** A parameter of an operation that requests are generated with. */
export interface Slot extends Field {
  readonly part: RequestPart;
  readonly required: boolean;
  /** JSON pointer to its schema; null: any value. */
  readonly schema: string | null;
  /** JSON pointer to the parameter. */
  readonly pointer: string;
}

/** A name and a value of a query or form, both encoded. */
export type Pair = readonly [name: string, value: string];
