/** Troubles that can be switched on: what a server in such a state must answer is part of the contract. */
export const faultNames = [
  'internal-error',
  'service-unavailable',
  'queue-down',
  'no-providers',
  'no-credits',
  'billing-restricted',
] as const;

export type FaultName = (typeof faultNames)[number];

/** The state of the world around the gateway, changed by test controls only. */
export interface Conditions {
  /** The gateway's clock, milliseconds since the epoch. */
  now(): number;
  advanceClock(seconds: number): void;
  /** Switches a fault on, for so many occasions or until cleared (null). */
  setFault(name: FaultName, times: number | null): void;
  clearFaults(): void;
  /** Whether a fault strikes now; uses up one occasion. */
  strikes(name: FaultName): boolean;
  setDelay(milliseconds: number): void;
  /** Resolves after the delay that is set. */
  hold(): Promise<void>;
}

export function createConditions(): Conditions {
  const faults = new Map<FaultName, number>();
  let offset = 0;
  let delay = 0;
  return {
    now: () => Date.now() + offset,
    advanceClock: (seconds) => {
      offset += seconds * 1000;
    },
    setFault: (name, times) => {
      faults.set(name, times ?? Infinity);
    },
    clearFaults: () => faults.clear(),
    strikes: (name) => {
      const left = faults.get(name) ?? 0;
      if (left > 1) faults.set(name, left - 1);
      else faults.delete(name);
      return left > 0;
    },
    setDelay: (milliseconds) => {
      delay = milliseconds;
    },
    hold: async () => {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    },
  };
}
