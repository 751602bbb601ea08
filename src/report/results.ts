import type { DocumentProblem, Drift } from '../contract/model.js';
import type {
  DeclaredChoice,
  DeclaredEvent,
  DocumentEvent,
  ExplorationEvent,
  Finding,
  FindingCase,
  FooterEvent,
  HeaderEvent,
  OutcomeEvent,
  PlanEvent,
  PlannedRequirement,
  PreflightEvent,
  RunEvent,
  ScenarioEvent,
} from '../engine/events.js';
import { logVersion } from '../engine/events.js';
import { outcomes } from '../engine/outcome.js';
import type { Mode, Outcome, Verdict } from '../engine/outcome.js';
import { FileError } from '../errors.js';
import { countReply, findRootCauses, startCensus } from './root-causes.js';
import type { ReplyCensus, RootCause } from './root-causes.js';
import type { Level, Tier } from '../requirements/requirement.js';

/** A finding as `results.json` holds it. */
export interface FindingResult {
  readonly id: string;
  readonly fingerprint: string;
  readonly severity: 'failure' | 'warning';
  readonly message: string;
  readonly operation: string;
  readonly expected: string;
  readonly actual: string;
  /** Ids of the exchanges that prove it, the decisive one last; the exchanges stand in `run.ndjson`. */
  readonly exchanges: readonly string[];
  readonly curl: string | null;
  /** The reason of the waiver that covers it; null: it is not expected. */
  readonly waived: string | null;
  /** The generated request that shows it; null: another one does. */
  readonly case: FindingCase | null;
  /** How often it was seen. */
  readonly count: number;
}

/** What became of one requirement. */
export interface RequirementResult {
  readonly id: string;
  readonly area: string;
  readonly level: Level;
  /** Null when the log ends before the plan, so nobody said. */
  readonly tier: Tier | null;
  readonly title: string;
  readonly statement: string;
  readonly source: readonly string[];
  readonly fix: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** How many exchanges could speak to it. */
  readonly exchanges: number;
  readonly findings: readonly FindingResult[];
}

/** What became of one planned scenario. */
export interface ScenarioResult {
  readonly id: string;
  readonly area: string;
  readonly title: string;
  /** `planned` and `started` remain only where a run was cut short. */
  readonly state: 'planned' | 'skipped' | ScenarioEvent['state'];
  readonly reason: string | null;
  /** What it was expected to cost. */
  readonly requests: number;
  readonly messages: number;
  readonly durationMs: number | null;
}

/** Sums of the plan. */
export interface PlanSums {
  readonly test: number;
  readonly notApplicable: number;
  readonly notTested: number;
  readonly scenarios: { readonly run: number; readonly skip: number };
  readonly requests: number;
  readonly messages: number;
}

/** A run told in full: `results.json`, and what every other report is rendered from. */
export interface RunResults {
  readonly schemaVersion: 1;
  readonly tool: HeaderEvent['tool'];
  readonly runId: string;
  readonly target: string;
  readonly embedded: boolean;
  readonly profile: string;
  readonly mode: Mode;
  readonly seed: number;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** The configuration, secrets as `$NAME`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** False when the log has no footer or its footer says that the run was cut short. */
  readonly complete: boolean;
  /** Why the run is not complete; null when it is. */
  readonly incomplete: string | null;
  readonly verdict: Verdict;
  readonly exitCode: number;
  /** violated / applicable, 0..1 */
  readonly divergence: number;
  /** tested / applicable, 0..1 */
  readonly coverage: number;
  readonly traffic: {
    readonly requests: number;
    /** Messages accepted; null when the run ended before it could say. */
    readonly messages: number | null;
    readonly bytesSent: number;
    readonly bytesReceived: number;
  };
  readonly summary: Readonly<Record<Outcome, number>>;
  /** What the target's owner declares otherwise than the profile, and as known violations. */
  readonly declared: {
    readonly choices: readonly DeclaredChoice[];
    /** Null: there is no waivers file. */
    readonly waivers: DeclaredEvent['waivers'];
  };
  /** What besides the target a reader must know to judge the run by. */
  readonly notices: readonly string[];
  readonly preflight: readonly {
    readonly step: PreflightEvent['step'];
    readonly ok: boolean;
    readonly detail: string;
  }[];
  readonly document: {
    readonly source: string;
    readonly sha256: string;
    readonly version: string;
    readonly title: string;
    readonly operations: number;
    readonly problems: readonly DocumentProblem[];
  } | null;
  /** How the document differs from the profile's own; null when the profile has none, or the run ended before. */
  readonly drift: readonly Drift[] | null;
  /** Faults of the target that several requirements come down to. */
  readonly rootCauses: readonly RootCause[];
  readonly plan: PlanSums | null;
  readonly scenarios: readonly ScenarioResult[];
  /** What came of the generated requests; null: none were sent, or the run ended before it could say. */
  readonly exploration: Required<Omit<ExplorationEvent, 'kind'>> | null;
  readonly requirements: readonly RequirementResult[];
}

/** What a fold has seen of a log so far: everything but the exchanges, of which only sums are kept. */
interface Seen {
  header: HeaderEvent | null;
  declared: DeclaredEvent | null;
  document: DocumentEvent | null;
  drift: readonly Drift[] | null;
  plan: PlanEvent | null;
  exploration: ExplorationEvent | null;
  footer: FooterEvent | null;
  readonly notices: string[];
  readonly preflight: PreflightEvent[];
  readonly scenarios: Map<string, ScenarioEvent>;
  readonly findings: Map<string, Finding[]>;
  readonly outcomes: Map<string, OutcomeEvent>;
  readonly traffic: { requests: number; bytesSent: number; bytesReceived: number };
  readonly census: ReplyCensus;
  /** Unix milliseconds of the last sign of life. */
  lastAt: number;
}

/**
 * Folds the events of a run into its results in one pass; memory grows with requirements and findings, not with exchanges.
 * A log without a footer gives everything seen so far, the verdict `inconclusive` and exit code 4.
 * @throws FileError when the events hold no header, or one of a log version newer than ours.
 */
export async function foldResults(events: AsyncIterable<RunEvent> | Iterable<RunEvent>): Promise<RunResults> {
  const seen: Seen = {
    header: null,
    declared: null,
    document: null,
    drift: null,
    plan: null,
    exploration: null,
    footer: null,
    notices: [],
    preflight: [],
    scenarios: new Map(),
    findings: new Map(),
    outcomes: new Map(),
    traffic: { requests: 0, bytesSent: 0, bytesReceived: 0 },
    census: startCensus(),
    lastAt: 0,
  };
  for await (const event of events) take(seen, event);
  if (seen.header === null) {
    throw new FileError('The log holds no run: it has no header line.', {
      advice: 'Point to the run.ndjson of a run, or run the tests again.',
    });
  }
  return tell(seen, seen.header);
}

function take(seen: Seen, event: RunEvent): void {
  switch (event.kind) {
    case 'header':
      seen.header = readable(event);
      return;
    case 'declared':
      seen.declared = event;
      return;
    case 'notice':
      seen.notices.push(event.message);
      return;
    case 'preflight':
      seen.preflight.push(event);
      return;
    case 'document':
      seen.document = event;
      return;
    case 'drift':
      seen.drift = event.drifts;
      return;
    case 'plan':
      seen.plan = event;
      return;
    case 'scenario':
      seen.scenarios.set(event.id, event);
      return;
    case 'exchange': {
      const { request, response, timings } = event.exchange;
      countReply(seen.census, event.exchange);
      seen.traffic.requests += 1;
      seen.traffic.bytesSent += request.body?.bytes ?? 0;
      seen.traffic.bytesReceived += response?.body?.bytes ?? 0;
      seen.lastAt = Math.max(seen.lastAt, timings.startedAt + timings.totalMs);
      return;
    }
    case 'finding': {
      const { requirement } = event.finding;
      seen.findings.set(requirement, [...(seen.findings.get(requirement) ?? []), event.finding]);
      return;
    }
    case 'exploration':
      seen.exploration = event;
      return;
    case 'outcome':
      seen.outcomes.set(event.requirement, event);
      return;
    case 'footer':
      seen.footer = event;
  }
}

function readable(header: HeaderEvent): HeaderEvent {
  if (header.logVersion <= logVersion) return header;
  throw new FileError(`The log has version ${header.logVersion}, newer than the ${logVersion} this release reads.`, {
    advice: `Read it with touchstone ${header.tool.version} or later.`,
  });
}

function tell(seen: Seen, header: HeaderEvent): RunResults {
  const { footer, plan } = seen;
  const requirements = requirementsOf(seen);
  const summary = countOutcomes(requirements);
  const incomplete = footer === null ? interruption(seen) : footer.incomplete;
  return {
    schemaVersion: 1,
    tool: header.tool,
    runId: header.runId,
    target: header.target,
    embedded: header.embedded,
    profile: header.profile,
    mode: header.mode,
    seed: header.seed,
    startedAt: header.startedAt,
    durationMs: footer?.durationMs ?? Math.max(0, Math.round(seen.lastAt - Date.parse(header.startedAt))),
    config: header.config,
    complete: incomplete === null,
    incomplete,
    verdict: footer?.verdict ?? 'inconclusive',
    exitCode: footer?.exitCode ?? 4,
    ...(footer === null ? figures(summary) : { divergence: footer.divergence, coverage: footer.coverage }),
    traffic: footer?.traffic ?? { ...seen.traffic, messages: null },
    summary,
    declared: { choices: seen.declared?.choices ?? [], waivers: seen.declared?.waivers ?? null },
    notices: seen.notices,
    preflight: seen.preflight.map(({ step, ok, detail }) => ({ step, ok, detail })),
    document: seen.document === null ? null : documentOf(seen.document),
    drift: seen.drift,
    rootCauses: findRootCauses(requirements, seen.census),
    plan: plan === null ? null : sumsOf(plan),
    scenarios: scenariosOf(seen),
    exploration: seen.exploration === null ? null : explorationOf(seen.exploration),
    requirements,
  };
}

function interruption({ plan, exploration }: Seen): string {
  const creates = plan?.exploration?.operations.some(
    ({ decision, operation }) => decision === 'explore' && operation.startsWith('POST '),
  );
  const left =
    creates && exploration === null
      ? ' What it may have created and not deleted stands in created.ndjson beside the log; the next run with the same --reports that sends generated requests deletes it.'
      : '';
  return `The log ends without a footer: the run was interrupted.${left}`;
}

function documentOf(event: DocumentEvent): RunResults['document'] {
  const { source, sha256, version, title, operations, problems } = event;
  return { source, sha256, version, title, operations, problems };
}

function explorationOf(event: ExplorationEvent): RunResults['exploration'] {
  const { operations, stopped, canary, excused, leftBehind, tidied, toDelete = null } = event;
  return { operations, stopped, canary, excused, leftBehind, tidied, toDelete };
}

function sumsOf(plan: PlanEvent): PlanSums {
  const decided = (decision: PlannedRequirement['decision']) =>
    plan.requirements.filter((each) => each.decision === decision).length;
  const run = plan.scenarios.filter((each) => each.decision === 'run').length;
  return {
    test: decided('test'),
    notApplicable: decided('not-applicable'),
    notTested: decided('not-tested'),
    scenarios: { run, skip: plan.scenarios.length - run },
    requests: plan.requests,
    messages: plan.messages,
  };
}

function scenariosOf(seen: Seen): readonly ScenarioResult[] {
  return (seen.plan?.scenarios ?? []).map(({ id, area, title, decision, reason, requests, messages }) => {
    const last = seen.scenarios.get(id);
    return {
      id,
      area,
      title,
      state: last?.state ?? (decision === 'run' ? 'planned' : 'skipped'),
      reason: last?.reason ?? reason,
      requests,
      messages,
      durationMs: last?.durationMs ?? null,
    };
  });
}

function requirementsOf(seen: Seen): readonly RequirementResult[] {
  const planned = seen.plan?.requirements ?? [];
  const known = new Set(planned.map((each) => each.id));
  const unplanned = [...seen.findings].filter(([id]) => !known.has(id)).flatMap(([, [first]]) => first ?? []);
  return [
    ...planned.map((each) => requirementOf(seen, each)),
    ...unplanned.map((finding) => requirementOf(seen, factsFrom(finding))),
  ];
}

/** A log may be cut before its plan: what is known of a requirement then is its finding. */
function factsFrom(finding: Finding): Omit<PlannedRequirement, 'tier'> & { readonly tier: null } {
  return {
    id: finding.requirement,
    area: finding.requirement.replace(/-\d+$/, ''),
    level: finding.level,
    tier: null,
    title: finding.message,
    statement: finding.message,
    source: [],
    fix: '',
    decision: 'test',
    reason: null,
  };
}

function requirementOf(
  seen: Seen,
  { decision, reason, ...facts }: Omit<PlannedRequirement, 'tier'> & { readonly tier: Tier | null },
): RequirementResult {
  const findings = seen.findings.get(facts.id) ?? [];
  const outcome = seen.outcomes.get(facts.id);
  const occurrences = outcome?.occurrences ?? {};
  return {
    ...facts,
    ...(outcome === undefined
      ? undecided(decision, reason, findings)
      : { outcome: outcome.outcome, reason: outcome.reason }),
    exchanges: outcome?.exchanges ?? 0,
    findings: findings.map((each) => findingOf(each, occurrences[each.fingerprint] ?? 1)),
  };
}

function findingOf(finding: Finding, count: number): FindingResult {
  const { id, fingerprint, severity, message, operation, expected, actual, exchanges, curl, waived } = finding;
  const shown = { id, fingerprint, severity, message, operation, expected, actual, exchanges, curl, waived };
  return { ...shown, case: finding.case ?? null, count };
}

/** The outcome of a requirement whose outcome the log does not say: what was found counts, silence is no pass. */
function undecided(
  decision: PlannedRequirement['decision'],
  reason: string | null,
  findings: readonly Finding[],
): { readonly outcome: Outcome; readonly reason: string | null } {
  const unexpected = findings.filter(({ waived }) => waived === null);
  if (unexpected.some((each) => each.severity === 'failure')) return { outcome: 'failed', reason: null };
  if (unexpected.length > 0) return { outcome: 'warned', reason: null };
  if (findings[0] !== undefined) return { outcome: 'waived', reason: findings[0].waived };
  if (decision !== 'test') return { outcome: decision, reason };
  return { outcome: 'not-tested', reason: 'the run ended before it was decided' };
}

function countOutcomes(requirements: readonly RequirementResult[]): Readonly<Record<Outcome, number>> {
  const count = (outcome: Outcome) => requirements.filter((each) => each.outcome === outcome).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    warned: count('warned'),
    waived: count('waived'),
    'not-applicable': count('not-applicable'),
    'not-tested': count('not-tested'),
    blocked: count('blocked'),
    error: count('error'),
  };
}

/** Requirements that apply to the target, those that were tested, and those that are violated. */
export function tally(summary: Readonly<Record<Outcome, number>>): {
  readonly applicable: number;
  readonly tested: number;
  readonly violated: number;
} {
  const all = outcomes.reduce((sum, outcome) => sum + summary[outcome], 0);
  const violated = summary.failed + summary.warned + summary.waived;
  return { applicable: all - summary['not-applicable'], tested: summary.passed + violated, violated };
}

function figures(summary: Readonly<Record<Outcome, number>>): {
  readonly divergence: number;
  readonly coverage: number;
} {
  const { applicable, tested, violated } = tally(summary);
  if (applicable === 0) return { divergence: 0, coverage: 0 };
  return { divergence: violated / applicable, coverage: tested / applicable };
}
