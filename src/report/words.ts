import type { Outcome, Verdict } from '../engine/outcome.js';
import { mustGo, type SettledWaiver } from '../engine/waivers.js';
import { count, percent } from './amounts.js';
import { tally } from './results.js';
import type { FindingResult, RequirementResult, RunResults } from './results.js';

/** Outcomes in the order a reader wants them: what needs action first. */
export const byUrgency: readonly Outcome[] = [
  'failed',
  'error',
  'blocked',
  'warned',
  'waived',
  'not-tested',
  'passed',
  'not-applicable',
];

export const outcomeWord: Readonly<Record<Outcome, string>> = {
  failed: 'failed',
  error: 'error',
  blocked: 'blocked',
  warned: 'warned',
  waived: 'waived',
  'not-tested': 'not tested',
  passed: 'passed',
  'not-applicable': 'not applicable',
};

/** One character per outcome, so that colour is never the only sign. */
export const outcomeMark: Readonly<Record<Outcome, string>> = {
  failed: '✕',
  error: '‼',
  blocked: '■',
  warned: '!',
  waived: '~',
  'not-tested': '?',
  passed: '✓',
  'not-applicable': '–',
};

export const verdictWord: Readonly<Record<Verdict, string>> = {
  conformant: 'Conformant',
  'conformant-with-waivers': 'Conformant with waivers',
  'non-conformant': 'Non-conformant',
  inconclusive: 'Inconclusive',
};

/** One sentence that says what the verdict rests on. */
export function explainVerdict(results: RunResults): string {
  const { incomplete, preflight, requirements, summary } = results;
  if (requirements.length === 0) {
    return incomplete ?? preflight.find((each) => !each.ok)?.detail ?? 'Nothing was tested.';
  }
  const told = [explainSummary(summary), ...waiverNotice(results)].join(' ');
  return incomplete === null ? told : `${incomplete.replace(/\.?$/, '.')} ${told}`;
}

function explainSummary({ failed, warned, waived, blocked, error, passed }: RunResults['summary']): string {
  const parts = [
    ...(failed > 0 ? [`${count(failed, 'requirement')} violated`] : []),
    ...(waived > 0 ? [`${waived} violated as declared`] : []),
    ...(warned > 0 ? [count(warned, 'warning')] : []),
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    ...(error > 0 ? [count(error, 'error')] : []),
  ];
  if (parts.length > 0) return `${parts.join(', ')}; ${passed} kept.`;
  return passed === 0 ? 'No requirement was tested.' : `Every requirement that was tested is kept: ${passed} of them.`;
}

function waiverNotice(results: RunResults): readonly string[] {
  const { length } = surplusWaivers(results);
  return length === 0 ? [] : [`${count(length, 'waiver')} must be deleted.`];
}

/** Waivers that fail the run until they are deleted: stale, expired or repeated. */
export function surplusWaivers({ declared }: RunResults): readonly SettledWaiver[] {
  return declared.waivers?.entries.filter(mustGo) ?? [];
}

/** `touchstone.waivers.yaml:4-8` */
export function placeOfWaiver({ lines: { first, last } }: SettledWaiver, file: string): string {
  return first === last ? `${file}:${first}` : `${file}:${first}-${last}`;
}

/** `ENV-01 at POST /emails/send` */
export function scopeOfWaiver({ requirement, operation, fingerprint }: SettledWaiver): string {
  if (operation !== null) return `${requirement} at ${operation}`;
  return fingerprint === null ? requirement : `${requirement}, cause ${fingerprint}`;
}

/** Findings that fail the run and that no waiver covers, with the id of their requirement. */
export function unexpectedFailures({ requirements, config }: RunResults): readonly UnexpectedFailure[] {
  const strict = config['strict'] === true;
  return requirements.flatMap(({ id, findings }) =>
    findings
      .filter(({ severity, waived }) => (severity === 'failure' || strict) && waived === null)
      .map((finding) => ({ requirement: id, finding })),
  );
}

export interface UnexpectedFailure {
  readonly requirement: string;
  readonly finding: FindingResult;
}

/** `3 of 84 applicable requirements violated (3.6%)`, and the same for tested. */
export function explainFigures(results: RunResults): { readonly divergence: string; readonly coverage: string } {
  const { applicable, tested, violated } = tally(results.summary);
  return {
    divergence: `${violated} of ${applicable} applicable violated (${percent(results.divergence)})`,
    coverage: `${tested} of ${applicable} applicable tested (${percent(results.coverage)})`,
  };
}

/** Findings of the same cause at several operations, told once; waived ones only where there are no others. */
export interface Cause {
  readonly message: string;
  readonly operations: readonly string[];
  /** Occurrences over all of its findings. */
  readonly count: number;
  /** The finding that stands for all: the first seen. */
  readonly example: FindingResult;
}

export function causesOf(requirement: RequirementResult): readonly Cause[] {
  const groups = new Map<string, FindingResult[]>();
  const unexpected = requirement.findings.filter(({ waived }) => waived === null);
  for (const finding of unexpected.length > 0 ? unexpected : requirement.findings) {
    const group = groups.get(finding.message);
    if (group === undefined) groups.set(finding.message, [finding]);
    else group.push(finding);
  }
  return [...groups].flatMap(([message, findings]) => {
    const [example] = findings;
    if (example === undefined) return [];
    const operations = [...new Set(findings.map((each) => each.operation))];
    return [{ message, operations, count: findings.reduce((sum, each) => sum + each.count, 0), example }];
  });
}

/** Requirements of one outcome that share a reason, most frequent reason first. */
export interface SharedReason {
  readonly reason: string;
  readonly ids: readonly string[];
}

export function reasonsFor(results: RunResults, outcome: Outcome): readonly SharedReason[] {
  return sharedReasons(results.requirements.filter((each) => each.outcome === outcome));
}

/** The name of a scenario before a reason tells where, not why: reasons are shared without it. */
const scenarioName = /^[A-Z]+\.[\w-]+: /;

export function sharedReasons(requirements: readonly RequirementResult[]): readonly SharedReason[] {
  const groups = new Map<string, string[]>();
  for (const each of requirements) {
    const reason = (each.reason ?? 'no reason was recorded').replace(scenarioName, '');
    groups.set(reason, [...(groups.get(reason) ?? []), each.id]);
  }
  return [...groups].map(([reason, ids]) => ({ reason, ids })).sort((a, b) => b.ids.length - a.ids.length);
}

/** Requirements sorted by what needs action first, in the order of the catalogue within an outcome. */
export function sortByUrgency(requirements: readonly RequirementResult[]): readonly RequirementResult[] {
  return [...requirements].sort((a, b) => byUrgency.indexOf(a.outcome) - byUrgency.indexOf(b.outcome));
}
