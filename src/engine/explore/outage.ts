import type { Observation } from '../../checks/check.js';
import { areAlike } from '../../checks/gen-alike.js';
import type { ApiOperation } from '../../contract/model.js';

/**
 * The target went out of service: 503 where it answered otherwise before (RFC 9110 section 15.6.4). Then a 503 says
 * nothing of the operation that it comes from.
 */
export interface Outage {
  /** An operation that answered before. */
  readonly before: Observation;
  /** What was accepted last until then, other than reads. */
  readonly since: Observation;
  /** The same operation, out of service. */
  readonly after: Observation;
}

export interface Service {
  /** Books the reply to a case. */
  note(operation: ApiOperation, seen: Observation): void;
  outage(): Outage | null;
}

/** So many operations must say the same before it is the target that is out of service, and not they. */
const fewest = 3;

/** An operation whose last reply was 503. */
interface OutOfService {
  readonly seen: Observation;
  /** Null: it never answered otherwise. */
  readonly before: Observation | null;
  readonly since: Observation | null;
}

export function watchService(): Service {
  const answered = new Map<string, Observation>();
  const out = new Map<string, OutOfService>();
  let accepted: Observation | null = null;
  let outage: Outage | null = null;
  const noteOutage = (key: string, seen: Observation) => {
    if (!out.has(key)) out.set(key, { seen, before: answered.get(key) ?? null, since: accepted });
    const alike = [...out.values()].filter((one) => areAlike(one.seen, seen));
    if (alike.length >= fewest) outage = alike.map(outageOf).find((one) => one !== null) ?? null;
  };
  return {
    note: ({ key, method }, seen) => {
      if (outage !== null) return;
      if (seen.status === 503) {
        noteOutage(key, seen);
        return;
      }
      out.delete(key);
      if (seen.status < 500 && !answered.has(key)) answered.set(key, seen);
      if (seen.status < 300 && method !== 'GET' && method !== 'HEAD') accepted = seen;
    },
    outage: () => outage,
  };
}

function outageOf({ seen, before, since }: OutOfService): Outage | null {
  return before === null || since === null ? null : { before, since, after: seen };
}
