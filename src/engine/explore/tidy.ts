import type { ExplorationEvent } from '../events.js';
import { removeCreated } from './follow-up.js';
import type { Creation } from '../../http/created-log.js';
import type { Field } from './field.js';

type LeftBehind = ExplorationEvent['leftBehind'];

/** Things left behind that are told one by one; a target that deletes nothing would fill the report. */
const mostTold = 50;

/** Deletes what an earlier run of this target left behind; returns how much it was. */
export async function tidyEarlier(field: Field): Promise<number> {
  const { created, mode } = field.options;
  if (mode === 'smoke') return 0;
  let gone = 0;
  for (const creation of innermostFirst(created.earlier.creations)) {
    if ((await removeCreated(creation, `earlier ${creation.path}`, field)) === null) gone += 1;
  }
  return gone;
}

/** Deletes what this run created and kept; returns what is left, with reasons. */
export async function tidyUp(field: Field): Promise<LeftBehind> {
  const { created } = field.options;
  const left: { path: string; reason: string }[] = [];
  for (const creation of innermostFirst(created.pending())) {
    const { reason: stopped } = field.stop;
    const reason =
      stopped === null
        ? await removeCreated(creation, `tidy ${creation.path}`, field)
        : 'the exploration ended early; the next run deletes it';
    if (reason !== null) left.push({ path: creation.path, reason });
  }
  const unsettled = created.earlier.unsettled.map((request) => {
    // It is told this once; nobody can find out any more.
    created.settle(request, null);
    return { path: request, reason: 'an earlier run ended before it learned what this request created' };
  });
  const all = [...left, ...unsettled];
  const more = all.length - mostTold;
  return more > 0 ? [...all.slice(0, mostTold), { path: '…', reason: `and ${more} more` }] : all;
}

/** What holds others cannot always be deleted before them; apart from that the order is that of their paths. */
function innermostFirst(creations: readonly Creation[]): readonly Creation[] {
  const depth = ({ path }: Creation) => path.split('/').length;
  return creations.toSorted((one, other) => depth(other) - depth(one) || (one.path < other.path ? -1 : 1));
}
