import { setTimeout } from 'node:timers/promises';
import type { Observation } from '../../checks/check.js';
import { caseId } from './case-id.js';
import { absorb, isSound, type Stretch } from './canary.js';
import { consult, heed, suspect, type Field, type Said } from './field.js';
import { dispatch } from './request.js';
import { halt } from './stop.js';
import { holdSuspicions, type Suspicions } from './suspicions.js';

/** Looks after the target while cases go out. */
export interface Watch {
  /** What counts so far, stretch by stretch. */
  readonly held: Suspicions;
  /** `GET /pets`; null: no request was answered well from the start. */
  readonly asked: string | null;
  /** Asks the canary; ends the exploration when the target does not recover. */
  look(): Promise<void>;
  /** Whether the target still answers at all. */
  isAlive(): Promise<boolean>;
}

/** Candidates tried at the start at most. */
const mostCandidates = 3;
const secondsToRecover = 1;

type Ask = (id: string) => Promise<{ seen: Observation; said: readonly Said[] } | null>;

/** Finds a canary: a read without parameters in its path that is answered 2xx before anything else is sent. */
export async function openWatch(field: Field): Promise<Watch> {
  const held = holdSuspicions();
  const found = await findCanary(field);
  let looks = 0;
  const ask = async () => {
    looks += 1;
    return found === null ? null : found.ask(`canary/${looks}`);
  };
  const condemn = (stretch: Stretch, before: Observation, after: Observation) => {
    absorb(held, stretch, false);
    if (stretch.since === null) return;
    const { since, suspects } = stretch;
    const said = consult(field, { tried: { kind: 'canary', before, after, since }, seen: [before, since, after] });
    for (const one of suspect(
      said.map((each) => naming(each, suspects)),
      0,
      null,
    ))
      held.add(found?.key ?? '', one);
  };
  return {
    held,
    asked: found?.key ?? null,
    isAlive: async () => (await ask()) !== null,
    look: async () => {
      const stretch = field.canary.turn();
      if (found === null || field.stop.reason !== null) {
        absorb(held, stretch, field.stop.reason === null || field.stop.cutsShort);
        return;
      }
      const answer = await ask();
      if (answer) for (const one of suspect(answer.said, 0, null)) held.add(found.key, one);
      if (isSound(found.before, answer?.seen ?? null) || isOver(field)) {
        absorb(held, stretch, true);
        return;
      }
      if (answer) condemn(stretch, found.before, answer.seen);
      else absorb(held, stretch, false);
      await setTimeout(secondsToRecover * 1000, undefined, { signal: field.options.signal }).catch(() => undefined);
      const again = await ask();
      absorb(held, field.canary.turn(), false);
      if (isSound(found.before, again?.seen ?? null)) return;
      const now = again === null ? 'is not answered any more' : `is answered ${again.seen.status}`;
      const after = stretch.suspects[0] === undefined ? '' : ` since ${stretch.suspects.slice(0, 3).join(', ')}`;
      halt(field.stop, `${found.key}, answered ${found.before.status} before, ${now}${after}`, false);
    },
  };
}

/** It was stopped while the canary was asked: that says nothing of the target. */
function isOver({ stop }: Field): boolean {
  return stop.reason !== null;
}

function naming(said: Said, suspects: readonly string[]): Said {
  const { violation } = said;
  return { ...said, violation: { ...violation, actual: `${violation.actual}; sent since: ${suspects.join(', ')}` } };
}

async function findCanary(field: Field): Promise<{ key: string; before: Observation; ask: Ask } | null> {
  const { plan, facts } = field;
  const keys = plan.operations.filter(({ decision }) => decision === 'explore').map(({ operation }) => operation);
  const candidates = keys.filter((key) => key.startsWith('GET ') && !key.includes('{')).slice(0, mostCandidates);
  for (const key of candidates) {
    const operation = facts.model.operations.get(key);
    const plain = operation ? field.plain(operation) : null;
    if (!operation || plain === null) continue;
    const { wire } = field.maker.assemble(operation, plain.value, plain.mediaType);
    const by = caseId({ operation: key, index: plain.index });
    const ask: Ask = async (id) => {
      const access = field.access(operation);
      const reply = await field.courier.send(
        dispatch(wire, { id, by, operation, access, credential: 'own' }, field.options),
      );
      return reply.kind === 'answered' ? { seen: reply.seen, said: heed(field, reply) } : null;
    };
    const first = await ask(`canary/${key}`);
    if (first && first.seen.status >= 200 && first.seen.status <= 299) return { key, before: first.seen, ask };
  }
  return null;
}
