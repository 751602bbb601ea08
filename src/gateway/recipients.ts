import type { Issue } from './failure.js';
import type { Mail } from './parts.js';

/** Faults of a mail with more recipients than its lists may have together. */
export function inspectRecipients({ cc = [], bcc = [] }: Mail, max: number | null): readonly Issue[] {
  const count = 1 + cc.length + bcc.length;
  if (max === null || count <= max) return [];
  const message = `makes ${count} recipients with the others; a mail may have ${max}`;
  return [{ field: bcc.length > 0 ? 'bcc' : 'cc', code: 'too_many', message }];
}
