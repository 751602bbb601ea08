import type { Outcome } from '../../engine/outcome.js';
import { bytes, count, duration, grouped, percent } from '../amounts.js';
import type { RunResults } from '../results.js';
import { tally } from '../results.js';
import { byUrgency, explainVerdict, outcomeMark, outcomeWord, verdictWord } from '../words.js';
import { tag } from './markup.js';
import type { Child, Markup } from './markup.js';

/** The top of the page: what was tested, the verdict and the figures. */
export function renderOverview(results: RunResults): Markup {
  return tag('header', { class: 'overview' }, masthead(results), verdict(results), figures(results), spectrum(results));
}

function masthead({ tool, startedAt }: RunResults): Markup {
  const stone = tag('path', { class: 'stone', d: 'M5 3h12l4 6-3 11H6L2 10z' });
  const streak = tag('path', { class: 'streak', d: 'M7 15.5 16.5 8' });
  return tag(
    'div',
    { class: 'masthead' },
    tag('svg', { viewBox: '0 0 23 23', 'aria-hidden': 'true' }, stone, streak),
    tag('span', { class: 'brand' }, tool.name),
    tag('span', { class: 'quiet' }, tool.version),
    tag('time', { class: 'quiet', datetime: startedAt }, dateOf(startedAt)),
  );
}

function dateOf(startedAt: string): string {
  return `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`;
}

function verdict(results: RunResults): Markup {
  const { target, embedded, profile, mode, seed } = results;
  const facts = [profile, `mode ${mode}`, `seed ${seed}`, ...(embedded ? ['reference gateway'] : [])];
  return tag(
    'div',
    { class: 'verdict', 'data-verdict': results.verdict },
    tag('h1', {}, verdictWord[results.verdict]),
    tag('p', { class: 'because' }, explainVerdict(results)),
    ...results.notices.map((notice) => tag('p', { class: 'notice' }, tag('b', {}, '! '), notice)),
    tag('p', { class: 'target' }, tag('code', {}, target), ...facts.map((each) => tag('span', {}, each))),
  );
}

function figures(results: RunResults): Markup {
  const { divergence, coverage, traffic, durationMs } = results;
  const { applicable, tested, violated } = tally(results.summary);
  const messages = traffic.messages === null ? 'messages unknown' : count(traffic.messages, 'message');
  return tag(
    'dl',
    { class: 'figures' },
    figure('Divergence', percent(divergence), [`${violated} of ${applicable} violated`, meter(divergence, 'failed')]),
    figure('Coverage', percent(coverage), [`${tested} of ${applicable} tested`, meter(coverage, 'passed')]),
    figure('Traffic', grouped(traffic.requests), [
      `${traffic.requests === 1 ? 'request' : 'requests'}, ${messages}`,
      tag('small', {}, `${bytes(traffic.bytesSent)} out, ${bytes(traffic.bytesReceived)} in`),
    ]),
    figure('Duration', duration(durationMs), [pace(results)]),
  );
}

function figure(name: string, value: string, below: readonly Child[]): Markup {
  return tag('div', {}, tag('dt', {}, name), tag('dd', { class: 'value' }, value), tag('dd', {}, ...below));
}

function pace({ traffic, durationMs }: RunResults): string {
  return durationMs === 0
    ? 'nothing was sent'
    : `${grouped(Math.round((traffic.requests * 1000) / durationMs))} requests a second`;
}

/** A bar drawn with attributes: the page's security policy allows no inline style. */
function meter(share: number, outcome: Outcome): Markup {
  return tag(
    'svg',
    { class: 'meter', 'aria-hidden': 'true' },
    tag('rect', { class: 'rail', width: '100%', height: '100%' }),
    tag('rect', { class: `fill ${outcome}`, width: percent(share), height: '100%' }),
  );
}

/** One bar over all requirements that apply, and a legend of all. */
function spectrum({ summary, requirements }: RunResults): Markup | null {
  const present = byUrgency.filter((outcome) => summary[outcome] > 0);
  const shown = present.filter((outcome) => outcome !== 'not-applicable');
  const applicable = requirements.length - summary['not-applicable'];
  let x = 0;
  const parts = shown.map((outcome) => {
    const width = (summary[outcome] / applicable) * 100;
    const rect = tag('rect', {
      class: `fill ${outcome}`,
      x: `${x.toFixed(3)}%`,
      width: `${width.toFixed(3)}%`,
      height: '100%',
    });
    x += width;
    return rect;
  });
  if (present.length === 0) return null;
  return tag(
    'div',
    { class: 'spectrum' },
    tag('svg', { 'aria-hidden': 'true' }, ...parts),
    tag(
      'ul',
      {},
      ...present.map((outcome) =>
        tag('li', {}, outcomeBadge(outcome), tag('b', {}, grouped(summary[outcome])), outcomeWord[outcome]),
      ),
    ),
  );
}

/** The small square that stands for an outcome everywhere on the page. */
export function outcomeBadge(outcome: Outcome): Markup {
  return tag('i', { class: `cell ${outcome}`, 'aria-hidden': 'true' }, outcomeMark[outcome]);
}
