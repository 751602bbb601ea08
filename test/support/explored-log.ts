import type { ExplorationEvent, Finding, RunEvent } from '../../src/engine/events.js';
import { finding, hostile, runLog } from './run-log.js';

/** The command of the finding that {@link exploredLog} holds. */
export const command =
  'touchstone run http://127.0.0.1:4010 --profile openapi --mode full --seed 7 --case "POST /pets#17"';
const shown: Finding = finding('SEND-03#1', {
  case: { id: 'POST /pets#17', broken: '/body/age: breaks minimum, -1 instead of 3', seed: 7, command },
});

/** One operation of each state, and what a hostile target names. */
const exploration: ExplorationEvent = {
  kind: 'exploration',
  operations: [
    { operation: 'POST /pets', state: 'explored', note: null, cases: 90, withoutIds: 0 },
    { operation: 'GET /pets/{petId}', state: 'explored', note: null, cases: 100, withoutIds: 12 },
    { operation: 'GET /later', state: 'not-implemented', note: null, cases: 40, withoutIds: 0 },
    { operation: 'DELETE /pets', state: 'not-explored', note: 'excluded (--exclude)', cases: 0, withoutIds: 0 },
    { operation: 'GET /toys', state: 'unasked', note: 'no requirement speaks of it', cases: 0, withoutIds: 0 },
  ],
  stopped: `the target does not answer any more: ${hostile.controls}`,
  canary: 'GET /pets',
  excused: [{ operation: 'GET /weather', reason: 'no network here', count: 4 }],
  leftBehind: [{ path: `/pets/${hostile.scriptEnd}`, reason: 'its deletion was answered 500' }],
  tidied: 2,
  toDelete: { things: 3, command: 'touchstone run http://127.0.0.1:4010 --case "GET /pets#0"' },
};

/** A run whose one finding a generated request showed. */
export function exploredLog(): readonly RunEvent[] {
  const events = runLog({ findings: [shown] });
  return events.flatMap((event): readonly RunEvent[] => {
    if (event.kind === 'plan') {
      const operations = exploration.operations.map(({ operation, state, cases, note }) => ({
        operation,
        decision: state === 'unasked' ? state : note === null ? ('explore' as const) : ('skip' as const),
        reason: note,
        cases,
      }));
      return [
        { ...event, exploration: { operations, cases: 230, requests: 400, messages: 0, note: 'a smaller budget' } },
      ];
    }
    return event.kind === 'footer' ? [exploration, event] : [event];
  });
}
