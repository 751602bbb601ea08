import type { GatewayParts, GatewayRequest, KeyRecord, RateState, Visit } from '../parts.js';

/** Changes what a counted request is told of its allowance. */
export function retell(
  parts: GatewayParts,
  change: (state: RateState, key: KeyRecord, now: number) => RateState,
): GatewayParts {
  return { ...parts, takeRate: (key, cost) => change(parts.takeRate(key, cost), key, parts.now()) };
}

/** Changes the value of one rate header; null leaves it out. */
export function rewriteRate(
  parts: GatewayParts,
  name: 'Limit' | 'Remaining' | 'Reset',
  change: (value: string, visit: Visit) => string | null,
): GatewayParts {
  return {
    ...parts,
    rateHeaders: (visit) =>
      parts.rateHeaders(visit).flatMap(([present, value]) => {
        const told = present === `X-RateLimit-${name}` ? change(value, visit) : value;
        return told === null ? [] : [[present, told] as const];
      }),
  };
}

/** Takes units from a key's bucket, or gives them back, once its reply is made. */
export function charge(parts: GatewayParts, unitsOf: (visit: Visit) => number): GatewayParts {
  return {
    ...parts,
    finish: (reply, visit) => {
      const units = unitsOf(visit);
      if (visit.key !== null && units !== 0) parts.takeRate(visit.key, units);
      return parts.finish(reply, visit);
    },
  };
}

export function isExceeded({ failure }: Visit): boolean {
  return failure?.code === 'rate_limit_exceeded';
}

/** The messages of a batch as sent, before anything judged it. */
export function messagesSent({ body }: GatewayRequest): number {
  try {
    const value = JSON.parse(Buffer.from(body).toString()) as { readonly messages?: unknown } | null;
    return Array.isArray(value?.messages) ? value.messages.length : 0;
  } catch {
    return 0;
  }
}
