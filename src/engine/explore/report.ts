import type { ExplorationEvent, ExploredOperation, PlannedExploration } from '../events.js';
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
  const keptForGood = [...plan.operations].flatMap(({ operation: key }) => keptFor(key, field));
  return {
    kind: 'exploration',
    operations,
    stopped: stop.reason,
    canary: watch.asked,
    excused,
    leftBehind: [...leftBehind, ...keptForGood],
    tidied,
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

/** What is created where the document lists no way to delete it stays, and is told as a sum. */
function keptFor(
  key: PlannedExploration['operations'][number]['operation'],
  field: Field,
): ExplorationEvent['leftBehind'] {
  const operation = field.model.operations.get(key);
  const kept = operation ? field.account(operation).kept : 0;
  return kept === 0
    ? []
    : [{ path: key, reason: `${kept} created; the document lists no way to delete them, or it is excluded` }];
}
