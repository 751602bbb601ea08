import type { GatewayPrincipal } from './options.js';

/** Troubles that can be switched on: what a server in such a state must answer is part of the contract. */
export const faultNames = [
  'internal-error',
  'service-unavailable',
  'queue-down',
  'store-down',
  'one-item-transient',
  'no-providers',
  'no-credits',
  'billing-restricted',
] as const;

export type FaultName = (typeof faultNames)[number];

/** Whom and what a fault strikes. */
export interface FaultScope {
  /** For so many occasions; null: until cleared. */
  readonly times: number | null;
  /** Only requests of this principal; null: all. */
  readonly principal: GatewayPrincipal | null;
  /** Only this message of a batch, counted from 0; null: all. */
  readonly item: number | null;
}

/** What a fault may strike now. */
export interface Occasion {
  /** Whose request it is; null: nobody's. */
  readonly principal: GatewayPrincipal | null;
  /** Which message of a batch it is; null: none. */
  readonly item: number | null;
}

/** The state of the world around the gateway, changed by test controls only. */
export interface Conditions {
  /** The gateway's clock, milliseconds since the epoch. */
  now(): number;
  advanceClock(seconds: number): void;
  /** Switches a fault on, in the place of the same one for the same principal. */
  setFault(name: FaultName, scope: FaultScope): void;
  /** Switches the faults of a principal off, or all of them (null). */
  clearFaults(principal: GatewayPrincipal | null): void;
  /** Whether a fault strikes now; uses up one occasion. */
  strikes(name: FaultName, occasion: Occasion): boolean;
  setDelay(milliseconds: number): void;
  /** Resolves after the delay that is set. */
  hold(): Promise<void>;
}

interface Fault {
  readonly name: FaultName;
  readonly scope: FaultScope;
  /** Occasions left. */
  left: number;
}

export function createConditions(): Conditions {
  let faults: readonly Fault[] = [];
  let offset = 0;
  let delay = 0;
  return {
    now: () => Date.now() + offset,
    advanceClock: (seconds) => {
      offset += seconds * 1000;
    },
    setFault: (name, scope) => {
      const others = faults.filter((fault) => fault.name !== name || fault.scope.principal !== scope.principal);
      faults = [...others, { name, scope, left: scope.times ?? Infinity }];
    },
    clearFaults: (principal) => {
      faults = faults.filter(({ scope }) => principal !== null && scope.principal !== principal);
    },
    strikes: (name, occasion) => {
      const fault = faults.find((one) => one.name === name && one.left > 0 && isWithin(one.scope, occasion));
      if (fault === undefined) return false;
      fault.left -= 1;
      return true;
    },
    setDelay: (milliseconds) => {
      delay = milliseconds;
    },
    hold: async () => {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    },
  };
}

function isWithin(scope: FaultScope, { principal, item }: Occasion): boolean {
  return (scope.principal === null || scope.principal === principal) && (scope.item === null || scope.item === item);
}
