import type { CheckContext, Observation, Violation } from '../checks/check.js';
import type { ApiModel } from '../contract/model.js';
import type { HeaderLine, PrincipalName } from '../http/exchange.js';
import type { Profile } from '../requirements/profile.js';
import type { RequirementId } from '../requirements/index.js';
import type { Mode } from './outcome.js';

/** Values a run was given besides keys. */
export interface Fixtures {
  /** Address that `sender` may send from. */
  readonly from?: string;
  /** Addresses mail may go to. */
  readonly sinks: readonly string[];
  /** Domains whose every address mail may go to, those of the domains below them, too. */
  readonly sinkDomains?: readonly string[];
  /** Address in the sender's team that its key may not use. */
  readonly siblingFrom?: string;
  /** Address of another team. */
  readonly foreignFrom?: string;
}
export type FixtureName = 'from' | 'sinks' | 'siblingFrom' | 'foreignFrom';

/** Test controls a target may offer. */
export type ControlName = 'fault' | 'clock' | 'messages' | 'delay' | 'rate-limit' | 'balance' | 'daily-cap';

/** Faults that the `fault` control can switch on at the target. */
export type FaultName =
  | 'internal-error'
  | 'service-unavailable'
  | 'queue-down'
  /** The store of idempotency keys does not answer. */
  | 'store-down'
  /** One message of a batch cannot be queued for the moment: the one that `item` names. */
  | 'one-item-transient'
  | 'no-providers'
  | 'no-credits'
  | 'billing-restricted';

/** What a fault is limited to; absent: everything, until it is cleared. */
export interface FaultScope {
  /** Requests of this principal. */
  readonly principal?: PrincipalName;
  /** The message of a batch at this position, counted from 0; for `one-item-transient` 0 unless it is given. */
  readonly item?: number;
  /** So many occasions. */
  readonly times?: number;
}

/** Reaches the target's test controls; every call is an exchange of its own that is neither judged nor counted. */
export interface Controls {
  /** Whether the run can reach any: for scenarios that show more with them and something without. */
  readonly offered: boolean;
  /** Switches a fault on, for all requests until it is cleared unless `scope` says otherwise. */
  fault(name: FaultName, scope?: FaultScope): Promise<void>;
  /** Switches off what this scenario switched on: faults, balance and daily cap. So does the end of the scenario. */
  clearFaults(): Promise<void>;
  /** Lets a principal, or without one everybody together, pay for so many messages more. */
  setBalance(messages: number, principal?: PrincipalName): Promise<void>;
  /** Lets a principal, or without one everybody together, send so many messages more before midnight, UTC. */
  setDailyCap(messages: number, principal?: PrincipalName): Promise<void>;
  advanceClock(seconds: number): Promise<void>;
  /** Makes every request take so much longer; 0 ends it, and so does the end of the scenario. */
  delay(milliseconds: number): Promise<void>;
  /** Gives every key a fresh window of another size; the scenario's end restores the limit of the profile. */
  setRateLimit(limit: number, windowSeconds: number): Promise<void>;
  /** Messages accepted by the target whose subject is exactly this one. */
  messages(subject: string): Promise<readonly AcceptedMessage[]>;
}

export interface AcceptedMessage {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  /** Files that go with it; one inside of the request has no id. */
  readonly attachments: readonly { readonly filename: string; readonly attachmentId: string | null }[];
}

/** Who a request comes from: a principal, nobody, or an Authorization value as it stands. */
export type Caller = PrincipalName | 'anonymous' | { readonly authorization: string };

/** A request as a scenario writes it. */
export interface Call {
  readonly method: string;
  /** Path below the base URL with its query, encoded: `/emails/send`. An absolute URL on the target's host also works. */
  readonly path: string;
  /** Default: `sender`; `anonymous` for the document and for operations that declare themselves public. */
  readonly as?: Caller;
  /** Further header lines, in order, names as given. */
  readonly headers?: readonly HeaderLine[];
  /** A value is sent as JSON with `Content-Type: application/json` unless `headers` name another type. */
  readonly json?: unknown;
  /** Exact bytes instead of `json`; set Content-Type yourself. */
  readonly bytes?: Uint8Array | string;
  readonly idempotencyKey?: string;
  /** Exchange whose stored reply this asks for again; of copies sent at once, the first. */
  readonly replayOf?: Pick<Observation, 'id'>;
}

/** What a scenario works with. */
export interface ScenarioContext {
  readonly profile: Profile;
  readonly model: ApiModel;
  readonly fixtures: Fixtures;
  /** What checks know: document, validators, problems. */
  readonly facts: CheckContext;
  /** Base URL without trailing slash. */
  readonly target: string;
  /**
   * Sends a request. The reply has passed every invariant before this resolves.
   * A target that says it is overloaded (429, 503) is asked again after the wait it names; one that stays so, and a
   * transport failure, block the scenario. Use `attempt` where either is expected.
   */
  send(call: Call): Promise<Observation>;
  /** Sends a request once and takes what comes; null: a transport failure. */
  attempt(call: Call): Promise<Observation | null>;
  /** Sends over a bare socket on a fresh connection and reads to its end: shows bytes an HTTP client hides. */
  sendRaw(call: Call): Promise<RawReply>;
  /** Like `sendRaw`, with a transport failure as null. `seconds`: how long to wait for the head of the reply at most. */
  attemptRaw(call: Call, patience?: { readonly seconds: number }): Promise<RawReply | null>;
  /** Waits in real time, for scenarios whose mode allows it; the end of the run ends the wait. */
  wait(seconds: number): Promise<void>;
  /** Records a check of a requirement this scenario verifies. An empty list or null: kept. */
  check(
    requirement: RequirementId,
    evidence: Observation | readonly Observation[],
    violations: Violation | readonly Violation[] | null,
  ): void;
  /** Says why a requirement this scenario verifies could not be exercised this time. */
  skip(requirement: RequirementId, reason: string): void;
  /** Says why a requirement this scenario verifies means nothing for this target. */
  notApplicable(requirement: RequirementId, reason: string): void;
  /** Gives up: a set-up step failed. What was not checked yet becomes `blocked`. */
  block(reason: string): never;
  /** A string unique to run, scenario and label, asked for twice the same: `ts-1f3a…`. Goes into subjects and keys. */
  unique(label: string): string;
  /** The key of a principal the scenario declared, for probes that put it where it does not belong. */
  credential(principal: PrincipalName): string;
  readonly controls: Controls;
}

/** A reply read from a bare socket. */
export interface RawReply {
  readonly observation: Observation;
  /** Bytes after the header block, framing included. */
  readonly bytesAfterHeaders: number;
}

/** A few exchanges in a fixed order with checks. */
export interface Scenario {
  readonly kind: 'scenario';
  /** `COND.document`: area, dot, name; letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly verifies: readonly RequirementId[];
  /** Least mode it may run in. */
  readonly mode: Mode;
  readonly principals: readonly PrincipalName[];
  readonly fixtures: readonly FixtureName[];
  readonly controls: readonly ControlName[];
  /** Operations the document (or the profile) must list. */
  readonly operations: readonly string[];
  /** Upper bound of what it sends; a test holds it to that. */
  readonly price: { readonly requests: number; readonly messages: number };
  /** Runs alone: it disturbs others or is disturbed by them. */
  readonly exclusive: boolean;
  /** Whether this profile wants it at all; a string: why not. */
  readonly wanted: (profile: Profile) => true | string;
  readonly run: (t: ScenarioContext) => Promise<void>;
}
