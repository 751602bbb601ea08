import type { WaiverState } from '../../engine/waivers.js';
import type { RunResults } from '../results.js';
import { placeOfWaiver, scopeOfWaiver } from '../words.js';
import { tag } from './markup.js';
import type { Child, Markup } from './markup.js';
import { section, table } from './section.js';

/** What the target's owner declared before the run: other choices than the profile's, and known violations. */
export function renderDeclared(results: RunResults): Markup | null {
  const parts = [choices(results), waivers(results)];
  return parts.every((part) => part === null) ? null : section('Declared', ...parts);
}

function choices({ declared, profile }: RunResults): Markup | null {
  if (declared.choices.length === 0) return null;
  const rows = declared.choices.map((each): readonly Child[] => [
    tag('code', {}, each.name),
    tag('code', {}, JSON.stringify(each.profile)),
    tag('code', {}, JSON.stringify(each.declared)),
  ]);
  return table(['Choice', profile, 'Declared'], rows);
}

const marks: Readonly<Record<WaiverState, readonly [mark: string, hue: string, word: string]>> = {
  used: ['~', 'waived', 'covers what was found'],
  unmatched: ['?', 'not-tested', 'not shown by this run'],
  pending: ['?', 'not-tested', 'the run did not end'],
  stale: ['✕', 'failed', 'stale: delete it'],
  expired: ['✕', 'failed', 'expired: delete it'],
  duplicate: ['✕', 'failed', 'duplicate: delete it'],
};

function waivers({ declared }: RunResults): Markup | null {
  if (declared.waivers === null) return null;
  const { file, entries } = declared.waivers;
  if (entries.length === 0) return null;
  const rows = entries.map((each): readonly Child[] => {
    const [mark, hue, word] = marks[each.state];
    return [
      tag('i', { class: `cell ${hue}`, title: each.state }, mark),
      tag('a', { href: `#${each.requirement}` }, scopeOfWaiver(each)),
      tag('span', {}, each.reason, each.link === null ? null : tag('small', {}, ' ', tag('code', {}, each.link))),
      each.owner ?? '',
      each.expires,
      each.detail === null ? word : `${word} (${each.detail})`,
      tag('code', {}, placeOfWaiver(each, file)),
    ];
  });
  return table(['', 'Waiver', 'Reason', 'Owner', 'Until', 'State', 'Place'], rows);
}
