import type { GatewayPrincipal } from './options.js';

export const DAY_MS = 24 * 60 * 60 * 1000;

/** Number of the UTC day of a time in milliseconds since the epoch. */
export function dayOf(milliseconds: number): number {
  return Math.floor(milliseconds / DAY_MS);
}

/** How many messages may still be sent: by each principal, and by all of them together. */
export interface Allowance {
  /** Sets what is left for a principal, or for all together (null); `messages` null: no limit. */
  set(messages: number | null, principal: GatewayPrincipal | null): void;
  left(principal: GatewayPrincipal): number;
  spend(principal: GatewayPrincipal): void;
}

/** `period` names the time an allowance is for: in another one what was spent is there again. */
export function createAllowance(period: () => number): Allowance {
  const limits = new Map<GatewayPrincipal | null, { readonly messages: number; spent: number; period: number }>();
  const current = (principal: GatewayPrincipal | null) => {
    const limit = limits.get(principal);
    if (limit !== undefined && limit.period !== period()) Object.assign(limit, { spent: 0, period: period() });
    return limit;
  };
  return {
    set: (messages, principal) => {
      if (messages === null) limits.delete(principal);
      else limits.set(principal, { messages, spent: 0, period: period() });
    },
    left: (principal) => {
      const limits = [current(principal), current(null)];
      return Math.min(...limits.map((limit) => (limit === undefined ? Infinity : limit.messages - limit.spent)));
    },
    spend: (principal) => {
      for (const limit of [current(principal), current(null)]) if (limit !== undefined) limit.spent += 1;
    },
  };
}
