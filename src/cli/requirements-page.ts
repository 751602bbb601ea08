import { standingChecks } from '../checks/index.js';
import { oracles } from '../checks/oracles.js';
import type { Scenario } from '../engine/suite.js';
import { listDefects } from '../gateway/defects/index.js';
import { count } from '../report/amounts.js';
import { areas, requirements } from '../requirements/index.js';
import type { Area, Level, Requirement } from '../requirements/requirement.js';
import { suites } from '../../suites/index.js';
import { code, prose, table } from './markdown.js';

/** `docs/requirements.md`: every requirement with how it is tested, at what price, what proves the check and how to fix a server. */
export function renderRequirementsPage(): string {
  const parts = [
    '# Requirements',
    'Generated from the catalogue, the suites and the defects; a test keeps it up to date.',
    [
      'A check is *standing* when it watches every exchange of a run, whoever caused it: it costs nothing of its own. The others are',
      'made by scenarios. A scenario verifies several requirements with the same exchanges, so prices do not add up; each is the upper',
      'bound of one scenario, and what a whole run spends is said by `touchstone run --dry-run`. An *oracle* judges what exploration tries',
      'on the operations of a document; what that spends depends on the document and on `--runs`.',
    ].join('\n'),
    overview(),
    ...areas.map(areaSection),
  ];
  return `${parts.join('\n\n')}\n`;
}

function overview(): string {
  const rows = areas.map(({ code: area, title }) => {
    const own = requirements.filter((each) => each.area === area);
    const level = (wanted: Level) => String(own.filter((each) => each.level === wanted).length);
    const checked = own.filter(({ unchecked }) => unchecked === undefined).length;
    const scenarios = suites.filter(({ id }) => id.startsWith(`${area}.`));
    const defects = listDefects().filter(({ requirement }) => own.some(({ id }) => id === requirement));
    return [
      `[${area}](#${anchor(area, title)})`,
      title,
      level('MUST'),
      level('SHOULD'),
      level('MAY'),
      `${checked} of ${own.length}`,
      String(sum(scenarios.map(({ price }) => price.requests))),
      String(sum(scenarios.map(({ price }) => price.messages))),
      String(defects.length),
    ];
  });
  return table(['area', 'about', 'MUST', 'SHOULD', 'MAY', 'checked', 'requests', 'messages', 'defects'], rows);
}

function areaSection({ code: area, title }: Area): string {
  const own = requirements.filter((each) => each.area === area);
  return [`## ${area} ${title}`, ...own.map(requirementSection)].join('\n\n');
}

/** The anchor that Markdown gives to the heading of an area. */
function anchor(area: string, title: string): string {
  return `${area} ${title}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

function requirementSection(requirement: Requirement): string {
  const { id, title, level, tier, inferred, statement, source, operations, contradictions = [], fix } = requirement;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Source', prose(source.join('; '))],
    ['Operations', operations.length === 0 ? null : operations.map(code).join(', ')],
    ['Open points', contradictions.length === 0 ? null : contradictions.join(', ')],
    ['Test', testOf(requirement)],
    ['Price', priceOf(requirement)],
    ['Violation', prose(requirement.defect)],
    ['Defects', defectsOf(requirement)],
    ['Fix', prose(fix)],
  ];
  return [
    `### ${id}`,
    `**${prose(title)}** · ${level}${inferred ? ', inferred' : ''} · tier ${tier}`,
    prose(statement),
    facts.flatMap(([name, text]) => (text === null ? [] : [`- **${name}**: ${text}`])).join('\n'),
  ].join('\n\n');
}

function testOf({ test, unchecked }: Requirement): string {
  return prose(unchecked === undefined ? test : `Not checked: ${unchecked}`);
}

/** The defects that prove the check, or why there can be none; null when nothing checks it. */
function defectsOf({ id, undefectable }: Requirement): string | null {
  if (undefectable !== undefined) return `None: ${prose(undefectable)}`;
  const own = listDefects().filter(({ requirement }) => requirement === id);
  return own.length === 0 ? null : own.map((defect) => `${code(defect.id)} (${prose(defect.title)})`).join('; ');
}

/** Where the check runs and what its scenarios cost; null when nothing checks it. */
function priceOf({ id, unchecked }: Requirement): string | null {
  if (unchecked !== undefined) return null;
  const standing = standingChecks.some(({ requirement }) => requirement === id) ? ['nothing: a standing check'] : [];
  const judging = oracles.some(({ requirement }) => requirement === id) ? ['what is tried: an oracle'] : [];
  const scenarios = suites.filter(({ verifies }) => verifies.some((each) => each === id)).map(scenarioPrice);
  const prices = [...standing, ...judging, ...scenarios];
  return prices.length === 0 ? 'none: nothing checks it' : prices.join('; ');
}

function scenarioPrice({ id, mode, principals, controls, exclusive, price }: Scenario): string {
  const words = [
    count(price.requests, 'request'),
    count(price.messages, 'message'),
    `mode ${mode}`,
    ...(principals.length === 0 ? [] : [`principals ${principals.join(', ')}`]),
    ...(controls.length === 0 ? [] : [`controls ${controls.join(', ')}`]),
    ...(exclusive ? ['alone'] : []),
  ];
  return `${code(id)} (${words.join(', ')})`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
