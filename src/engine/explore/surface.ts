import type { ApiModel } from '../../contract/model.js';
import type { CaseMaker } from '../../generate/request-case.js';
import type { Api, ExplorationOptions } from '../options.js';

/** The operations that generated requests may go to, and who makes them. */
export interface Surface {
  readonly model: ApiModel;
  /** Prepares what the requests are made with; asked for once it is known that some are sent. */
  readonly openMaker: () => CaseMaker;
}

/**
 * Where the profile has a document of its own, its operations are as they are there: what a request breaks is then said by
 * the contract, and not by the target's idea of it. All others are as the target documents them.
 */
export function surfaceOf(
  exploration: Pick<ExplorationOptions, 'contract' | 'makeCases'> | null,
  api: Api,
): Surface | null {
  if (exploration === null) return null;
  const { contract, makeCases } = exploration;
  if (contract === null) return { model: api.model, openMaker: () => makeCases(api) };
  return {
    model: {
      ...api.model,
      operations: new Map([...api.model.operations, ...contract.model.operations]),
      securitySchemes: new Map([...api.model.securitySchemes, ...contract.model.securitySchemes]),
    },
    openMaker: () => {
      const makers = { contract: makeCases(contract), target: makeCases(api) };
      const makerOf = (key: string) => makers[contract.model.operations.has(key) ? 'contract' : 'target'];
      return {
        cases: (operation, options) => makerOf(operation.key).cases(operation, options),
        assemble: (operation, ...request) => makerOf(operation.key).assemble(operation, ...request),
        obstacles: (key) => makerOf(key).obstacles(key),
      };
    },
  };
}
