import type { CheckContext } from '../checks/check.js';
import { standingChecks } from '../checks/index.js';
import { isAnswered } from '../checks/observe.js';
import { oracles } from '../checks/oracles.js';
import { compareDocuments } from '../contract/drift.js';
import { createClient, type HttpClient } from '../http/client.js';
import type { Exchange } from '../http/exchange.js';
import type { RequirementId } from '../requirements/index.js';
import type { Level } from '../requirements/requirement.js';
import { conclude, decideOutcome } from './decide.js';
import { declaredAtEnd, declaredAtStart } from './declared.js';
import { createDesk, emitRedacted, type Desk } from './desk.js';
import { explore } from './explore/explore.js';
import { planExploration } from './explore/plan-exploration.js';
import { surfaceOf, type Surface } from './explore/surface.js';
import { logVersion, type FooterEvent, type OutcomeEvent } from './events.js';
import { createLedger, type Ledger } from './ledger.js';
import type { Api, RunOptions } from './options.js';
import { createPatience } from './overload.js';
import { planRun, type Plan } from './plan.js';
import { preflight } from './preflight.js';
import { runScenarios } from './schedule.js';
import { sinksOf } from './sinks-of.js';
import { createStandingChecks, type StandingChecks } from './standing.js';
import { mustGo, waiversInForce } from './waivers.js';

/**
 * Runs the plan against the target and emits the whole stream of events, header to footer.
 * Resolves with the footer. When the target cannot be tested nothing is concluded: it throws, and the log has no footer.
 * @throws UnreachableError, DocumentError, CredentialError (exit code 3), UsageError (nothing to test).
 */
export async function runEngine(options: RunOptions): Promise<FooterEvent> {
  const startedAt = Date.now();
  emitHeader(options, startedAt);
  emitRedacted(options, declaredAtStart(options));
  const client = openClient(options);
  try {
    return await runWith(client, options, startedAt);
  } finally {
    await client.close();
  }
}

const standingIds = new Set(standingChecks.map(({ requirement }) => requirement));
const oracleIds = new Set(oracles.map(({ requirement }) => requirement));

/** Plans a run as `runEngine` would and emits the plan; beyond the preflight nothing is sent. */
export async function planOnly(options: RunOptions): Promise<Plan> {
  // As in a smoke run, nothing may be mailed.
  const client = openClient({ ...options, mode: 'smoke' });
  try {
    const { api } = await preflight(options, client);
    return planned(options, api, surfaceOf(options.exploration, api));
  } finally {
    await client.close();
  }
}

function openClient({ budget, fixtures, mode, tls, toolVersion, runId, signal }: RunOptions): HttpClient {
  return createClient({
    budget,
    sinks: sinksOf(fixtures),
    allowMail: mode !== 'smoke',
    tls,
    userAgent: `touchstone/${toolVersion} (${runId})`,
    signal,
  });
}

async function runWith(client: HttpClient, options: RunOptions, startedAt: number): Promise<FooterEvent> {
  const { api, exchanges } = await preflight(options, client);
  emitDocument(options, api);
  emitDrift(options, api);
  const surface = surfaceOf(options.exploration, api);
  const plan = planned(options, api, surface);
  emitRedacted(options, plan.event);
  const facts = factsOf(options, api);
  const levels = plan.tested.map(({ id, level }): [RequirementId, Level] => [id as RequirementId, level]);
  const waivers = options.waivers === null ? [] : waiversInForce(options.waivers, dayOf(startedAt));
  const counting = new Map(levels);
  const ledger = createLedger(counting, waivers);
  const watching = standingChecks.filter(({ requirement }) => counting.has(requirement));
  const standing = createStandingChecks(watching, facts);
  const desk = createDesk({ options, client, api, ledger, standing });
  await judgeAll(desk, exchanges);
  const incomplete =
    (await runScenarios(plan.scenarios, { options, facts, desk, ledger, patience: createPatience() })) ??
    (await runExploration(plan, { options, surface, facts, desk, ledger }));
  return finish({ options, plan, api, ledger, standing: besideOracles(standing), client, startedAt, incomplete });
}

interface Stage {
  readonly options: RunOptions;
  readonly surface: Surface | null;
  readonly facts: CheckContext;
  readonly desk: Desk;
  readonly ledger: Ledger;
}

/** Resolves with why the run is cut short by it; null: it is not, or there is nothing to explore. */
async function runExploration({ event, tested }: Plan, { options, surface, ...stage }: Stage): Promise<string | null> {
  const plan = event.exploration ?? null;
  if (surface === null || plan === null || plan.cases === 0) return null;
  const counting = new Set<string>(tested.map(({ id }) => id));
  const asked = oracles.filter(({ requirement }) => counting.has(requirement));
  return explore({ ...stage, options, plan, oracles: asked, model: surface.model, maker: surface.openMaker() });
}

const unseenByOracles = new Map(oracles.map(({ requirement, unseen }) => [requirement, unseen]));

/** What neither exchanges nor generated requests have shown is told by either. */
function besideOracles(standing: StandingChecks): StandingChecks {
  return { ...standing, unseen: (id) => standing.unseen(id) ?? unseenByOracles.get(id) ?? null };
}

/** The preflight's exchanges count like all others, once the document they fetched can judge them. */
async function judgeAll(desk: Desk, exchanges: readonly Exchange[]): Promise<void> {
  for (const exchange of exchanges.filter(isAnswered)) await desk.judge(exchange);
}

function planned(options: RunOptions, api: Api, surface: Surface | null): Plan {
  return planRun(options, {
    documented: new Set(api.model.operations.keys()),
    standing: standingIds,
    oracles: oracleIds,
    explore: (left, wanted) => {
      const asked = oracles.filter(({ requirement }) => wanted.has(requirement));
      return surface === null ? null : planExploration(options, surface.model, { left, oracles: asked });
    },
  });
}

function factsOf(options: RunOptions, api: Api): CheckContext {
  const secrets = Object.values(options.principals).map(({ value }) => value);
  return { profile: options.profile, expected: options.expected, target: options.target, secrets, ...api };
}

interface Ending {
  readonly options: RunOptions;
  readonly plan: Plan;
  readonly api: Api;
  readonly ledger: Ledger;
  readonly standing: StandingChecks;
  readonly client: HttpClient;
  readonly startedAt: number;
  readonly incomplete: string | null;
}

function finish(ending: Ending): FooterEvent {
  const { options, plan, ledger, standing, client, startedAt, incomplete } = ending;
  const rows = plan.event.requirements.map((row) => ({ row, event: decideOutcome(row, { ledger, standing }) }));
  for (const { event } of rows) emitRedacted(options, event);
  const waiversInOrder = settle(
    ending,
    rows.map(({ event }) => event),
  );
  const footer: FooterEvent = {
    kind: 'footer',
    ...conclude({
      outcomes: rows.map(({ row, event }) => ({ outcome: outcomeOf(event), level: row.level })),
      incomplete,
      strict: options.strict,
      certify: options.certify,
      waiversInOrder,
    }),
    incomplete,
    traffic: client.traffic(),
    durationMs: Date.now() - startedAt,
  };
  emitRedacted(options, footer);
  return footer;
}

/** Says what became of the waivers; false when entries have to be deleted. */
function settle({ api, startedAt, ...ending }: Ending, outcomes: readonly OutcomeEvent[]): boolean {
  const { options } = ending;
  if (options.waivers === null) return true;
  const event = declaredAtEnd({
    ...ending,
    waivers: options.waivers,
    today: dayOf(startedAt),
    model: api.model,
    standing: standingIds,
    outcomes,
  });
  emitRedacted(options, event);
  return !event.waivers?.entries.some(mustGo);
}

/** `YYYY-MM-DD`, UTC. */
function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function outcomeOf({ outcome }: OutcomeEvent) {
  return outcome;
}

function emitHeader(options: RunOptions, startedAt: number): void {
  emitRedacted(options, {
    kind: 'header',
    logVersion,
    tool: { name: 'touchstone', version: options.toolVersion },
    runId: options.runId,
    target: options.target,
    embedded: options.embedded,
    profile: options.profile.id,
    mode: options.mode,
    seed: options.seed,
    startedAt: new Date(startedAt).toISOString(),
    config: options.described,
  });
}

function emitDrift(options: RunOptions, { document }: Api): void {
  if (options.expected === null) return;
  const drifts = compareDocuments(options.expected, document);
  emitRedacted(options, { kind: 'drift', profile: options.profile.id, drifts });
}

function emitDocument(options: RunOptions, { document, model, problems }: Api): void {
  emitRedacted(options, {
    kind: 'document',
    source: document.source,
    sha256: document.sha256,
    version: document.version,
    title: model.title,
    operations: model.operations.size,
    problems,
  });
}
