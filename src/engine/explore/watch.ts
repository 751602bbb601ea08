import { setTimeout } from 'node:timers/promises';
import type { Observation } from '../../checks/check.js';
import type { ApiOperation } from '../../contract/model.js';
import type { PlannedOperation } from '../events.js';
import { caseId } from './case-id.js';
import { absorb, isSound, type Stretch } from './canary.js';
import { consult, heed, suspect, type Field, type Said } from './field.js';
import { dispatch } from './request.js';
import { halt } from './stop.js';
import { holdSuspicions, type Suspicion, type Suspicions } from './suspicions.js';

/** Looks after the target while cases go out. */
export interface Watch {
  /** What counts so far, stretch by stretch. */
  readonly held: Suspicions;
  /** `GET /pets`; null: no request was answered well from the start. */
  readonly asked: string | null;
  /** Asks the canary; ends the exploration when the target does not recover. */
  look(): Promise<void>;
  /** Resolves when it is known whether the target has recovered; at once when there is no doubt of it. */
  calm(): Promise<void>;
  /** Whether the target still answers at all. */
  isAlive(): Promise<boolean>;
}

/** Candidates tried at the start at most. */
const mostCandidates = 3;
const secondsToRecover = 1;

interface Answer {
  readonly seen: Observation;
  readonly said: readonly Said[];
}

/** A request that was answered well, and the way to ask it again. */
interface Sentinel {
  readonly key: string;
  readonly before: Observation;
  readonly ask: () => Promise<Answer | null>;
}

/** Finds a canary: a read without parameters in its path that is answered 2xx before anything else is sent. */
export async function openWatch(field: Field): Promise<Watch> {
  const held = holdSuspicions();
  const sentinel = await findSentinel(field);
  let doubt: Promise<void> = Promise.resolve();
  return {
    held,
    asked: sentinel?.key ?? null,
    calm: () => doubt,
    isAlive: async () => sentinel !== null && (await sentinel.ask()) !== null,
    look: async () => {
      const stretch = field.canary.turn();
      const { stop } = field;
      if (sentinel === null || stop.reason !== null) {
        absorb(held, stretch, stop.reason === null || stop.cutsShort);
        return;
      }
      const answer = await sentinel.ask();
      for (const one of suspect(answer?.said ?? [], 0, null)) held.add(sentinel.key, one);
      const sound = isSound(sentinel.before, answer?.seen ?? null);
      absorb(held, stretch, sound || isCutShort(field));
      for (const one of judge(stretch, sentinel, { answer, field })) held.add(sentinel.key, one);
      if (sound || isOver(field)) return;
      doubt = waitForRecovery(stretch, sentinel, { field, held });
      await doubt;
    },
  };
}

/** It was stopped while the canary was asked: that says nothing of the target. */
function isOver({ stop }: Field): boolean {
  return stop.reason !== null;
}

function isCutShort({ stop }: Field): boolean {
  return stop.cutsShort;
}

/** What the oracles say of the target's state after a stretch. */
function judge(
  { since: first, last, suspects }: Stretch,
  { before }: Sentinel,
  { answer, field }: { answer: Answer | null; field: Field },
): readonly Suspicion[] {
  const since = first ?? last;
  if (answer === null || since === null) return [];
  const tried = { kind: 'canary', before, after: answer.seen, since } as const;
  const said = consult(field, { tried, seen: [before, since, answer.seen] });
  return suspect(
    said.map((each) => naming(each, suspects)),
    0,
    null,
  );
}

/** Ends the exploration when the target is not sound again after a moment. What was sent meanwhile shows no failure. */
async function waitForRecovery(
  { suspects }: Stretch,
  { key, before, ask }: Sentinel,
  { field, held }: { field: Field; held: Suspicions },
): Promise<void> {
  await setTimeout(secondsToRecover * 1000, undefined, { signal: field.options.signal }).catch(() => undefined);
  const again = await ask();
  absorb(held, field.canary.turn(), false);
  if (isSound(before, again?.seen ?? null)) return;
  const now = again === null ? 'is not answered any more' : `is answered ${again.seen.status}`;
  const after = suspects[0] === undefined ? '' : ` since ${suspects.slice(0, 3).join(', ')}`;
  halt(field.stop, `${key}, answered ${before.status} before, ${now}${after}`, false);
}

function naming(said: Said, suspects: readonly string[]): Said {
  const { violation } = said;
  return { ...said, violation: { ...violation, actual: `${violation.actual}; sent since: ${suspects.join(', ')}` } };
}

/** An operation that is not explored for want of a requirement may still tell how the target is. */
function mayBeAsked({ decision }: PlannedOperation): boolean {
  return decision !== 'skip';
}

async function findSentinel(field: Field): Promise<Sentinel | null> {
  const { plan, model } = field;
  const keys = plan.operations.filter(mayBeAsked).map(({ operation }) => operation);
  const candidates = keys.filter((key) => key.startsWith('GET ') && !key.includes('{')).slice(0, mostCandidates);
  for (const key of candidates) {
    const operation = model.operations.get(key);
    const ask = operation ? askerFor(operation, field) : null;
    const first = ask ? await ask() : null;
    const ok = first !== null && first.seen.status >= 200 && first.seen.status <= 299;
    if (ok && ask) return { key, before: first.seen, ask };
  }
  return null;
}

function askerFor(operation: ApiOperation, field: Field): Sentinel['ask'] | null {
  const plain = field.plain(operation);
  if (plain === null) return null;
  const { wire } = field.maker.assemble(operation, plain.value, plain.mediaType);
  const by = caseId({ operation: operation.key, index: plain.index });
  const access = field.access(operation);
  let times = 0;
  return async () => {
    times += 1;
    const how = { id: `canary/${operation.key}/${times}`, by, operation, access, credential: 'own' } as const;
    const reply = await field.courier.send(dispatch(wire, how, field.options));
    return reply.kind === 'answered' ? { seen: reply.seen, said: heed(field, reply) } : null;
  };
}
