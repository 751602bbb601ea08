import type { Outcome } from '../engine/outcome.js';
import type { ExchangeRecord } from '../http/exchange.js';

/** What the replies of a run have in common: a few sums, however many exchanges there were. */
export interface ReplyCensus {
  /** Replies to requests of scenarios, those with the document left out. */
  replies: number;
  /** How many of them look like the reply envelope. */
  envelopes: number;
  /** Replies per method and status. */
  readonly statuses: Map<string, Map<number, number>>;
}

/** What a root cause is looked for in: the results of requirements, as far as they matter. */
interface Complaint {
  readonly message: string;
  readonly operation: string;
  readonly actual: string;
}
interface Judged {
  readonly id: string;
  readonly area: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly findings: readonly Complaint[];
}

/** One fault of the target that several requirements are violated by. */
export interface RootCause {
  readonly kind: 'same-answer' | 'no-envelope' | 'same-complaint';
  readonly message: string;
  /** What to look at first; null: the requirements say it. */
  readonly advice: string | null;
  /** Requirements whose violation, or whose being blocked, comes down to it. */
  readonly requirements: readonly string[];
}

/** Fewer replies than these say nothing about a target, and fewer requirements are read faster one by one. */
const leastReplies = 10;
const leastRequirements = 4;
/** A few requests are answered by the HTTP server itself before the target sees them. */
const nearlyAll = 0.9;

export function startCensus(): ReplyCensus {
  return { replies: 0, envelopes: 0, statuses: new Map() };
}

/** Counts an exchange in; what the target was told to do wrong, and the document, do not count. */
export function countReply(census: ReplyCensus, { intent, request, response }: ExchangeRecord): void {
  if (response === null || intent.faulted || intent.by === 'control' || intent.by === 'document') return;
  if (request.method !== 'POST' && /\/openapi\.json(\?|$)/.test(request.url)) return;
  census.replies += 1;
  if (/^\s*\{/.test(response.body?.content ?? '') && /"ok"\s*:\s*(true|false)/.test(response.body?.content ?? '')) {
    census.envelopes += 1;
  }
  const statuses = census.statuses.get(request.method) ?? new Map<number, number>();
  census.statuses.set(request.method, statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1));
}

/** A root cause before it is known what follows from it. */
interface Suspect extends Omit<RootCause, 'requirements'> {
  readonly covers: (finding: Complaint, requirement: Judged) => boolean;
  readonly blocks: (reason: string) => boolean;
}

/** Faults that explain several requirements, the widest first. Nothing is explained by a fault that stands alone. */
export function findRootCauses(requirements: readonly Judged[], census: ReplyCensus): readonly RootCause[] {
  const suspects = [...sameAnswer(census), ...noEnvelope(census)];
  const rest = requirements.map((requirement) => ({
    ...requirement,
    findings: requirement.findings.filter((finding) => !suspects.some(({ covers }) => covers(finding, requirement))),
  }));
  const all = [...suspects, ...sameComplaints(rest)];
  const explained = requirements.flatMap((each) => {
    const by = explanationOf(each, all);
    return by === null ? [] : [{ id: each.id, by }];
  });
  return all
    .map(({ kind, message, advice }, at) => ({
      kind,
      message,
      advice,
      requirements: explained.filter(({ by }) => by === all[at]).map(({ id }) => id),
    }))
    .filter(({ kind, requirements: own }) => own.length >= (kind === 'same-complaint' ? leastRequirements : 1));
}

/** The suspect that a requirement comes down to; null when one of its findings is of another kind. */
function explanationOf(requirement: Judged, suspects: readonly Suspect[]): Suspect | null {
  const { findings, outcome, reason } = requirement;
  if (findings.length === 0) {
    return outcome === 'blocked' && reason !== null ? (suspects.find(({ blocks }) => blocks(reason)) ?? null) : null;
  }
  const causes = findings.map((finding) => suspects.find(({ covers }) => covers(finding, requirement)));
  return causes.includes(undefined) ? null : (causes[0] ?? null);
}

/** Ids of the requirements that root causes explain. */
export function explainedIds(causes: readonly RootCause[]): ReadonlySet<string> {
  return new Set(causes.flatMap(({ requirements }) => requirements));
}

function sameAnswer({ statuses }: ReplyCensus): readonly Suspect[] {
  const all = new Map<number, number>();
  for (const own of statuses.values()) for (const [status, n] of own) all.set(status, (all.get(status) ?? 0) + n);
  const everything = dominant(all);
  if (everything !== null) return [answerSuspect('request', [...statuses.keys()], everything)];
  // Of the other methods there are few requests, and most of them ask for what should not be there.
  const posts = dominant(statuses.get('POST') ?? new Map<number, number>());
  return posts === null ? [] : [answerSuspect('POST', ['POST'], posts)];
}

interface Dominant {
  readonly status: number;
  readonly times: number;
  readonly of: number;
}

function dominant(statuses: ReadonlyMap<number, number>): Dominant | null {
  const of = [...statuses.values()].reduce((sum, n) => sum + n, 0);
  const [top] = [...statuses].toSorted(([, one], [, other]) => other - one);
  if (top === undefined || of < leastReplies || top[1] < of * nearlyAll) return null;
  return { status: top[0], times: top[1], of };
}

function answerSuspect(what: string, methods: readonly string[], { status, times, of }: Dominant): Suspect {
  const told = new RegExp(`^${status}\\b`);
  const reason = new RegExp(`\\b${status}\\b`);
  return {
    kind: 'same-answer',
    message: `${times === of ? 'Every' : 'Nearly every'} ${what} is answered ${status}, whatever it asks (${times} of ${of}).`,
    advice:
      status >= 500
        ? 'The server fails before it looks at the request; its own log says why.'
        : 'Check that the target is this API: the base URL must be the one that /emails/send lies under.',
    covers: ({ actual, operation }) =>
      told.test(actual) && methods.some((method) => operation.startsWith(`${method} `)),
    blocks: (text) => reason.test(text),
  };
}

/** Requirements besides ENV that a reply without envelope violates. */
const aboutBodies = ['HDR-07', 'SPEC-08'];

function noEnvelope({ replies, envelopes }: ReplyCensus): readonly Suspect[] {
  if (envelopes > 0 || replies < leastReplies) return [];
  return [
    {
      kind: 'no-envelope',
      message: `No reply is an envelope (0 of ${replies}).`,
      advice: 'Send every reply, failures included, through one serializer that writes ok, data or error, and meta.',
      covers: ({ message }, { id, area }) =>
        area === 'ENV' || (aboutBodies.includes(id) && /\bbody\b|media type/i.test(message)),
      blocks: () => false,
    },
  ];
}

/** The same complaint with the same answer in several requirements: the target does not look at all. */
function sameComplaints(requirements: readonly Judged[]): readonly Suspect[] {
  const groups = new Map<string, { readonly finding: Complaint; readonly ids: Set<string> }>();
  for (const { id, findings } of requirements) {
    for (const finding of findings) {
      const key = `${finding.message}\n${finding.actual}`;
      const group = groups.get(key) ?? { finding, ids: new Set() };
      group.ids.add(id);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .filter(({ ids }) => ids.size >= leastRequirements)
    .toSorted((one, other) => other.ids.size - one.ids.size)
    .map(({ finding: { message, actual } }) => ({
      kind: 'same-complaint',
      message: `${message.replace(/\.$/, '')}: ${actual}.`,
      advice: null,
      covers: (other) => other.message === message && other.actual === actual,
      blocks: () => false,
    }));
}
