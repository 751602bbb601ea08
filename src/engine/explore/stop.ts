/** Why an exploration ends before its plan is through; filled once, by whoever sees it first. */
export interface Stop {
  reason: string | null;
  /** The run itself is cut short by it: its budget or the user's patience is over. */
  cutsShort: boolean;
}

export function openStop(): Stop {
  return { reason: null, cutsShort: false };
}

export function halt(stop: Stop, reason: string, cutsShort: boolean): void {
  if (stop.reason !== null) return;
  stop.reason = reason;
  stop.cutsShort = cutsShort;
}
