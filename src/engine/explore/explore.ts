import type { ApiOperation } from '../../contract/model.js';
import type { CaseFamily, CaseOptions, RequestCase } from '../../generate/request-case.js';
import { emitRedacted } from '../desk.js';
import { openAccount, type Account } from './account.js';
import { openCanary } from './canary.js';
import { openCourier } from './courier.js';
import { accessOf, type Access } from './credentials.js';
import { countExcused } from './excuses.js';
import type { ExploreParts, Field } from './field.js';
import { orderOperations } from './order.js';
import { judgeOutage } from './judge-outage.js';
import { watchService } from './outage.js';
import { openPause } from './pause.js';
import { sendCase } from './perform.js';
import { obstacleToSending, shrinkAllowance } from './plan-exploration.js';
import { openQueue, type Queue } from './queue.js';
import { openPurse } from './purse.js';
import { raiseRateLimit, type RaisedLimit } from './rate-limit.js';
import { report } from './report.js';
import { relateOperations } from './resources.js';
import { means } from './select.js';
import { fileUnlessExcused, settle, type Settling } from './settle.js';
import { openSlots } from './slots.js';
import { halt, openStop } from './stop.js';
import { tidyEarlier, tidyUp } from './tidy.js';
import { openWatch, type Watch } from './watch.js';

/**
 * Sends generated requests to the operations of the plan and files what the oracles and the standing checks say of
 * them. Resolves with why the run is cut short by it, or null.
 */
export async function explore(parts: ExploreParts): Promise<string | null> {
  const limit = await raiseRateLimit(parts.options, parts.plan);
  try {
    return await exploreUnder(limit, parts);
  } finally {
    await limit.restore();
  }
}

async function exploreUnder({ raised }: RaisedLimit, parts: ExploreParts): Promise<string | null> {
  const { field, attach } = openField(parts, raised);
  const tidied = await tidyEarlier(field);
  const watch = await openWatch(field);
  attach(watch);
  const settling: Settling = {
    held: watch.held,
    budget: { left: shrinkAllowance(parts.plan) },
    excused: countExcused(),
  };
  const { groups, deletions } = orderOperations(explored(parts), field.resources);
  for (const stage of [groups, deletions]) {
    await inLanes(openQueue(stage, field), field, watch);
    await watch.look();
    for (const operation of stage.flat()) await settle(field.account(operation), field, settling);
  }
  await watch.look();
  for (const one of judgeOutage(field)) fileUnlessExcused(one, field, settling.excused);
  // What the last look, and what was sent besides the cases, has shown.
  for (const key of watch.held.operations()) {
    for (const one of watch.held.take(key)) fileUnlessExcused(one, field, settling.excused);
  }
  const leftBehind = await tidyUp(field);
  emitRedacted(parts.options, report({ field, watch, excused: settling.excused.all(), leftBehind, tidied }));
  return conclude(field);
}

/** What ended early leaves its requirements open. */
function conclude({ stop: { reason, cutsShort }, oracles, ledger }: Field): string | null {
  if (reason === null) return null;
  for (const { requirement } of oracles) {
    if (cutsShort) ledger.skipped(requirement, reason);
    else ledger.blocked(requirement, reason);
  }
  return cutsShort ? reason : null;
}

function explored({ plan, model }: ExploreParts): readonly ApiOperation[] {
  return plan.operations
    .filter(({ decision }) => decision === 'explore')
    .flatMap(({ operation }) => model.operations.get(operation) ?? []);
}

async function inLanes(queue: Queue, field: Field, watch: Watch): Promise<void> {
  const prepare = soon(() => queue.prepare());
  const lane = async () => {
    while (field.stop.reason === null) {
      await watch.calm();
      const turn = queue.next();
      if (turn === null) return;
      prepare();
      if (turn.slot === null) await sendCase(turn.case, field, false);
      else await turn.slot.settled();
      if (field.canary.isDue()) await watch.look();
    }
  };
  await Promise.all(Array.from({ length: field.options.concurrency }, lane));
}

/** Does something once, when all that is to be sent in this turn of the event loop has been sent. */
function soon(work: () => void): () => void {
  let isDue = false;
  const run = () => {
    isDue = false;
    work();
  };
  return () => {
    if (!isDue) setImmediate(run);
    isDue = true;
  };
}

function openField(parts: ExploreParts, limited: boolean): { field: Field; attach: (watch: Watch) => void } {
  const { options, model, desk, maker } = parts;
  const stop = openStop();
  const alarm = openAlarm((reason) => halt(stop, reason, false));
  const access = remember((operation): Access => accessOf(operation, model, options.principals.sender !== undefined));
  const excluded = options.exploration?.exclude ?? [];
  const known = [...model.operations.values()].filter((each) => !excluded.some((pattern) => means(pattern, each)));
  const caseOptions = (operation: ApiOperation) => caseOptionsFor(operation, parts);
  const field: Field = {
    ...parts,
    stop,
    access,
    caseOptions,
    account: remember((operation): Account => openAccount(operation)),
    canary: openCanary(),
    service: watchService(),
    resources: relateOperations(known),
    purse: openPurse(parts.plan.messages),
    courier: openCourier({
      desk,
      stop,
      limited,
      pause: openPause(options.signal),
      signal: options.signal,
      onSilence: alarm.ring,
    }),
    plain: remember((operation) =>
      plainest(maker.cases(operation, { ...caseOptions(operation), runs: 1, families: ['valid'] })),
    ),
    slots: openSlots({
      send: (one) => sendCase(one, field, true),
      cases: (operation) =>
        obstacleToSending(operation, options, model) === null ? maker.cases(operation, caseOptions(operation)) : [],
    }),
  };
  return { field, attach: alarm.attach };
}

/** Finds out, once at a time, whether a target that has fallen silent is gone. */
function openAlarm(onDeath: (reason: string) => void) {
  let watch: Watch | null = null;
  let asking = false;
  return {
    attach: (one: Watch) => void (watch = one),
    ring: async (reason: string) => {
      if (asking || watch === null) return;
      asking = true;
      if (!(await watch.isAlive())) onDeath(`the target does not answer any more: ${reason}`);
      asking = false;
    },
  };
}

function remember<Value>(make: (operation: ApiOperation) => Value): (operation: ApiOperation) => Value {
  const known = new Map<string, Value>();
  return (operation) => {
    const found = known.get(operation.key);
    if (found !== undefined || known.has(operation.key)) return found as Value;
    const value = make(operation);
    known.set(operation.key, value);
    return value;
  };
}

function plainest(cases: Iterable<RequestCase>): RequestCase | null {
  for (const one of cases) return one;
  return null;
}

const everything: readonly CaseFamily[] = ['example', 'valid', 'boundary', 'invalid'];

/** A smoke run sends nothing that would be accepted but reads. */
function caseOptionsFor({ key, method }: ApiOperation, { options, plan }: ExploreParts): CaseOptions {
  const planned = plan.operations.find(({ operation }) => operation === key)?.cases ?? 0;
  const single = (options.exploration?.onlyCases ?? []).length > 0;
  const reads = method === 'GET' || method === 'HEAD';
  return {
    seed: options.seed,
    runs: single || planned === 0 ? (options.exploration?.runs ?? 0) : planned,
    families: options.mode === 'smoke' && !reads ? ['invalid'] : everything,
    // The contract asks for all faults of a request, so some have several, and for JSON and no more.
    ...(options.profile.operations.length > 0 ? { mostEdits: 3, strictJson: true } : {}),
  };
}
