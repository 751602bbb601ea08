import type { RunResults } from '../results.js';
import { tag } from './markup.js';
import type { Markup } from './markup.js';
import { section } from './section.js';

/** Faults that several requirements come down to; each leads to its requirements. */
export function renderRootCauses({ rootCauses }: RunResults): Markup | null {
  if (rootCauses.length === 0) return null;
  const rows = rootCauses.map(({ message, advice, requirements }) =>
    tag(
      'div',
      {},
      tag('dt', {}, tag('b', {}, message), advice === null ? null : tag('p', { class: 'quiet' }, advice)),
      tag('dd', {}, ...requirements.map((id) => tag('a', { href: `#${id}` }, id))),
    ),
  );
  return tag('div', { class: 'about' }, section('Root causes', tag('dl', { class: 'reasons' }, ...rows)));
}
