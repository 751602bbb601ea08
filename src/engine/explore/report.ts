import type { ExplorationEvent, ExploredOperation, PlannedExploration, ToDelete } from '../events.js';
import { caseId } from './case-id.js';
import { commandFor } from './words.js';
import { isNotImplemented, type Account } from './account.js';
import type { Field } from './field.js';
import type { Watch } from './watch.js';

export interface Ended {
  readonly field: Field;
  readonly watch: Watch;
  readonly excused: ExplorationEvent['excused'];
  readonly leftBehind: ExplorationEvent['leftBehind'];
  readonly tidied: number;
}

/** What came of an exploration. */
export function report({ field, watch, excused, leftBehind, tidied }: Ended): ExplorationEvent {
  const { plan, model, stop, maker } = field;
  const operations = plan.operations.flatMap(({ operation: key, decision, reason }): readonly ExploredOperation[] => {
    const operation = model.operations.get(key);
    if (!operation) return [];
    const account = field.account(operation);
    const { sent: cases, withoutIds } = account;
    if (decision !== 'explore') {
      const state = decision === 'unasked' ? decision : 'not-explored';
      return [{ operation: key, state, note: reason, cases, withoutIds }];
    }
    const obstacles = maker.obstacles(key).map(({ pointer, reason: why }) => `${pointer}: ${why}`);
    return [{ operation: key, state: stateOf(account), note: noteOn(account, obstacles), cases, withoutIds }];
  });
  const perOperation = plan.operations.flatMap(({ operation: key }) => keptFor(key, field));
  return {
    kind: 'exploration',
    operations,
    stopped: stop.reason,
    canary: watch.asked,
    excused,
    leftBehind: [...leftBehind, ...perOperation],
    tidied,
    toDelete: toDelete(field),
  };
}

function stateOf(account: Account): ExploredOperation['state'] {
  if (account.sent === 0) return 'not-explored';
  return isNotImplemented(account) ? 'not-implemented' : 'explored';
}

/** Obstacles told of one operation at most. */
const mostObstacles = 5;

function noteOn(account: Account, obstacles: readonly string[]): string | null {
  const { sent, withheld, withheldFor, overloaded, unanswered, obstacle } = account;
  const shown = obstacles.slice(0, mostObstacles);
  const more = obstacles.length - shown.length;
  const parts = [
    ...(obstacle === null ? [] : [obstacle]),
    ...(withheld === 0 ? [] : [`${withheld} not sent: ${withheldFor ?? ''}`]),
    ...(overloaded === 0 ? [] : [`${overloaded} refused by an overloaded target`]),
    ...(unanswered === 0 ? [] : [`${unanswered} not answered`]),
    ...shown,
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  if (parts.length > 0) return parts.join('; ');
  return sent === 0 ? 'the exploration ended before its turn, or no request could be made' : null;
}

/** What is created where the document lists no way to delete it stays, and is told as a sum; so is what nobody knows of. */
function keptFor(
  key: PlannedExploration['operations'][number]['operation'],
  field: Field,
): ExplorationEvent['leftBehind'] {
  const operation = field.model.operations.get(key);
  if (operation === undefined) return [];
  const { kept, unknown } = field.account(operation);
  const reasons = [
    ...(kept === 0 ? [] : [`${kept} created; the document lists no way to delete them, or it is excluded`]),
    ...(unknown === 0 ? [] : [`${unknown} without an answer; whether they created something is not known`]),
  ];
  return reasons.map((reason) => ({ path: key, reason }));
}

/** One plain case is enough for the next run to begin with what is left over. A gateway in process takes all with it. */
function toDelete({ options, plan, model, plain }: Field): ToDelete | null {
  const things = options.created.remaining();
  const explored = plan.operations.filter(({ decision }) => decision === 'explore').map(({ operation }) => operation);
  const key = explored.find((each) => each.startsWith('GET ')) ?? explored[0];
  const operation = key === undefined ? undefined : model.operations.get(key);
  if (things === 0 || options.embedded || operation === undefined) return null;
  const id = caseId({ operation: operation.key, index: plain(operation)?.index ?? 0 });
  // A smoke run deletes nothing.
  return { things, command: commandFor(id, { ...options, mode: options.mode === 'smoke' ? 'safe' : options.mode }) };
}
