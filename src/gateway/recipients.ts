import { groupsOf } from './directory.js';
import type { Issue } from './failure.js';
import type { KeyRecord, Mail } from './parts.js';

/** Faults of a mail with more recipients than its lists may have together. */
export function inspectRecipients({ cc = [], bcc = [] }: Mail, max: number | null): readonly Issue[] {
  const count = 1 + cc.length + bcc.length;
  if (max === null || count <= max) return [];
  const message = `makes ${count} recipients with the others; a mail may have ${max}`;
  return [{ field: bcc.length > 0 ? 'bcc' : 'cc', code: 'too_many', message }];
}

/** Faults of a mail that names delivery groups which its team does not have. */
export function inspectRoute({ delivery_group: named }: Mail, key: KeyRecord): readonly Issue[] {
  if (named === undefined) return [];
  const known = groupsOf(key.team);
  const issue = (field: string) => ({ field, code: 'unknown_group', message: 'is no delivery group of the team' });
  if (typeof named === 'string') return known.includes(named) ? [] : [issue('delivery_group')];
  return named.flatMap((group, index) => (known.includes(group) ? [] : [issue(`delivery_group.${index}`)]));
}
