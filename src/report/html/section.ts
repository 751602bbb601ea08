import { tag } from './markup.js';
import type { Child, Markup } from './markup.js';

/** A part of the page with its heading. */
export function section(title: string, ...children: readonly Child[]): Markup {
  return tag('section', {}, tag('h2', {}, title), ...children);
}

export function table(head: readonly string[], rows: readonly (readonly Child[])[]): Markup {
  const header = tag('tr', {}, ...head.map((each) => tag('th', { scope: 'col' }, each)));
  const lines = rows.map((row) => tag('tr', {}, ...row.map((each) => tag('td', {}, each))));
  return tag('div', { class: 'scroll' }, tag('table', {}, tag('thead', {}, header), tag('tbody', {}, ...lines)));
}
