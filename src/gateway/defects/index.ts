import { UsageError } from '../../errors.js';
import { nearest } from '../../nearest.js';
import { attDefects } from './att.js';
import { authDefects } from './auth.js';
import { batchDefects } from './batch.js';
import { condDefects } from './cond.js';
import { connDefects } from './conn.js';
import { convDefects } from './conv.js';
import type { Defect } from './defect.js';
import { envDefects } from './env.js';
import { errDefects } from './err.js';
import { hdrDefects } from './hdr.js';
import { idemDefects } from './idem.js';
import { permDefects } from './perm.js';
import { rateDefects } from './rate.js';
import { sendDefects } from './send.js';
import { sizeDefects } from './size.js';
import { specDefects } from './spec.js';

/** Every defect of the gateway, in the order of the catalogue. */
const table: readonly Defect[] = [
  ...envDefects,
  ...hdrDefects,
  ...rateDefects,
  ...condDefects,
  ...convDefects,
  ...authDefects,
  ...permDefects,
  ...sendDefects,
  ...batchDefects,
  ...idemDefects,
  ...sizeDefects,
  ...attDefects,
  ...errDefects,
  ...specDefects,
  ...connDefects,
];

/** The whole table, for `serve --list-defects` and the self-test. */
export function listDefects(): readonly Defect[] {
  return table;
}

/**
 * Finds defects by full id (`ENV-01:bare-body`), or by requirement id, meaning its first defect.
 * Throws a `UsageError` that suggests the nearest valid id when there is none of that name.
 */
export function findDefects(ids: readonly string[]): readonly Defect[] {
  return ids.map((id) => {
    const found = table.find((defect) => defect.id === id) ?? table.find((defect) => defect.requirement === id);
    if (found !== undefined) return found;
    throw new UsageError(`There is no defect "${id}".`, {
      where: 'defects',
      advice: `Did you mean "${suggestionFor(id)}"? "touchstone serve --list-defects" shows them all.`,
    });
  });
}

/** The valid name spelled most like this one: a full id where one was written, else a requirement. */
function suggestionFor(id: string): string {
  const names = table.map((defect) => (id.includes(':') ? defect.id : defect.requirement));
  return nearest(id, names) ?? '';
}
