import type { Outcome } from '../../engine/outcome.js';
import { count, duration } from '../amounts.js';
import { shownExchanges } from '../evidence.js';
import type { Evidence } from '../evidence.js';
import type { FindingResult, RequirementResult, RunResults } from '../results.js';
import { waiverEntry } from '../waiver-entry.js';
import { byUrgency, outcomeWord } from '../words.js';
import { prose, tag } from './markup.js';
import type { Child, Markup } from './markup.js';
import { outcomeBadge } from './overview.js';

/** Characters of a text from the target that stand in the page itself. */
const textLimit = 4000;

const headings: Readonly<Record<Outcome, string>> = {
  failed: 'Violated',
  error: 'Not decided: touchstone failed',
  blocked: 'Blocked',
  warned: 'Warnings',
  waived: 'Violated as declared',
  'not-tested': 'Not tested',
  passed: 'Kept',
  'not-applicable': 'Not applicable',
};

/** Every requirement with its findings, grouped by outcome, what needs action first. The first violated one is open. */
export function renderRequirements(results: RunResults, evidence: Evidence): Markup {
  const first = results.requirements.find((each) => each.outcome === 'failed')?.id;
  const groups = byUrgency.map((outcome) => {
    const own = results.requirements.filter((each) => each.outcome === outcome);
    if (own.length === 0) return null;
    return tag(
      'section',
      { class: 'group' },
      tag('h2', {}, headings[outcome], tag('span', { class: 'quiet' }, own.length)),
      ...own.map((each) =>
        renderRequirement(each, { evidence, open: each.id === first, startedAt: results.startedAt }),
      ),
    );
  });
  return tag('div', { id: 'requirements' }, ...groups);
}

function renderRequirement(
  requirement: RequirementResult,
  { evidence, open, startedAt }: { readonly evidence: Evidence; readonly open: boolean; readonly startedAt: string },
): Markup {
  const { id, area, level, title, outcome, reason, findings } = requirement;
  const told = outcome === 'blocked' || outcome === 'error' || outcome === 'waived';
  return tag(
    'details',
    { class: 'requirement', id, open, 'data-outcome': outcome, 'data-level': level, 'data-area': area },
    tag(
      'summary',
      {},
      outcomeBadge(outcome),
      tag('code', {}, id),
      tag('span', { class: 'title' }, prose(title), told ? tag('small', {}, reason) : null),
      findings.length === 0 ? null : tag('span', { class: 'amount' }, count(findings.length, 'finding')),
      tag('span', { class: 'level' }, level),
    ),
    tag(
      'div',
      { class: 'inside' },
      clause(requirement),
      ...findings.map((each) => renderFinding(each, { id, evidence, startedAt })),
    ),
  );
}

function clause({ statement, source, fix, outcome, reason, findings, exchanges }: RequirementResult): Markup {
  const rows: readonly (readonly [string, readonly Child[]] | null)[] = [
    reason === null || findings.length > 0 ? null : [capital(outcomeWord[outcome]), [reason]],
    fix === '' || findings.length === 0 ? null : ['Fix', prose(fix)],
    source.length === 0 ? null : ['Source', [source.join(' · ')]],
    exchanges === 0 ? null : ['Evidence', [`${count(exchanges, 'exchange')} of the run could show it`]],
    fix === '' || findings.length > 0 ? null : ['If violated', prose(fix)],
  ];
  return tag(
    'div',
    { class: 'clause' },
    tag('p', { class: 'statement' }, prose(statement)),
    tag('dl', {}, ...rows.flatMap((row) => (row === null ? [] : [tag('dt', {}, row[0]), tag('dd', {}, row[1])]))),
  );
}

/** Where a finding stands. */
interface Surroundings {
  /** Of its requirement. */
  readonly id: string;
  readonly evidence: Evidence;
  readonly startedAt: string;
}

function renderFinding(finding: FindingResult, { id, evidence, startedAt }: Surroundings): Markup {
  const { waived, message, operation, expected, actual, curl, severity, fingerprint, case: shown } = finding;
  const known = shownExchanges(finding).filter((id) => evidence.has(id));
  const hidden = finding.exchanges.length - known.length;
  return tag(
    'article',
    { class: `finding ${severity}` },
    tag('h3', {}, cut(message)),
    tag(
      'p',
      { class: 'where' },
      tag('code', {}, cut(operation)),
      finding.count > 1 ? tag('span', {}, `seen ${finding.count} times`) : null,
      tag('span', { title: 'The same in every run for the same cause' }, `cause ${fingerprint}`),
    ),
    waived === null ? null : tag('p', { class: 'note' }, `Waived: ${waived}`),
    tag('div', { class: 'pair' }, quoted('Expected', expected), quoted('Actual', actual)),
    shown?.broken ? tag('p', { class: 'note' }, `Broken: ${cut(shown.broken)}`) : null,
    ...known.map((id) => exchangeSlot(id, evidence)),
    hidden > 0 ? tag('p', { class: 'quiet' }, `${count(hidden, 'further exchange')} in run.ndjson.`) : null,
    curl === null ? null : toCopy('Try it', curl),
    shown === null ? null : toCopy('Make and send the request again', shown.command),
    waived === null && severity === 'failure'
      ? toCopy('Known already? Declare it', waiverEntry(id, finding, startedAt))
      : null,
  );
}

function quoted(name: 'Expected' | 'Actual', text: string): Markup {
  return tag(
    'figure',
    { class: name.toLowerCase() },
    tag('figcaption', {}, name),
    tag('pre', { dir: 'auto' }, cut(text)),
  );
}

/** A line to paste elsewhere. */
function toCopy(title: string, line: string): Markup {
  return tag(
    'figure',
    { class: 'command' },
    tag('figcaption', {}, title, tag('button', { type: 'button', class: 'copy', hidden: true }, 'Copy')),
    tag('pre', {}, line),
  );
}

/** A closed place for an exchange: the page builds its inside when it is first opened. */
function exchangeSlot(id: string, evidence: Evidence): Markup | null {
  const exchange = evidence.get(id);
  if (exchange === undefined) return null;
  const { request, response, failure, timings } = exchange;
  const path = URL.canParse(request.url) ? new URL(request.url).pathname : request.url;
  const answer = response === null ? (failure?.code ?? 'no response') : `${response.status} ${response.statusText}`;
  return tag(
    'details',
    { class: 'exchange', 'data-exchange': id },
    tag(
      'summary',
      {},
      tag('code', {}, `${request.method} ${cut(path)}`),
      tag('span', { class: 'answer' }, answer.trim()),
      tag('span', { class: 'quiet' }, duration(timings.totalMs)),
    ),
  );
}

function cut(text: string): string {
  return text.length <= textLimit ? text : `${text.slice(0, textLimit)}… (${text.length} characters in all)`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
