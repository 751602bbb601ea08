import type { ApiModel, ApiOperation, LoadedDocument, Validators } from '../contract/model.js';
import { openContext } from './request/outline.js';
import { requestCases } from './request/request-cases.js';
import { planRequests, type Given } from './request/request-plan.js';
import type { CaseMaker } from './request-case.js';

/** A document understood, as `understand` gives it. */
export interface CaseMakerApi {
  readonly document: LoadedDocument;
  readonly model: ApiModel;
  readonly validators: Validators;
}

export interface CaseMakerOptions {
  /**
   * What to use at a place of an operation's requests instead of made-up values. `at`: JSON pointer into the
   * RequestValue, `*` for any array index: `/body/from/email`. Null: make one up.
   */
  readonly given?: Given;
}

/** Makes requests for the operations of one document. Whatever an operation needs is prepared when it is first asked for. */
export function createCaseMaker(api: CaseMakerApi, options: CaseMakerOptions = {}): CaseMaker {
  const context = openContext(api);
  const plan = remember((operation: ApiOperation) => planRequests(context, operation, options.given ?? null));
  return {
    cases: (operation, wanted) => ({ [Symbol.iterator]: () => requestCases(plan(operation), wanted) }),
    assemble: (operation, value, mediaType) => plan(operation).assemble({ value, mediaType }),
    obstacles: (key) => {
      const operation = api.model.operations.get(key);
      return operation === undefined ? [] : plan(operation).obstacles();
    },
  };
}

function remember<T>(make: (operation: ApiOperation) => T): (operation: ApiOperation) => T {
  const made = new Map<string, T>();
  return (operation) => {
    const known = made.get(operation.key) ?? make(operation);
    made.set(operation.key, known);
    return known;
  };
}
