import { setTimeout } from 'node:timers/promises';

/** Milliseconds that an exploration waits in all for a target that says it is overloaded. */
const patienceMs = 120_000;

/** A pause that all lanes keep when the target asks one of them to wait: it means the run, not one request. */
export interface Pause {
  /** Resolves when the pause is over; at once when there is none. */
  over(): Promise<void>;
  /** Makes it last so much longer, counted from now; false: patience is used up, nothing is waited for. */
  extend(seconds: number): boolean;
}

export function openPause(signal: AbortSignal): Pause {
  let until = 0;
  let left = patienceMs;
  return {
    over: async () => {
      const wait = until - performance.now();
      if (wait > 0) await setTimeout(wait, undefined, { signal }).catch(() => undefined);
    },
    extend: (seconds) => {
      const end = performance.now() + seconds * 1000;
      // Lanes that are refused during a pause ask for no more than the rest of it.
      const more = end - Math.max(until, performance.now());
      if (more > left) return false;
      if (more > 0) {
        left -= more;
        until = end;
      }
      return true;
    },
  };
}
