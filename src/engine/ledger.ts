import { createHash } from 'node:crypto';
import type { Observation, Violation } from '../checks/check.js';
import type { RequirementId } from '../requirements/index.js';
import type { Level } from '../requirements/requirement.js';
import type { Finding, FindingCase } from './events.js';
import { covers, mostPrecise, type Waiver } from './waivers.js';

/**
 * Distinct findings kept of a requirement at one place of the document, and as many elsewhere; waived ones apart. A
 * broken target repeats itself, and memory must not grow with exchanges.
 */
const maxFindings = 25;

interface Booked {
  readonly finding: Finding;
  count: number;
  /** The operation or path of the document; null: none of it. */
  readonly place: string | null;
}

interface Entry {
  readonly level: Level;
  evidence: number;
  /** Operations of these exchanges. */
  readonly operations: Set<string>;
  readonly findings: Map<string, Booked>;
  readonly skipped: string[];
  readonly notApplicable: string[];
  readonly blocked: string[];
  readonly errors: string[];
}

/** What is known of a requirement so far. */
export interface Tally {
  /** Exchanges that could speak to it. */
  readonly evidence: number;
  readonly findings: readonly Finding[];
  /** Fingerprint → how often it was seen, for findings seen more than once. */
  readonly occurrences: Readonly<Record<string, number>>;
  readonly skipped: readonly string[];
  readonly notApplicable: readonly string[];
  readonly blocked: readonly string[];
  readonly errors: readonly string[];
}

/** Evidence behind a finding: the exchanges that prove it, the decisive one last. */
export interface Proof {
  readonly seen: readonly Observation[];
  /** The command that sends the decisive request again; asked for only when the root cause is new. */
  readonly curl: () => string | null;
  /** The generated request that shows it; absent or null: another one did. */
  readonly case?: FindingCase | null;
  /** How often it was seen; default 1. */
  readonly count?: number;
  /**
   * Where it is when no operation of the document was asked: a path of the document below the target's with another method,
   * `QUERY /v1/pets/{petId}`, or a document that was given, `document things.json`. Absent: where the exchanges say.
   */
  readonly place?: string;
}

export interface Ledger {
  /** Counts exchanges that could show the requirement kept or violated. */
  evidence(id: RequirementId, seen: readonly Observation[]): void;
  /** Files a violation; returns the finding when its root cause is new, else null. */
  violated(id: RequirementId, violation: Violation, proof: Proof): Finding | null;
  skipped(id: RequirementId, reason: string): void;
  notApplicable(id: RequirementId, reason: string): void;
  blocked(id: RequirementId, reason: string): void;
  failed(id: RequirementId, reason: string): void;
  tally(id: RequirementId): Tally;
  /** Whether an exchange at this operation could speak to the requirement. */
  seenAt(id: RequirementId, operation: string): boolean;
  /** Waivers that covered a violation so far. */
  usedWaivers(): ReadonlySet<Waiver>;
}

/**
 * Books what the checks say, per requirement. `levels` names the requirements that count in this run, `waivers` the
 * declared violations that are in force.
 */
export function createLedger(levels: ReadonlyMap<RequirementId, Level>, waivers: readonly Waiver[] = []): Ledger {
  const used = new Set<Waiver>();
  const entries = new Map<RequirementId, Entry>();
  for (const [id, level] of levels) {
    entries.set(id, {
      level,
      evidence: 0,
      operations: new Set(),
      findings: new Map(),
      skipped: [],
      notApplicable: [],
      blocked: [],
      errors: [],
    });
  }
  return {
    evidence: (id, seen) => {
      const entry = entries.get(id);
      if (!entry) return;
      entry.evidence += seen.length;
      for (const one of seen) entry.operations.add(operationOf(one));
    },
    violated: (id, violation, proof) => {
      const entry = entries.get(id);
      return entry ? file(id, entry, { violation, proof, waivers, used }) : null;
    },
    skipped: (id, reason) => void entries.get(id)?.skipped.push(reason),
    notApplicable: (id, reason) => void entries.get(id)?.notApplicable.push(reason),
    blocked: (id, reason) => void entries.get(id)?.blocked.push(reason),
    failed: (id, reason) => void entries.get(id)?.errors.push(reason),
    tally: (id) => tallyOf(entries.get(id)),
    seenAt: (id, operation) => entries.get(id)?.operations.has(operation) ?? false,
    usedWaivers: () => used,
  };
}

interface Case {
  readonly violation: Violation;
  readonly proof: Proof;
  readonly waivers: readonly Waiver[];
  readonly used: Set<Waiver>;
}

function file(id: RequirementId, entry: Entry, { violation, proof, waivers, used }: Case): Finding | null {
  const { seen, curl, count = 1, ...shown } = proof;
  const last = seen.at(-1);
  const place = last?.operation?.key ?? proof.place ?? null;
  const operation = place ?? operationOf(last);
  const fingerprint = fingerprintOf(id, operation, violation.message);
  const known = entry.findings.get(fingerprint);
  if (known) {
    known.count += count;
    return null;
  }
  const covering = waivers.filter((waiver) => covers(waiver, { requirement: id, operation, fingerprint }));
  for (const waiver of covering) used.add(waiver);
  const waived = mostPrecise(covering)?.reason ?? null;
  // Counted apart, so that many known violations never crowd out one that is not.
  const alike = [...entry.findings.values()].filter(
    (one) => one.place === place && (one.finding.waived === null) === (waived === null),
  );
  if (alike.length >= maxFindings) return null;
  const finding: Finding = {
    id: `${id}#${entry.findings.size + 1}`,
    fingerprint,
    requirement: id,
    level: entry.level,
    severity: severityOf(entry.level, violation),
    message: violation.message,
    operation,
    expected: clip(violation.expected),
    actual: clip(violation.actual),
    exchanges: seen.map((one) => one.id),
    curl: curl(),
    waived,
    case: shown.case ?? null,
  };
  entry.findings.set(fingerprint, { finding, place, count });
  return finding;
}

function severityOf(level: Level, { tolerated, raised }: Violation): Finding['severity'] {
  if (tolerated) return 'warning';
  return level === 'MUST' || raised ? 'failure' : 'warning';
}

/** 16 hex digits over requirement, operation and message: the same root cause in every run. */
export function fingerprintOf(requirement: string, operation: string, message: string): string {
  return createHash('sha256').update(`${requirement}\n${operation}\n${message}`).digest('hex').slice(0, 16);
}

function operationOf(seen: Observation | undefined): string {
  if (!seen) return 'the run';
  return seen.operation?.key ?? seen.once(placeOf);
}

function placeOf({ exchange }: Observation): string {
  const { method, url } = exchange.request;
  return `${method} ${new URL(url).pathname.replace(madeUp, 'ts-*')}`;
}

/** Names made up for one run (`ScenarioContext.unique`): with them a cause would be another one in every run. */
const madeUp = /ts-[0-9a-f]{16,}/g;

/** Keeps a finding readable whatever the target sent; the exchange holds the rest. */
function clip(text: string): string {
  return text.length <= 2000 ? text : `${text.slice(0, 2000)}… (${text.length} characters)`;
}

function tallyOf(entry: Entry | undefined): Tally {
  if (!entry)
    return { evidence: 0, findings: [], occurrences: {}, skipped: [], notApplicable: [], blocked: [], errors: [] };
  const all = [...entry.findings.values()];
  return {
    evidence: entry.evidence,
    findings: all.map(({ finding }) => finding),
    occurrences: Object.fromEntries(
      all.filter(({ count }) => count > 1).map(({ finding, count }) => [finding.fingerprint, count]),
    ),
    skipped: entry.skipped,
    notApplicable: entry.notApplicable,
    blocked: entry.blocked,
    errors: entry.errors,
  };
}
