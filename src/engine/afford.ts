import type { Budget } from '../http/client-types.js';
import type { Scenario } from './suite.js';

/** A scenario and why it does not run; null: it runs. */
export interface Chosen {
  readonly scenario: Scenario;
  readonly obstacle: string | null;
}

/** Requests that the preflight makes at most: the document, twice where it needs a key, and the credential. */
const preflightRequests = 3;

/**
 * Leaves out the scenarios that the budget cannot pay for, so that a small budget makes a smaller run and not a run cut
 * short. What sends no message comes first, in the order given; mails go to the scenarios that verify most with each.
 */
export function withinBudget(
  chosen: readonly Chosen[],
  { budget, applicable }: { budget: Budget; applicable: ReadonlySet<string> },
): readonly Chosen[] {
  const left = { requests: budget.maxRequests - preflightRequests, messages: budget.maxMessages };
  const verified = new Set<string>();
  const afforded = new Map<Scenario, string | null>();
  const decide = (scenario: Scenario) => {
    const obstacle = lacking(scenario, left);
    afforded.set(scenario, obstacle);
    if (obstacle !== null) return;
    left.requests -= scenario.price.requests;
    left.messages -= scenario.price.messages;
    for (const id of scenario.verifies) verified.add(id);
  };
  const runnable = chosen.filter(({ obstacle }) => obstacle === null).map(({ scenario }) => scenario);
  runnable.filter(({ price }) => price.messages === 0).forEach(decide);
  const mailing = new Set(runnable.filter(({ price }) => price.messages > 0));
  while (mailing.size > 0) {
    const next = mostTelling([...mailing], (id) => applicable.has(id) && !verified.has(id));
    mailing.delete(next);
    decide(next);
  }
  return chosen.map((one) => ({ ...one, obstacle: one.obstacle ?? afforded.get(one.scenario) ?? null }));
}

/** What of the budget is left when these scenarios have spent all that they may. */
export function leftAfter(
  running: readonly Scenario[],
  { maxRequests, maxMessages }: Budget,
): { readonly requests: number; readonly messages: number } {
  const sum = (of: 'requests' | 'messages') => running.reduce((total, { price }) => total + price[of], 0);
  return { requests: maxRequests - preflightRequests - sum('requests'), messages: maxMessages - sum('messages') };
}

function lacking({ price }: Scenario, left: { requests: number; messages: number }): string | null {
  if (price.requests > left.requests) {
    return `needs up to ${price.requests} requests, ${Math.max(0, left.requests)} of the budget are left (--max-requests)`;
  }
  if (price.messages > left.messages) {
    return `needs up to ${price.messages} messages, ${Math.max(0, left.messages)} of the budget are left (--max-messages)`;
  }
  return null;
}

/** The scenario that verifies most of what nothing else did, per message. */
function mostTelling(scenarios: readonly Scenario[], isNew: (id: string) => boolean): Scenario {
  const worth = ({ verifies, price }: Scenario) => verifies.filter(isNew).length / price.messages;
  return scenarios.reduce((best, one) => (worth(one) > worth(best) ? one : best));
}
