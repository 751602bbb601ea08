import { count } from '../amounts.js';
import { shownExchanges } from '../evidence.js';
import type { Evidence } from '../evidence.js';
import { exchangeText } from '../excerpt.js';
import type { FindingResult, RequirementResult } from '../results.js';
import { outcomeWord } from '../words.js';

/** CI servers refuse large files; the whole evidence stands in `run.ndjson`. */
const findingLimit = 10;
const textLimit = 2000;
const bodyLimit = 1000;

/** Everything a reader of a CI log needs of a violated requirement, as plain text: some readers show nothing else. */
export function explainRequirement(requirement: RequirementResult, evidence: Evidence): string {
  const { id, title, level, outcome, reason, statement, source, fix, findings } = requirement;
  const more = findings.length - findingLimit;
  const blocks = [
    `${id} ${title} (${level}): ${outcomeWord[outcome]}`,
    statement,
    ...(findings.length === 0 && reason !== null ? [reason] : []),
    ...findings.slice(0, findingLimit).map((each) => explainFinding(each, evidence)),
    ...(more > 0 ? [`… and ${count(more, 'more finding')}.`] : []),
    ...(fix === '' ? [] : [`Fix: ${fix}`]),
    ...(source.length === 0 ? [] : [`Source: ${source.join('; ')}`]),
  ];
  return blocks.join('\n\n');
}

function explainFinding(finding: FindingResult, evidence: Evidence): string {
  const { id, message, operation, expected, actual, curl, waived, case: shown } = finding;
  const seen = finding.count > 1 ? ` (seen ${finding.count} times)` : '';
  const decisive = evidence.get(shownExchanges(finding).at(-1) ?? '');
  return [
    `${id}: ${cut(message)}${seen}`,
    `  at        ${cut(operation)}`,
    `  expected  ${cut(expected)}`,
    `  actual    ${cut(actual)}`,
    ...(shown?.broken ? [`  broken    ${cut(shown.broken)}`] : []),
    ...(shown === null ? [] : [`  again     ${cut(shown.command)}`]),
    ...(waived === null ? [] : [`  waived    ${waived}`]),
    ...(decisive === undefined ? [] : ['', exchangeText(decisive, bodyLimit)]),
    ...(curl === null ? [] : ['', cut(curl)]),
  ].join('\n');
}

/** The request id of the decisive exchange: with it the people behind the target find the request in their logs. */
export function requestIdOf(requirement: RequirementResult, evidence: Evidence): string | undefined {
  const [first] = requirement.findings;
  const decisive = first === undefined ? undefined : evidence.get(first.exchanges.at(-1) ?? '');
  return decisive?.response?.headers.find(([name]) => name.toLowerCase() === 'x-request-id')?.[1];
}

function cut(text: string): string {
  return text.length <= textLimit ? text : `${text.slice(0, textLimit)}…`;
}
