import { setTimeout } from 'node:timers/promises';
import type { CheckContext, Observation } from '../checks/check.js';
import { isAnswered, type AnsweredExchange } from '../checks/observe.js';
import type { RequestSpec } from '../http/client-types.js';
import type { Exchange } from '../http/exchange.js';
import { InternalError } from '../errors.js';
import type { RequirementId } from '../requirements/index.js';
import { assemble, uniqueString } from './call.js';
import { createControls } from './controls.js';
import type { Desk } from './desk.js';
import type { Ledger } from './ledger.js';
import type { RunOptions } from './options.js';
import { isOverloaded, type Patience } from './overload.js';
import type { Call, Scenario, ScenarioContext } from './suite.js';

/** Thrown inside a scenario to give it up; the engine turns it into the outcome `blocked`. */
export class ScenarioBlocked extends Error {}

export interface ContextParts {
  readonly options: RunOptions;
  readonly facts: CheckContext;
  readonly desk: Desk;
  readonly ledger: Ledger;
  readonly patience: Patience;
}

/** What the engine asks a context when its scenario has ended. */
export interface ScenarioSession {
  readonly context: ScenarioContext;
  /** Requirements it was to verify and neither checked nor skipped. */
  open(): readonly RequirementId[];
  /** Requests it made. */
  requests(): number;
  /** Undoes what it left switched on at the target. */
  end(): Promise<void>;
}

/** Makes the `t` of one scenario. */
export function openSession(scenario: Scenario, parts: ContextParts): ScenarioSession {
  const { options, facts } = parts;
  const settled = new Set<RequirementId>();
  let requests = 0;
  const controls = createControls(options);
  const next: Next = (call) => {
    requests += 1;
    const id = `${scenario.id}/${requests}`;
    return assemble(call, { options, model: facts.model, by: scenario.id, faulted: controls.faulted(), id });
  };
  const context: ScenarioContext = {
    profile: options.profile,
    model: facts.model,
    fixtures: options.fixtures,
    facts,
    target: options.target,
    controls,
    ...waysToSend(next, parts),
    ...waysToSettle(scenario, settled, parts),
    wait: (seconds) => setTimeout(seconds * 1000, undefined, { signal: options.signal }),
    unique: (label) => uniqueString(options.runId, scenario.id, label),
    credential: (principal) => credential(options, principal),
  };
  return {
    context,
    open: () => scenario.verifies.filter((id) => !settled.has(id)),
    requests: () => requests,
    end: () => controls.end(),
  };
}

type Next = (call: Call) => RequestSpec;

function waysToSend(
  next: Next,
  parts: ContextParts,
): Pick<ScenarioContext, 'send' | 'attempt' | 'sendRaw' | 'attemptRaw'> {
  const { desk } = parts;
  const once = async (call: Call) => desk.judge(mustAnswer(await desk.exchange(next(call))));
  return {
    send: (call) => sendPatiently(() => once(call), parts),
    attempt: async (call) => {
      const exchange = await desk.exchange(next(call));
      return isAnswered(exchange) ? await desk.judge(exchange) : null;
    },
    sendRaw: async (call) => {
      const { exchange, bytesAfterHeaders } = await desk.rawExchange(next(call));
      return { observation: await desk.judge(mustAnswer(exchange)), bytesAfterHeaders };
    },
    attemptRaw: async (call, patience) => {
      const headersMs = patience && patience.seconds * 1000;
      const { exchange, bytesAfterHeaders } = await desk.rawExchange(next(call), headersMs);
      return isAnswered(exchange) ? { observation: await desk.judge(exchange), bytesAfterHeaders } : null;
    },
  };
}

/** Each settles a requirement that the scenario declared, in its own way. */
function waysToSettle(
  scenario: Scenario,
  settled: Set<RequirementId>,
  { desk, ledger }: ContextParts,
): Pick<ScenarioContext, 'check' | 'skip' | 'notApplicable' | 'block'> {
  const settle = (id: RequirementId) => {
    if (!scenario.verifies.includes(id)) {
      throw new InternalError(`${scenario.id} does not declare that it verifies ${id}`);
    }
    settled.add(id);
  };
  return {
    check: (id, evidence, violations) => {
      settle(id);
      desk.file(id, listOf<Observation>(evidence), listOf(violations ?? []));
    },
    skip: (id, reason) => {
      settle(id);
      ledger.skipped(id, reason);
    },
    notApplicable: (id, reason) => {
      settle(id);
      ledger.notApplicable(id, reason);
    },
    block: (reason) => {
      throw new ScenarioBlocked(reason);
    },
  };
}

/** Asks again, twice at most, while the target says that it is overloaded: such a reply says nothing of the contract. */
async function sendPatiently(
  send: () => Promise<Observation>,
  { options, patience }: ContextParts,
): Promise<Observation> {
  for (let tries = 0; ; tries += 1) {
    const seen = await send();
    if (!isOverloaded(seen)) return seen;
    const seconds = tries < 2 ? patience.grant(seen) : null;
    if (seconds === null) throw new ScenarioBlocked(`the target says it is overloaded (${seen.status})`);
    await setTimeout(seconds * 1000, undefined, { signal: options.signal });
  }
}

function mustAnswer(exchange: Exchange): AnsweredExchange {
  if (isAnswered(exchange)) return exchange;
  const { method, url } = exchange.request;
  const reason = exchange.failure?.message ?? 'no response';
  throw new ScenarioBlocked(`${method} ${new URL(url).pathname} got no answer: ${reason}`);
}

function credential({ principals }: RunOptions, name: keyof RunOptions['principals']): string {
  const secret = principals[name];
  if (!secret) throw new InternalError(`the principal ${name} was used without being declared`);
  return secret.value;
}

function listOf<T extends object>(one: T | readonly T[]): readonly T[] {
  return Array.isArray(one) ? (one as readonly T[]) : [one as T];
}
