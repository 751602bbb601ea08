import type { Outcome } from '../../engine/outcome.js';
import type { SettledWaiver } from '../../engine/waivers.js';
import { count, duration } from '../amounts.js';
import type { RequirementResult, RunResults } from '../results.js';
import { visible, visibleLine } from '../visible.js';
import { waiverEntry } from '../waiver-entry.js';
import { explainedIds } from '../root-causes.js';
import { explorationLines } from './exploration.js';
import { noticeLines } from './notices.js';
import {
  byUrgency,
  causesOf,
  explainFigures,
  explainVerdict,
  outcomeMark,
  outcomeWord,
  placeOfWaiver,
  scopeOfWaiver,
  sharedReasons,
  sortByUrgency,
  surplusWaivers,
  unexpectedFailures,
  verdictWord,
} from '../words.js';
import type { Cause } from '../words.js';
import { createPaint, outcomeStyle, verdictStyle } from './paint.js';
import type { Page, Paint, Style } from './paint.js';
import { wrap } from './wrap.js';

export interface SummaryOptions {
  readonly color: boolean;
  /** Width to keep to; default 100. */
  readonly columns?: number;
  /** Where the reports were written, as the user would type it; absent: no reports are mentioned. */
  readonly reports?: string;
}

/** How many violated requirements, causes of one, and reasons are told before "and N more". */
const requirementLimit = 20;
const causeLimit = 3;
const reasonLimit = 8;
const idLimit = 6;
const proposalLimit = 10;
/** Where root causes tell the most, fewer requirements and entries are told one by one. */
const besidesCauses = 5;
const driftLimit = 3;
const waiverLimit = 12;

/** Tells the results of a run to a person: verdict first, then what is wrong, then what was not tested. Ends in a line feed. */
export function renderSummary(results: RunResults, options: SummaryOptions): string {
  const page: Page = { paint: createPaint(options.color), columns: Math.max(40, options.columns ?? 100) };
  const sections = [
    verdictLines(results, page),
    noticeLines(results, page),
    rootCauseLines(results, page),
    ...violations(results, page),
    sharedLines('Blocked', unexplained(results, 'blocked'), page),
    sharedLines('Not tested', unexplained(results, 'not-tested'), page),
    explorationLines(results, page, options.reports),
    driftLines(results, page),
    proposalLines(results, page),
    ...waiverLines(results, page),
    options.reports === undefined ? [] : reportLines(options.reports, page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function verdictLines(results: RunResults, { paint }: Page): readonly string[] {
  const style = verdictStyle[results.verdict];
  const { divergence, coverage } = explainFigures(results);
  const spent = `${count(results.traffic.requests, 'request')}, ${
    results.traffic.messages === null ? 'messages unknown' : count(results.traffic.messages, 'message')
  }, ${duration(results.durationMs)}`;
  const counts = byUrgency
    .filter((outcome) => results.summary[outcome] > 0)
    .map((outcome) => paint(`${results.summary[outcome]} ${outcomeWord[outcome]}`, outcomeStyle[outcome]));
  const row = (name: string, value: string) => `  ${paint(name.padEnd(10), 'dim')}  ${value}`;
  return [
    `${paint(` ${verdictWord[results.verdict].toUpperCase()} `, style, 'bold', 'inverse')}  ${visible(explainVerdict(results))}`,
    '',
    row('target', visible(results.target)),
    row('profile', `${results.profile}, mode ${results.mode}, seed ${results.seed}`),
    ...(counts.length === 0 ? [] : [row('outcomes', counts.join(' · '))]),
    ...(results.requirements.length === 0 ? [] : [row('divergence', divergence), row('coverage', coverage)]),
    row('spent', spent),
  ];
}

function violations(results: RunResults, page: Page): readonly (readonly string[])[] {
  const { rootCauses } = results;
  const explained = explainedIds(rootCauses);
  const troubled = sortByUrgency(results.requirements).filter(
    (each) => !explained.has(each.id) && (isUnexpected(each) || each.outcome === 'error'),
  );
  const limit = rootCauses.length > 0 ? besidesCauses : requirementLimit;
  const shown = troubled.slice(0, limit).map((each) => requirementLines(each, page));
  const more = troubled.length - limit;
  return more > 0 ? [...shown, [page.paint(`… and ${count(more, 'more requirement')}.`, 'dim')]] : shown;
}

/** Faults that several requirements come down to: read first, for the rest follows. */
function rootCauseLines({ rootCauses }: RunResults, { paint, columns }: Page): readonly string[] {
  if (rootCauses.length === 0) return [];
  return [
    paint('Root causes', 'bold'),
    ...rootCauses.flatMap(({ message, advice, requirements }) => [
      `  ${paint('▸', 'red')} ${paint(visibleLine(message, columns - 4), 'bold')}`,
      ...(advice === null ? [] : wrap(advice, columns - 4).map((line) => `    ${line}`)),
      `    ${paint(`${count(requirements.length, 'requirement')}: ${shortList(requirements)}`, 'dim')}`,
    ]),
  ];
}

function driftLines({ drift, profile }: RunResults, { paint, columns }: Page): readonly string[] {
  if (drift === null || drift.length === 0) return [];
  const breaking = drift.filter((each) => each.breaking);
  const sums = `${breaking.length} breaking, ${drift.length - breaking.length} other`;
  return [
    `${paint(`Drift from ${profile}`, 'bold')}  ${count(drift.length, 'difference')} of the document: ${sums}`,
    ...breaking
      .slice(0, driftLimit)
      .map(
        ({ kind, pointer, message }) => `  ${kind.padEnd(8)}  ${visibleLine(`${message} ${pointer}`, columns - 12)}`,
      ),
    ...(breaking.length > driftLimit ? [paint(`  … and ${breaking.length - driftLimit} more breaking`, 'dim')] : []),
  ];
}

function isUnexpected({ findings, outcome }: RequirementResult): boolean {
  return findings.length > 0 && outcome !== 'waived';
}

function requirementLines(requirement: RequirementResult, page: Page): readonly string[] {
  const { paint, columns } = page;
  const { id, outcome, title, level, reason, fix } = requirement;
  const causes = causesOf(requirement);
  const more = causes.length - causeLimit;
  const curl = causes[0]?.example.curl ?? null;
  const style = outcomeStyle[outcome];
  return [
    `${paint(outcomeMark[outcome], style)} ${paint(id, style, 'bold')}  ${paint(visibleLine(title, columns - 16), 'bold')}  ${paint(level, 'dim')}`,
    ...(reason === null || causes.length > 0
      ? []
      : [`    ${outcomeWord[outcome]}: ${visibleLine(reason, columns - 14)}`]),
    ...causes.slice(0, causeLimit).flatMap((cause) => causeLines(cause, page)),
    ...(more > 0 ? [`    ${paint(`… and ${count(more, 'more cause')}`, 'dim')}`] : []),
    ...(curl === null ? [] : [field('try', visible(oneLine(curl)), paint)]),
    ...(fix === '' || causes.length === 0
      ? []
      : [field('fix', wrap(fix, columns - 14).join(`\n${' '.repeat(14)}`), paint)]),
  ];
}

function causeLines(cause: Cause, { paint, columns }: Page): readonly string[] {
  const [operation = '', ...others] = cause.operations;
  const where = others.length === 0 ? operation : `${operation} and ${count(others.length, 'more operation')}`;
  const times = cause.count > 1 ? paint(` ×${cause.count}`, 'dim') : '';
  const { expected, actual, case: shown } = cause.example;
  return [
    `    ${visibleLine(cause.message, columns - 4)}${times}`,
    field('at', visibleLine(where, columns - 14), paint),
    field('expected', visibleLine(expected, columns - 14), paint),
    field('actual', visibleLine(actual, columns - 14), paint),
    ...(shown?.broken ? [field('broken', visibleLine(shown.broken, columns - 14), paint)] : []),
    ...(shown ? [field('again', visible(shown.command), paint)] : []),
  ];
}

/** A command is for pasting and stays whole; only its line continuations go. */
function oneLine(curl: string): string {
  return curl.replace(/\s*\\\n\s*/g, ' ');
}

function field(name: string, value: string, paint: Paint): string {
  return `    ${paint(name.padEnd(8), 'dim')}  ${value}`;
}

function unexplained({ requirements, rootCauses }: RunResults, outcome: Outcome): readonly RequirementResult[] {
  const explained = explainedIds(rootCauses);
  return requirements.filter((each) => each.outcome === outcome && !explained.has(each.id));
}

/** Requirements of an outcome by what they have in common: the reason. */
function sharedLines(
  title: string,
  results: readonly RequirementResult[],
  { paint, columns }: Page,
): readonly string[] {
  const reasons = sharedReasons(results);
  if (reasons.length === 0) return [];
  const more = reasons.length - reasonLimit;
  return [
    paint(title, 'bold'),
    ...reasons
      .slice(0, reasonLimit)
      .flatMap(({ reason, ids }) => [
        `  ${String(ids.length).padStart(3)}  ${visibleLine(reason, columns - 7)}`,
        `       ${paint(shortList(ids), 'dim')}`,
      ]),
    ...(more > 0 ? [paint(`  … and ${count(more, 'more reason')}`, 'dim')] : []),
  ];
}

/** What one would paste into the waivers file to declare what was found as known. */
function proposalLines(results: RunResults, { paint }: Page): readonly string[] {
  const explained = explainedIds(results.rootCauses);
  const failures = unexpectedFailures(results).filter(({ requirement }) => !explained.has(requirement));
  if (failures.length === 0) return [];
  const limit = results.rootCauses.length > 0 ? besidesCauses : proposalLimit;
  const more = failures.length - limit;
  const file = results.declared.waivers?.file ?? 'touchstone.waivers.yaml';
  return [
    `${paint('Known already?', 'bold')}  Declare it in ${file}, with a reason:`,
    ...failures.slice(0, limit).map(({ requirement, finding }) => waiverEntry(requirement, finding, results.startedAt)),
    ...(more > 0 ? [paint(`# … and ${count(more, 'more finding')}; index.html has all of them`, 'dim')] : []),
  ];
}

/** What the waivers file did: entries to delete, violations it covers, entries this run says nothing of. */
function waiverLines(results: RunResults, page: Page): readonly (readonly string[])[] {
  const { waivers } = results.declared;
  if (waivers === null) return [];
  const { paint, columns } = page;
  const told = (each: SettledWaiver, style: Style, detail: string | null) => {
    const place = placeOfWaiver(each, waivers.file);
    const text = visibleLine(
      `${scopeOfWaiver(each)}${detail === null ? '' : `: ${detail}`}`,
      columns - place.length - 4,
    );
    return `  ${paint(place, style)}  ${text}`;
  };
  const surplus = surplusWaivers(results).map((each) => told(each, 'red', `${each.state}, ${each.detail ?? ''}`));
  const used = waivers.entries.filter(({ state }) => state === 'used').map((each) => told(each, 'blue', each.reason));
  const open = waivers.entries.filter(({ state }) => state === 'unmatched');
  return [
    titled(paint('Waivers to delete', 'bold'), surplus),
    titled(paint('Violated as declared', 'bold'), used, waiverLimit),
    titled(
      paint('Waivers that this run says nothing of', 'bold'),
      open.map((each) => told(each, 'dim', each.detail)),
      waiverLimit,
    ),
  ];
}

function titled(title: string, lines: readonly string[], limit = lines.length): readonly string[] {
  const more = lines.length - limit;
  return lines.length === 0 ? [] : [title, ...lines.slice(0, limit), ...(more > 0 ? [`  … and ${more} more`] : [])];
}

function shortList(ids: readonly string[]): string {
  const more = ids.length - idLimit;
  return `${ids.slice(0, idLimit).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function reportLines(directory: string, { paint }: Page): readonly string[] {
  const path = (file: string) => `${directory.replace(/\/+$/, '')}/${file}`;
  return [
    `${paint('Report', 'bold')}  ${path('index.html')}`,
    paint(`        ${['junit.xml', 'results.json', 'run.ndjson'].map(path).join('  ')}`, 'dim'),
  ];
}
