import { createHash } from 'node:crypto';
import type { Evidence } from '../evidence.js';
import type { RunResults } from '../results.js';
import { byUrgency, outcomeWord, verdictWord } from '../words.js';
import { renderAbout } from './about.js';
import { viewExchange } from './exchange-view.js';
import { rawTag, scriptJson, tag } from './markup.js';
import type { Markup } from './markup.js';
import { renderMatrix } from './matrix.js';
import { outcomeBadge, renderOverview } from './overview.js';
import { pageScript } from './page-script.js';
import { pageStyle } from './page-style.js';
import { renderRequirements } from './requirements.js';
import { renderRootCauses } from './root-causes.js';

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 23 23'%3E%3Cpath fill='%23333' d='M5 3h12l4 6-3 11H6L2 10z'/%3E%3Cpath stroke='%23d9a93c' stroke-width='2.4' stroke-linecap='round' d='M7 15.5 16.5 8'/%3E%3C/svg%3E";

/**
 * Renders a run as one HTML page that needs nothing else: no network, no further file, no server.
 *
 * Everything but the exchanges is plain HTML and readable without a script; exchanges travel as JSON and are built as
 * text nodes when they are opened. The page's policy allows exactly our script and style, by hash (CSP 3, section 6.7.2).
 */
export function renderHtml(results: RunResults, evidence: Evidence): string {
  const exchanges = Object.fromEntries([...evidence].map(([id, each]) => [id, viewExchange(each)]));
  const page = tag(
    'html',
    { lang: 'en' },
    head(results),
    tag(
      'body',
      {},
      tag(
        'main',
        {},
        renderOverview(results),
        renderRootCauses(results),
        renderMatrix(results),
        results.requirements.length === 0
          ? null
          : tag('div', {}, toolbar(results), renderRequirements(results, evidence)),
        renderAbout(results),
      ),
      rawTag('script', { type: 'application/json', id: 'exchanges' }, scriptJson(exchanges)),
      rawTag('script', {}, pageScript),
    ),
  );
  return `<!doctype html>\n${page.html}\n`;
}

function head(results: RunResults): Markup {
  return tag(
    'head',
    {},
    tag('meta', { charset: 'utf-8' }),
    tag('meta', { 'http-equiv': 'Content-Security-Policy', content: policy() }),
    tag('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    tag('meta', { name: 'color-scheme', content: 'light dark' }),
    tag('meta', { name: 'referrer', content: 'no-referrer' }),
    tag('title', {}, `${verdictWord[results.verdict]} · ${results.target} · touchstone`),
    tag('link', { rel: 'icon', href: icon }),
    rawTag('style', {}, pageStyle),
  );
}

function policy(): string {
  const hash = (source: string) => `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(pageScript)}`,
    `style-src ${hash(pageStyle)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Filters; they show only where the script that drives them runs. */
function toolbar({ requirements, summary }: RunResults): Markup {
  const areas = [...new Set(requirements.map((each) => each.area))];
  const present = byUrgency.filter((outcome) => summary[outcome] > 0);
  return tag(
    'form',
    { class: 'toolbar', id: 'filters', role: 'search', hidden: true },
    tag('input', {
      type: 'search',
      name: 'q',
      placeholder: 'Search',
      'aria-label': 'Search requirements',
      autocomplete: 'off',
    }),
    select('area', 'All areas', areas),
    select('level', 'All levels', ['MUST', 'SHOULD', 'MAY']),
    tag(
      'div',
      { class: 'chips', role: 'group', 'aria-label': 'Outcomes' },
      ...present.map((outcome) =>
        tag(
          'button',
          {
            type: 'button',
            title: outcomeWord[outcome],
            'aria-label': `${summary[outcome]} ${outcomeWord[outcome]}`,
            'aria-pressed': 'false',
            'data-outcome': outcome,
          },
          outcomeBadge(outcome),
          summary[outcome],
        ),
      ),
    ),
    tag('output', { class: 'quiet', 'aria-live': 'polite' }),
    tag('button', { type: 'reset', hidden: true }, 'Show all'),
  );
}

function select(name: string, all: string, options: readonly string[]): Markup {
  return tag(
    'select',
    { name, 'aria-label': all },
    tag('option', { value: '' }, all),
    ...options.map((each) => tag('option', { value: each }, each)),
  );
}
