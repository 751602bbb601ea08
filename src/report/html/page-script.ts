import type { ExchangeView, MessageView } from './exchange-view.js';
import type { PageDocument, PageElement, PageEvent, PageWindow } from './page-dom.js';

/*
 * The functions below run in the reader's browser: `pageScript` is their source text. So they may use each other and the
 * browser, but nothing that is imported and no constant of this module. They put text on the page as text, never as HTML.
 */
declare const document: PageDocument;
declare const window: PageWindow;

interface Filters {
  readonly q: string;
  readonly area: string;
  readonly level: string;
  /** Empty: all. */
  readonly outcomes: readonly string[];
}

function start(): void {
  startEvidence();
  startCells();
  startCopy();
  startPrint();
  startFilters();
  followHash();
  window.addEventListener('hashchange', followHash);
}

/** Builds the inside of an exchange when it is opened for the first time. */
function startEvidence(): void {
  let exchanges: Record<string, ExchangeView> | null = null;
  // `toggle` does not bubble.
  const capture = true;
  document.addEventListener(
    'toggle',
    ({ target }) => {
      const id = target.dataset['exchange'];
      if (id === undefined || !target.open || target.querySelector('.sides') !== null) return;
      const text = document.getElementById('exchanges')?.textContent ?? '{}';
      exchanges ??= JSON.parse(text) as Record<string, ExchangeView>;
      const view = exchanges[id];
      if (view !== undefined) target.append(...exchangeNodes(view));
    },
    capture,
  );
}

function exchangeNodes({ request, response, failure, facts, curl }: ExchangeView): readonly PageElement[] {
  const sides = node('div', 'sides');
  sides.append(messageNode('Request', request));
  if (response !== null) sides.append(messageNode('Response', response));
  if (failure !== null) sides.append(node('p', 'broken', `No response: ${failure}`));
  const list = node('dl', 'facts');
  for (const [name, value] of facts) list.append(node('dt', '', name), node('dd', '', value));
  const command = node('figure', 'command');
  command.append(node('figcaption', '', 'Send it again'), node('pre', '', curl));
  return [sides, list, command];
}

function messageNode(title: string, { line, headers, body, note }: MessageView): PageElement {
  const side = node('section', 'side');
  const lines = node('div', 'lines');
  for (const [name, value] of headers) {
    const row = node('div', '');
    row.append(node('b', '', name), node('span', '', value));
    lines.append(row);
  }
  side.append(node('h4', '', title), node('p', 'line', line), lines);
  if (body !== null) side.append(bodyNode(body), node('p', 'note', note));
  return side;
}

/** A body with the members, strings and literals of JSON told apart by colour. */
function bodyNode(text: string): PageElement {
  const pre = node('pre', 'body');
  pre.setAttribute('dir', 'auto');
  if (!/^[[{]/.test(text)) {
    pre.append(text);
    return pre;
  }
  const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    const [token, quoted, colon] = match;
    pre.append(text.slice(end, match.index));
    pre.append(node('span', quoted === undefined ? 'literal' : colon === undefined ? 'string' : 'member', token));
    end = match.index + token.length;
  }
  pre.append(text.slice(end));
  return pre;
}

function node(name: string, className: string, text?: string): PageElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** The matrix is one stop for the tab key; arrows move within it. */
function startCells(): void {
  const rows = [...document.querySelectorAll('.cells')].map((row) => [...row.querySelectorAll('a')]);
  const cells = rows.flat();
  for (const [index, cell] of cells.entries()) {
    cell.tabIndex = index === 0 ? 0 : -1;
    cell.addEventListener('keydown', (event) => {
      const next = neighbour(rows, { cell, key: event.key });
      if (next === undefined) return;
      event.preventDefault();
      cell.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }
}

function neighbour(
  rows: readonly (readonly PageElement[])[],
  { cell, key }: { readonly cell: PageElement; readonly key: string },
): PageElement | undefined {
  const y = rows.findIndex((row) => row.includes(cell));
  const row = rows[y] ?? [];
  const x = row.indexOf(cell);
  if (key === 'ArrowRight') return row[x + 1] ?? rows[y + 1]?.[0];
  if (key === 'ArrowLeft') return row[x - 1] ?? rows[y - 1]?.at(-1);
  if (key === 'ArrowDown') return rows[y + 1]?.[x] ?? rows[y + 1]?.at(-1);
  if (key === 'ArrowUp') return rows[y - 1]?.[x] ?? rows[y - 1]?.at(-1);
  if (key === 'Home') return row[0];
  if (key === 'End') return row.at(-1);
  return undefined;
}

function startCopy(): void {
  for (const button of document.querySelectorAll('.copy')) {
    const pre = button.closest('figure')?.querySelector('pre') ?? null;
    if (pre === null) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
      // Where a page may not write to the clipboard, the command is at least selected.
      window.getSelection()?.selectAllChildren(pre);
      const { clipboard } = window.navigator;
      if (clipboard === undefined) return;
      void clipboard.writeText(pre.textContent ?? '').then(
        () => (button.textContent = 'Copied'),
        () => (button.textContent = 'Selected'),
      );
    });
  }
}

/** On paper nothing can be opened, so what is violated is printed open. */
function startPrint(): void {
  const opened: PageElement[] = [];
  window.addEventListener('beforeprint', () => {
    for (const each of document.querySelectorAll('.requirement:not([open])')) {
      if (each.querySelector('.finding') === null) continue;
      each.open = true;
      opened.push(each);
    }
  });
  window.addEventListener('afterprint', () => {
    for (const each of opened.splice(0)) each.open = false;
  });
}

function startFilters(): void {
  const form = document.getElementById('filters');
  if (form === null) return;
  form.hidden = false;
  const changed = (): void => {
    const filters = filtersOfForm();
    applyFilters(filters);
    window.history.replaceState(null, '', `#${hashOf(filters)}`);
  };
  form.addEventListener('input', changed);
  form.addEventListener('submit', (event: PageEvent) => event.preventDefault());
  form.addEventListener('reset', (event: PageEvent) => {
    event.preventDefault();
    showFilters({ q: '', area: '', level: '', outcomes: [] });
    changed();
  });
  for (const chip of form.querySelectorAll('.chips button')) {
    chip.addEventListener('click', () => {
      chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true'));
      changed();
    });
  }
  applyFilters(filtersOfForm());
}

function filtersOfForm(): Filters {
  const value = (name: string): string => document.querySelector(`#filters [name=${name}]`)?.value ?? '';
  const pressed = [...document.querySelectorAll('#filters .chips [aria-pressed=true]')];
  const outcomes = pressed.map((chip) => chip.dataset['outcome'] ?? '');
  return { q: value('q').trim(), area: value('area'), level: value('level'), outcomes };
}

function showFilters(filters: Filters): void {
  for (const name of ['q', 'area', 'level'] as const) {
    const control = document.querySelector(`#filters [name=${name}]`);
    if (control !== null) control.value = filters[name];
  }
  for (const chip of document.querySelectorAll('#filters .chips button')) {
    chip.setAttribute('aria-pressed', String(filters.outcomes.includes(chip.dataset['outcome'] ?? '')));
  }
}

function hashOf({ q, area, level, outcomes }: Filters): string {
  const all = { q, area, level, outcome: outcomes.join(',') };
  return new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString();
}

function applyFilters(filters: Filters): void {
  const words = filters.q.toLowerCase().split(/\s+/);
  const all = [...document.querySelectorAll('.requirement')];
  let shown = 0;
  for (const each of all) {
    const { outcome = '', area, level } = each.dataset;
    const matches =
      (filters.outcomes.length === 0 || filters.outcomes.includes(outcome)) &&
      (filters.area === '' || filters.area === area) &&
      (filters.level === '' || filters.level === level) &&
      (filters.q === '' || words.every((word) => (each.textContent ?? '').toLowerCase().includes(word)));
    each.hidden = !matches;
    if (matches) shown += 1;
    document.querySelector(`.cells a[href="#${each.id}"]`)?.setAttribute('data-dim', String(!matches));
  }
  for (const group of document.querySelectorAll('.group')) {
    group.hidden = group.querySelector('.requirement:not([hidden])') === null;
  }
  const output = document.querySelector('#filters output');
  if (output !== null) output.textContent = shown === all.length ? '' : `${shown} of ${all.length}`;
  const reset = document.querySelector('#filters [type=reset]');
  if (reset !== null) reset.hidden = shown === all.length;
}

/** `#ENV-01` opens a requirement, `#outcome=failed&area=ENV` sets the filters. */
function followHash(): void {
  const hash = window.location.hash.slice(1);
  if (hash.includes('=')) {
    const query = new URLSearchParams(hash);
    const outcomes = (query.get('outcome') ?? '').split(',').filter((each) => each !== '');
    showFilters({ q: query.get('q') ?? '', area: query.get('area') ?? '', level: query.get('level') ?? '', outcomes });
    applyFilters(filtersOfForm());
    return;
  }
  const found = hash === '' ? null : document.getElementById(hash);
  if (found?.className !== 'requirement') return;
  if (found.hidden) {
    showFilters({ q: '', area: '', level: '', outcomes: [] });
    applyFilters(filtersOfForm());
  }
  found.open = true;
  found.scrollIntoView();
}

const functions = [
  start,
  startEvidence,
  exchangeNodes,
  messageNode,
  bodyNode,
  node,
  startCells,
  neighbour,
  startCopy,
  startPrint,
  startFilters,
  filtersOfForm,
  showFilters,
  hashOf,
  applyFilters,
  followHash,
] as const;

/** Source of the page's script. */
export const pageScript = `'use strict';\n(() => {\n${functions.join('\n')}\nstart();\n})();`;
