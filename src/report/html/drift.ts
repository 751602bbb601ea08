import type { Drift } from '../../contract/model.js';
import type { RunResults } from '../results.js';
import { tag } from './markup.js';
import type { Child, Markup } from './markup.js';
import { section, table } from './section.js';

/** How the served document differs from the profile's own, what breaks clients first. Information, not findings. */
export function renderDrift({ drift, profile }: RunResults): Markup | null {
  if (drift === null) return null;
  if (drift.length === 0) {
    return section(
      'Drift from the profile',
      tag('p', { class: 'quiet' }, `The document agrees with that of ${profile}.`),
    );
  }
  const rows = drift.toSorted((one, other) => Number(other.breaking) - Number(one.breaking)).map(driftRow);
  return section('Drift from the profile', table(['', 'Kind', 'Difference', 'Place'], rows));
}

function driftRow({ kind, pointer, message, breaking }: Drift): readonly Child[] {
  const hue = breaking ? 'warned' : 'not-applicable';
  return [
    tag(
      'i',
      { class: `cell ${hue}`, title: breaking ? 'can break clients' : 'breaks no client' },
      breaking ? '!' : '–',
    ),
    kind,
    message,
    tag('code', {}, pointer),
  ];
}
