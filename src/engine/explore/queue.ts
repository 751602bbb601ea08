import type { ApiOperation } from '../../contract/model.js';
import type { RequestCase } from '../../generate/request-case.js';
import { caseId } from './case-id.js';
import type { Field } from './field.js';
import { openRow, type Row } from './row.js';
import type { Slot } from './slots.js';

/** A case whose turn it is. */
export interface Turn {
  readonly case: RequestCase;
  /** Others take ids from it; null: nobody does. */
  readonly slot: Slot | null;
}

/** The cases of all operations in the order in which they go out. */
export interface Queue {
  /** Whose turn it is; null: nobody is left. */
  next(): Turn | null;
  /** Makes cases whose turn comes soon: time that would be spent waiting for the target. Which cases go out stays the same. */
  prepare(): void;
}

/** Lines up group after group, within a group one case of each operation in turn. Each is made when it is asked for, or soon before. */
export function openQueue(groups: readonly (readonly ApiOperation[])[], field: Field): Queue {
  const only = wantedCases(field);
  const most = only === null ? field.options.concurrency : 0;
  const rows: Row<RequestCase>[] = [];
  const turns = casesInTurn({ groups, rows, only }, field);
  return {
    next: () => {
      const next = turns.next();
      return next.done === true ? null : next.value;
    },
    prepare: () => {
      const depth = Math.ceil(most / rows.length);
      let left = most;
      for (const row of rows) while (left > 0 && row.prepare(depth)) left -= 1;
    },
  };
}

interface Line {
  readonly groups: readonly (readonly ApiOperation[])[];
  /** The operations whose turn comes, those that are next first. */
  readonly rows: Row<RequestCase>[];
  readonly only: ReadonlySet<string> | null;
}

function* casesInTurn({ groups, rows, only }: Line, field: Field): Generator<Turn, void> {
  let found = 0;
  for (const group of groups) {
    rows.push(...group.map((operation) => openRow(made(operation, field))));
    for (let row = rows.shift(); row !== undefined; row = rows.shift()) {
      const one = row.next();
      if (one === null) continue;
      rows.push(row);
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
