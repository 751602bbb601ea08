import type { RunEvent } from '../engine/events.js';
import type { KeyRegister, OtherRun } from './key-register.js';

type Emit = (event: RunEvent) => void;

/** Puts what is known of other runs behind the header, so that it stands above all findings, and the rest before the footer. */
export function tellingOfOthers(register: KeyRegister, emit: Emit): Emit {
  const told = new Set<string>();
  const tell = () => {
    for (const other of register.others()) {
      if (told.has(other.runId)) continue;
      told.add(other.runId);
      emit({ kind: 'notice', message: sentence(other) });
    }
  };
  return (event) => {
    if (event.kind === 'footer') tell();
    emit(event);
    if (event.kind === 'header') tell();
  };
}

function sentence({ runId, process, startedAt, principals }: OtherRun): string {
  const since = new Date(startedAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const keys = principals.length === 1 ? 'key' : 'keys';
  return (
    `Another run used the ${keys} of ${principals.join(', ')} on this target at the same time: ${runId}, process ${process}, ` +
    `since ${since}. The two share an allowance, and with test controls also faults and the clock, so findings of RATE and ` +
    'IDEM, and wherever messages are counted, may come from the other run. Repeat this one alone before acting on them.'
  );
}
