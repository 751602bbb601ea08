import type { ApiOperation } from '../../contract/model.js';

/** An operation whose replies hold ids that a path parameter of another operation takes. */
export interface IdSource {
  readonly operation: ApiOperation;
  /** `created`: the run made what the id means; `listed`: it was there already. */
  readonly kind: 'created' | 'listed';
  /** Parameters that both paths share, by their names in the taking and in the giving one. */
  readonly shared: readonly (readonly [taking: string, giving: string])[];
  /** Where the id stands: a runtime expression of a declared link, or the name of the parameter that takes it. */
  readonly from: string;
}

/** Where the value of a path parameter can come from, the best source first. */
export interface IdWish {
  readonly parameter: string;
  readonly sources: readonly IdSource[];
}
