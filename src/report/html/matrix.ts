import { groupByArea } from '../areas.js';
import type { AreaResult } from '../areas.js';
import type { RunResults } from '../results.js';
import { outcomeMark, outcomeWord } from '../words.js';
import { tag } from './markup.js';
import type { Markup } from './markup.js';

/**
 * All requirements at a glance: a row per area, a cell per requirement that leads to it. Areas that the profile asks
 * nothing of share a line.
 */
export function renderMatrix(results: RunResults): Markup | null {
  if (results.requirements.length === 0) return null;
  const areas = groupByArea(results.requirements);
  const asked = areas.filter(isAsked);
  return tag(
    'section',
    { class: 'matrix', 'aria-labelledby': 'matrix' },
    tag('h2', { id: 'matrix' }, 'Requirements'),
    tag('div', { class: 'rows' }, ...asked.map(row), asked.length < areas.length ? rest(areas, asked) : null),
  );
}

function isAsked({ requirements }: AreaResult): boolean {
  return requirements.some(({ outcome }) => outcome !== 'not-applicable');
}

function rest(areas: readonly AreaResult[], asked: readonly AreaResult[]): Markup {
  const codes = areas.filter((area) => !asked.includes(area)).map(({ code }) => code);
  return tag('p', { class: 'rest' }, `Nothing is asked of ${codes.join(', ')}.`);
}

function row({ code, title, requirements }: AreaResult): Markup {
  const passed = requirements.filter((each) => each.outcome === 'passed').length;
  const applicable = requirements.filter((each) => each.outcome !== 'not-applicable').length;
  return tag(
    'div',
    { class: 'row' },
    tag('div', { class: 'area' }, tag('code', {}, code), title === code ? null : tag('span', {}, title)),
    tag(
      'div',
      { class: 'cells' },
      ...requirements.map(({ id, outcome, title: name }) => {
        const text = `${id} ${outcomeWord[outcome]}: ${name}`;
        return tag(
          'a',
          { class: `cell ${outcome}`, href: `#${id}`, title: text, 'aria-label': text },
          outcomeMark[outcome],
        );
      }),
    ),
    tag('div', { class: 'share' }, tag('b', {}, passed), `/${applicable}`),
  );
}
