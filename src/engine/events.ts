import type { DocumentProblem, Drift } from '../contract/model.js';
import type { ExchangeRecord } from '../http/exchange.js';
import type { Traffic } from '../http/client-types.js';
import type { Level, Tier } from '../requirements/requirement.js';
import type { Mode, Outcome, Verdict } from './outcome.js';
import type { SettledWaiver } from './waivers.js';

/** Version of the log format. A reader refuses a log of a higher version. */
export const logVersion = 2;

/** First line of a log. */
export interface HeaderEvent {
  readonly kind: 'header';
  readonly logVersion: number;
  readonly tool: { readonly name: 'touchstone'; readonly version: string };
  readonly runId: string;
  readonly target: string;
  /** True when the target is the reference gateway started in process. */
  readonly embedded: boolean;
  readonly profile: string;
  readonly mode: Mode;
  readonly seed: number;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  /** The resolved configuration, secrets as `$NAME`. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** An option or value of the profile that the target's owner declares otherwise. */
export interface DeclaredChoice {
  /** Its key in the configuration: `options.rootKeyCanSend`, `values.batchMax`. */
  readonly name: string;
  /** What the profile says, and what is declared instead: any JSON value. */
  readonly profile: unknown;
  readonly declared: unknown;
}

/** Differences the target's owner declares. Written after the header, and again at the end when waivers are settled. */
export interface DeclaredEvent {
  readonly kind: 'declared';
  readonly choices: readonly DeclaredChoice[];
  /** Null: no waivers file was given. */
  readonly waivers: { readonly file: string; readonly entries: readonly SettledWaiver[] } | null;
}

/** Something besides the target that a reader must know to judge the run by. No outcome follows from it. */
export interface NoticeEvent {
  readonly kind: 'notice';
  /** Whole sentences. */
  readonly message: string;
}

export interface PreflightEvent {
  readonly kind: 'preflight';
  readonly step: 'reachable' | 'document' | 'credential' | 'clock';
  readonly ok: boolean;
  readonly detail: string;
}

export interface DocumentEvent {
  readonly kind: 'document';
  readonly source: string;
  readonly sha256: string;
  readonly version: string;
  readonly title: string;
  readonly operations: number;
  readonly problems: readonly DocumentProblem[];
}

/**
 * How the served document differs from the profile's own. Information: a difference is a finding only where a requirement
 * forbids it.
 */
export interface DriftEvent {
  readonly kind: 'drift';
  readonly profile: string;
  readonly drifts: readonly Drift[];
}

/** One requirement in the plan. */
export interface PlannedRequirement {
  readonly id: string;
  readonly area: string;
  readonly level: Level;
  readonly tier: Tier;
  readonly title: string;
  readonly statement: string;
  readonly source: readonly string[];
  readonly fix: string;
  readonly decision: 'test' | 'not-applicable' | 'not-tested';
  /** Why it is not tested or not applicable; null when it is tested. */
  readonly reason: string | null;
}

export interface PlannedScenario {
  readonly id: string;
  readonly area: string;
  readonly title: string;
  readonly decision: 'run' | 'skip';
  readonly reason: string | null;
  readonly requests: number;
  readonly messages: number;
}

/** An operation in the plan of the exploration. */
export interface PlannedOperation {
  readonly operation: string;
  /** `unasked`: nothing keeps it from being explored, but no requirement in scope speaks of it. */
  readonly decision: 'explore' | 'unasked' | 'skip';
  /** Why it is not explored; null when it is. */
  readonly reason: string | null;
  /** Generated requests at most. */
  readonly cases: number;
}

/** What generated requests will be sent. */
export interface PlannedExploration {
  readonly operations: readonly PlannedOperation[];
  /** Sums over the operations that are explored; the requests include what follows from a case: reading, deleting, shrinking. */
  readonly cases: number;
  readonly requests: number;
  readonly messages: number;
  /** What keeps it smaller than asked for, or from taking place; null: nothing. */
  readonly note: string | null;
}

export interface PlanEvent {
  readonly kind: 'plan';
  readonly requirements: readonly PlannedRequirement[];
  readonly scenarios: readonly PlannedScenario[];
  /** Null, or absent in logs of earlier releases: no requirement that is tested needs generated requests. */
  readonly exploration?: PlannedExploration | null;
  /** Sums over the scenarios that run, and the exploration. */
  readonly requests: number;
  readonly messages: number;
}

export interface ScenarioEvent {
  readonly kind: 'scenario';
  readonly id: string;
  readonly area: string;
  readonly state: 'started' | 'finished' | 'blocked' | 'error';
  /** What blocked it or went wrong; null otherwise. */
  readonly reason: string | null;
  readonly durationMs: number | null;
}

export interface ExchangeEvent {
  readonly kind: 'exchange';
  readonly exchange: ExchangeRecord;
}

/** The generated request behind a finding, made as small as could be. */
export interface FindingCase {
  /** `POST /pets#17`: with the seed it names the request for ever. */
  readonly id: string;
  /** What was changed in a plain valid request, in words; null: nothing. */
  readonly broken: string | null;
  readonly seed: number;
  /** Shell command that makes and sends it again. */
  readonly command: string;
}

/** A violated requirement with its evidence. One per fingerprint; repetitions only raise the count. */
export interface Finding {
  /** `IDEM-05#1`: stable within the run. */
  readonly id: string;
  /** 16 hex digits: requirement, operation and message. The same root cause has the same one in every run. */
  readonly fingerprint: string;
  readonly requirement: string;
  readonly level: Level;
  /** Whether it counts as a failure or a warning. */
  readonly severity: 'failure' | 'warning';
  readonly message: string;
  /** `POST /emails/send`, or `METHOD path` as sent when the document lists no such operation. */
  readonly operation: string;
  readonly expected: string;
  readonly actual: string;
  /** Ids of the exchanges that prove it, the decisive one last. */
  readonly exchanges: readonly string[];
  readonly curl: string | null;
  /** The reason of the waiver that covers it; null: it is not expected. */
  readonly waived: string | null;
  /** Null or absent: no generated request showed it. */
  readonly case?: FindingCase | null;
}

export interface FindingEvent {
  readonly kind: 'finding';
  readonly finding: Finding;
}

/** What became of an operation that was to be explored. */
export interface ExploredOperation {
  readonly operation: string;
  /**
   * `not-implemented`: it answers 404 or 501 to everything, and nothing else is said of it. `unasked`: no requirement in
   * scope speaks of it, so nothing is missed (logs of earlier releases hold `not-explored` and the note for it).
   */
  readonly state: 'explored' | 'not-implemented' | 'not-explored' | 'unasked';
  /** Why it was not, or what could not be tried; null: nothing to say. */
  readonly note: string | null;
  /** Generated requests that were sent. */
  readonly cases: number;
  /** Those whose path kept made-up ids where captured ones were wanted. */
  readonly withoutIds: number;
}

/** What the next run that leaves its reports in the same folder deletes. */
export interface ToDelete {
  readonly things: number;
  /** Shell command that does little else; only the folder of the reports is left to say. */
  readonly command: string;
}

/** What came of the exploration; written once, at its end. */
export interface ExplorationEvent {
  readonly kind: 'exploration';
  readonly operations: readonly ExploredOperation[];
  /** Why it ended early; null: it did not. */
  readonly stopped: string | null;
  /** The request that told whether the target was still sound: `GET /pets`; null: there was none to be had. */
  readonly canary: string | null;
  readonly excused: readonly { readonly operation: string; readonly reason: string; readonly count: number }[];
  /** What was created and could not be deleted. */
  readonly leftBehind: readonly { readonly path: string; readonly reason: string }[];
  /** What an earlier run had left and this one deleted. */
  readonly tidied: number;
  /** What stood in the log of creations when it ended; null, or absent in logs of earlier releases: nothing. */
  readonly toDelete?: ToDelete | null;
}

/** What became of one requirement; written at the end of a run, one line each. */
export interface OutcomeEvent {
  readonly kind: 'outcome';
  readonly requirement: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** How many exchanges could speak to it. */
  readonly exchanges: number;
  /** Occurrences per fingerprint, for findings seen more than once. */
  readonly occurrences: Readonly<Record<string, number>>;
}

/** Last line of a log; a log without one is incomplete. */
export interface FooterEvent {
  readonly kind: 'footer';
  readonly verdict: Verdict;
  readonly exitCode: number;
  /** Why the run was cut short; null: it was not. */
  readonly incomplete: string | null;
  /** violated / applicable, 0..1 */
  readonly divergence: number;
  /** tested / applicable, 0..1 */
  readonly coverage: number;
  readonly summary: Readonly<Record<Outcome, number>>;
  readonly traffic: Traffic;
  readonly durationMs: number;
}

/** The one stream: what the engine emits, the log keeps and the reports read. */
export type RunEvent =
  | HeaderEvent
  | DeclaredEvent
  | NoticeEvent
  | PreflightEvent
  | DocumentEvent
  | DriftEvent
  | PlanEvent
  | ScenarioEvent
  | ExchangeEvent
  | FindingEvent
  | ExplorationEvent
  | OutcomeEvent
  | FooterEvent;
