import { coveringIds, foundingText, type FoundingStatement } from '../requirements/founding-text.js';
import { requirements } from '../requirements/index.js';
import { prose, table } from './markdown.js';

/** `docs/coverage.md`: which statement of the founding text is covered by which requirements, and what the rest rests on. */
export function renderCoveragePage(): string {
  const named = new Set(foundingText.flatMap(coveringIds));
  const further = requirements.filter(({ id }) => !named.has(id));
  const parts = [
    '# Coverage of the founding text',
    'Generated from `src/requirements/founding-text.ts` and the catalogue; a test keeps it up to date.',
    [
      'The founding text is the introduction to the Sending API as it stood in June 2026, told here statement by statement in our own',
      'words. [The requirements](requirements.md) say how each is tested.',
    ].join('\n'),
    table(['it says', 'covered by', 'not covered'], foundingText.map(statementRow)),
    '## Requirements that rest on other documents',
    'Nothing in the founding text speaks of these; their sources are named with each.',
    further.map(({ id }) => link(id)).join(' '),
  ];
  return `${parts.join('\n\n')}\n`;
}

function statementRow(statement: FoundingStatement): readonly string[] {
  const { says, by, beyond } = statement;
  return [prose(says), by.map(linkOf).join(', '), prose(beyond ?? '')];
}

/** A row of ids or an area leads to its first requirement. */
function linkOf(name: string): string {
  const [first = name] = coveringIds({ says: '', by: [name] });
  return link(first, /^[A-Z]+$/.test(name) ? `all of ${name}` : name);
}

function link(id: string, text = id): string {
  return requirements.some((each) => each.id === id) ? `[${text}](requirements.md#${id.toLowerCase()})` : text;
}
