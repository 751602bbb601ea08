import type { ApiOperation } from '../../contract/model.js';
import type { RequestCase } from '../../generate/request-case.js';
import { caseId } from './case-id.js';
import type { Field } from './field.js';
import type { Slot } from './slots.js';

/** A case whose turn it is. */
export interface Turn {
  readonly case: RequestCase;
  /** Others take ids from it; null: nobody does. */
  readonly slot: Slot | null;
}

/**
 * The cases of all operations in the order in which they go out: group after group, within a group one of each operation
 * in turn. Each is made when it is asked for.
 */
export function* casesInTurn(groups: readonly (readonly ApiOperation[])[], field: Field): Generator<Turn, void> {
  const only = wantedCases(field);
  let found = 0;
  for (const group of groups) {
    let open = group.map((operation) => ({ operation, cases: made(operation, field) }));
    while (open.length > 0) {
      const still: typeof open = [];
      for (const each of open) {
        const next = each.cases.next();
        if (next.done === true) continue;
        still.push(each);
        const one = next.value;
        if (only !== null && !only.has(caseId({ operation: one.operation.key, index: one.index }))) continue;
        if (!field.purse.pays(one)) {
          withhold(one, field);
          continue;
        }
        yield {
          case: one,
          slot: only === null && field.resources.names(one.operation).length > 0 ? field.slots.admit(one) : null,
        };
        if (only !== null && only.size === (found += 1)) return;
      }
      open = still;
    }
  }
}

/** Null: all are. */
function wantedCases({ options }: Field): ReadonlySet<string> | null {
  const only = options.exploration?.onlyCases ?? [];
  return only.length === 0 ? null : new Set(only);
}

function withhold({ operation }: RequestCase, field: Field): void {
  const account = field.account(operation);
  account.withheld += 1;
  account.withheldFor ??= 'too little is left of the budget of messages (--max-messages)';
}

/** What a generator cannot do with an operation is told with it; the others go on. */
function* made(operation: ApiOperation, field: Field): Generator<RequestCase, void> {
  const account = field.account(operation);
  try {
    yield* field.maker.cases(operation, field.caseOptions(operation));
  } catch (error) {
    account.obstacle = `its requests cannot be made: ${error instanceof Error ? error.message : String(error)}`;
  }
}
