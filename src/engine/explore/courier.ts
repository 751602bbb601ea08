import type { Observation } from '../../checks/check.js';
import { isAnswered } from '../../checks/observe.js';
import { BudgetExhausted, SinkViolation } from '../../http/budget.js';
import type { RequestSpec } from '../../http/client-types.js';
import type { Exchange } from '../../http/exchange.js';
import type { Desk } from '../desk.js';
import { isOverloaded, retryAfter } from '../overload.js';
import type { StandingResult } from '../standing.js';
import type { Pause } from './pause.js';
import { halt, type Stop } from './stop.js';

/** What became of a request of the exploration. */
export type Reply =
  | { readonly kind: 'answered'; readonly seen: Observation; readonly results: readonly StandingResult[] }
  /** Twice no response. */
  | { readonly kind: 'unanswered'; readonly reason: string }
  /** The target had no time for it. */
  | { readonly kind: 'overloaded' }
  /** It was not sent: it would cost mails that the budget does not have, or reach strangers. */
  | { readonly kind: 'withheld'; readonly reason: string }
  /** The exploration has ended. `sent`: before an answer came. */
  | { readonly kind: 'stopped'; readonly sent: boolean };

/** Sends the requests of the exploration: waits when the target asks for it, and sees when the target is gone. */
export interface Courier {
  send(spec: RequestSpec): Promise<Reply>;
}

export interface CourierParts {
  readonly desk: Desk;
  readonly pause: Pause;
  readonly stop: Stop;
  /** The target has another rate limit than its own for the time being. */
  readonly limited: boolean;
  readonly signal: AbortSignal;
  /** Called after so many failures in a row that the target may be gone; resolves when it is known. */
  readonly onSilence: (reason: string) => Promise<void>;
}

/** Failures in a row, over all lanes, from which on the target may be gone. */
const silenceAfter = 10;
/** Times that a request is sent at most while the target is overloaded. */
const mostTries = 3;

export function openCourier(parts: CourierParts): Courier {
  const { desk, pause, stop, limited, signal, onSilence } = parts;
  let silent = 0;
  /** Operations that answered 503 until patience was over: they are out of order, not overloaded. */
  const outOfOrder = new Set<string>();

  const unanswered = async (exchange: Exchange): Promise<string> => {
    const reason = exchange.failure?.message ?? 'no response';
    if (signal.aborted) halt(stop, 'interrupted', true);
    silent += 1;
    if (silent % silenceAfter === 0 && stop.reason === null) await onSilence(reason);
    return reason;
  };
  const isWorthWaiting = (seen: Observation, tries: number): boolean => {
    const key = `${seen.operation?.key ?? ''} ${seen.status}`;
    if (tries < mostTries && !outOfOrder.has(key) && pause.extend(retryAfter(seen))) return true;
    if (seen.status === 503) outOfOrder.add(key);
    return false;
  };

  return {
    send: async (asked) => {
      const spec = limited ? { ...asked, intent: { ...asked.intent, limited } } : asked;
      let failures = 0;
      for (let tries = 1; ; tries += 1) {
        await pause.over();
        if (signal.aborted) halt(stop, 'interrupted', true);
        if (stop.reason !== null) return { kind: 'stopped', sent: failures > 0 };
        const exchange = await attempt({ ...spec, id: tries === 1 ? spec.id : `${spec.id}~${tries}` }, desk, stop);
        if (exchange === null) return { kind: 'stopped', sent: failures > 0 };
        if ('kind' in exchange) return exchange;
        if (!isAnswered(exchange)) {
          const reason = await unanswered(exchange);
          failures += 1;
          // A connection that was kept too long breaks once; two in a row are the target's doing.
          if (failures < 2) continue;
          return { kind: 'unanswered', reason };
        }
        silent = 0;
        const { seen, results } = await desk.inspect(exchange);
        if (!isOverloaded(seen)) return { kind: 'answered', seen, results };
        if (isWorthWaiting(seen, tries)) continue;
        return seen.status === 429 ? { kind: 'overloaded' } : { kind: 'answered', seen, results };
      }
    },
  };
}

/** Null: the budget is used up, and so the exploration has ended. */
async function attempt(spec: RequestSpec, desk: Desk, stop: Stop): Promise<Exchange | Reply | null> {
  try {
    return await desk.exchange(spec);
  } catch (error) {
    if (error instanceof SinkViolation) return { kind: 'withheld', reason: error.message };
    if (!(error instanceof BudgetExhausted)) throw error;
    if (error.budget === 'messages') return { kind: 'withheld', reason: error.message };
    halt(stop, error.message, true);
    return null;
  }
}
