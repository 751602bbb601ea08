import { count } from '../amounts.js';
import { groupByArea } from '../areas.js';
import type { AreaResult } from '../areas.js';
import type { Evidence } from '../evidence.js';
import type { RequirementResult, RunResults } from '../results.js';
import {
  causesOf,
  explainVerdict,
  outcomeWord,
  placeOfWaiver,
  scopeOfWaiver,
  surplusWaivers,
  verdictWord,
} from '../words.js';
import { explainRequirement, requestIdOf } from './explain.js';
import { element, renderXml } from './xml.js';
import type { XmlElement } from './xml.js';

/** What a reader of JUnit knows of a test case: there is no warning, no waiver and no "not applicable". */
type Verdict = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly name: string;
  readonly verdict: Verdict;
  readonly element: XmlElement;
}

interface Scene {
  readonly results: RunResults;
  readonly evidence: Evidence;
  readonly strict: boolean;
}

/**
 * Renders a run as JUnit XML: a suite per area, a case per requirement, named `ID title` in class `<profile>.<area>`.
 *
 * failed → failure; error, blocked → error; waived, not tested, not applicable → skipped with the reason; warned → passed,
 * with the warning in its output, and a failure when the run was strict. The raw outcome is a property of each case.
 * A run that another one may have disturbed gets a case of its own that is skipped and says so.
 * A run that was cut short, tested nothing or reached no verdict gets a case of its own that is an error, and waivers that
 * have to be deleted get one that fails: never green by accident.
 */
export function renderJunit(results: RunResults, evidence: Evidence): string {
  const scene: Scene = { results, evidence, strict: results.config['strict'] === true };
  const suites = groupByArea(results.requirements).map((area) => areaSuite(area, scene));
  const all = [
    ...suites,
    ...(needsRunCase(results) ? [runSuite(results)] : []),
    ...(results.notices.length > 0 ? [noticeSuite(results)] : []),
    ...(surplusWaivers(results).length > 0 ? [waiverSuite(results)] : []),
  ];
  const cases = all.flatMap((each) => each.cases);
  return renderXml(
    element(
      'testsuites',
      { name: `touchstone ${results.profile}`, ...totals(cases), time: seconds(results.durationMs), ...when(results) },
      all.map((each) => each.element),
    ),
  );
}

interface Suite {
  readonly element: XmlElement;
  readonly cases: readonly Case[];
}

function areaSuite(area: AreaResult, scene: Scene): Suite {
  const { results } = scene;
  const cases = area.requirements.map((each) => requirementCase(each, scene));
  const spent = results.scenarios
    .filter((each) => each.area === area.code)
    .reduce((sum, each) => sum + (each.durationMs ?? 0), 0);
  return suite(results, { name: `${area.code} ${area.title}`, cases, durationMs: spent });
}

function suite(
  results: RunResults,
  { name, cases, durationMs }: { readonly name: string; readonly cases: readonly Case[]; readonly durationMs: number },
): Suite {
  const facts = {
    name,
    ...totals(cases),
    time: seconds(durationMs),
    ...when(results),
    hostname: hostOf(results.target),
  };
  return {
    cases,
    element: element('testsuite', facts, [suiteProperties(results), ...cases.map((each) => each.element)]),
  };
}

function suiteProperties({ tool, profile, mode, target, seed, runId, verdict, document }: RunResults): XmlElement {
  return properties({
    tool: `${tool.name} ${tool.version}`,
    profile,
    mode,
    target,
    seed: String(seed),
    run: runId,
    verdict,
    document: document?.sha256,
  });
}

function requirementCase(requirement: RequirementResult, scene: Scene): Case {
  const { id, title, area, level, tier, outcome, reason, source } = requirement;
  const { results, evidence } = scene;
  const verdict = verdictOf(requirement, scene);
  const name = `${id} ${title}`;
  const facts = properties({
    requirement: id,
    level,
    tier: tier ?? undefined,
    outcome,
    reason: reason ?? undefined,
    source: source.length > 0 ? source.join('; ') : undefined,
    request_id: requestIdOf(requirement, evidence),
  });
  const attributes = { name, classname: `${classOf(results)}.${area}`, time: '0' };
  return {
    name,
    verdict,
    element: element('testcase', attributes, [facts, ...told(requirement, { verdict, evidence })]),
  };
}

function verdictOf({ outcome }: RequirementResult, { strict }: Scene): Verdict {
  switch (outcome) {
    case 'passed':
      return 'passed';
    case 'warned':
      return strict ? 'failure' : 'passed';
    case 'failed':
      return 'failure';
    case 'error':
    case 'blocked':
      return 'error';
    case 'waived':
    case 'not-tested':
    case 'not-applicable':
      return 'skipped';
  }
}

function told(
  requirement: RequirementResult,
  { verdict, evidence }: { readonly verdict: Verdict; readonly evidence: Evidence },
): readonly XmlElement[] {
  const { id, level, outcome, reason } = requirement;
  if (verdict === 'skipped') {
    return [
      element('skipped', { message: reason === null ? outcomeWord[outcome] : `${outcomeWord[outcome]}: ${reason}` }),
    ];
  }
  if (verdict === 'passed' && requirement.findings.length === 0) return [];
  const text = explainRequirement(requirement, evidence);
  if (verdict === 'passed') return [element('system-out', {}, [text])];
  return [element(verdict, { message: headline(requirement), type: `${level}/${id}` }, [text])];
}

function headline(requirement: RequirementResult): string {
  const [first, ...others] = causesOf(requirement);
  if (first === undefined) return `${outcomeWord[requirement.outcome]}: ${requirement.reason ?? requirement.title}`;
  const { expected, actual, operation } = first.example;
  const more = others.length === 0 ? '' : ` (and ${count(others.length, 'more cause')})`;
  const text = `${first.message} ${operation}: expected ${expected}; actual ${actual}`;
  return `${text.length > 1000 ? `${text.slice(0, 1000)}…` : text}${more}`;
}

function needsRunCase(results: RunResults): boolean {
  return results.requirements.length === 0 || results.verdict === 'inconclusive';
}

/** The case that says that the run itself went wrong. */
function runSuite(results: RunResults): Suite {
  const name = 'RUN the run came to a verdict';
  const steps = results.preflight.map(({ step, ok, detail }) => `${ok ? 'ok' : 'FAILED'}  ${step}: ${detail}`);
  const text = [`${verdictWord[results.verdict]}: ${explainVerdict(results)}`, ...steps].join('\n');
  const error = element('error', { message: explainVerdict(results), type: 'RUN' }, [text]);
  const attributes = { name, classname: `${classOf(results)}.RUN`, time: seconds(results.durationMs) };
  const cases: readonly Case[] = [{ name, verdict: 'error', element: element('testcase', attributes, [error]) }];
  return suite(results, { name: 'RUN The run itself', cases, durationMs: results.durationMs });
}

/** The case that says what to know before the others are believed: skipped, for it is no fault of the target. */
function noticeSuite(results: RunResults): Suite {
  const name = 'NOTICES nothing else had a hand in the run';
  const skipped = element('skipped', { message: results.notices.join(' ') });
  const attributes = { name, classname: `${classOf(results)}.NOTICES`, time: '0' };
  const cases: readonly Case[] = [{ name, verdict: 'skipped', element: element('testcase', attributes, [skipped]) }];
  return suite(results, { name: 'NOTICES What to know of the run', cases, durationMs: 0 });
}

/** The case that says that the waivers file is out of date. */
function waiverSuite(results: RunResults): Suite {
  const name = 'WAIVERS every waiver is needed';
  const file = results.declared.waivers?.file ?? '';
  const lines = surplusWaivers(results).map(
    (each) => `${placeOfWaiver(each, file)} ${each.state}: ${scopeOfWaiver(each)}, ${each.detail ?? ''}`,
  );
  const message = `${count(lines.length, 'waiver')} must be deleted`;
  const failure = element('failure', { message, type: 'WAIVERS' }, [lines.join('\n')]);
  const attributes = { name, classname: `${classOf(results)}.WAIVERS`, time: '0' };
  const cases: readonly Case[] = [{ name, verdict: 'failure', element: element('testcase', attributes, [failure]) }];
  return suite(results, { name: 'WAIVERS Declared violations', cases, durationMs: 0 });
}

/** `sending` of `sending@2026-06`: readers split a class at its last dot, so no further dot may stand in it. */
function classOf({ profile }: RunResults): string {
  return (profile.split('@', 1)[0] ?? profile).replace(/\./g, '-');
}

function properties(values: Readonly<Record<string, string | undefined>>): XmlElement {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return element(
    'properties',
    {},
    known.map(([name, value]) => element('property', { name, value })),
  );
}

function totals(cases: readonly Case[]): Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>> {
  const of = (verdict: Verdict) => cases.filter((each) => each.verdict === verdict).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** UTC without its `Z`: the common schema allows no zone. */
function when({ startedAt }: RunResults): { readonly timestamp: string } {
  return { timestamp: startedAt.replace(/(\.\d+)?Z$/, '') };
}

function hostOf(target: string): string {
  return URL.canParse(target) ? new URL(target).hostname : target;
}
