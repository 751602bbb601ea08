import type { Json, OperationKey } from '../../contract/model.js';
import { batch, send } from '../../requirements/operations.js';
import type { Fixtures } from '../suite.js';

/** Files that a mail may carry, each allowed by the rules about names and content. */
const files: readonly Json[] = [
  { filename: 'note.txt', content: 'SGVsbG8=' },
  { filename: 'table.csv', content: 'YSxiCjEsMgo=', type: 'text/csv' },
  { filename: 'note.txt', content: 'SGVsbG8=', encoding: 'base64' },
];

/**
 * Values of generated mails that cannot be made up: the sender the target knows, addresses that may get mail, and what
 * refers to things of the account.
 * `at`: JSON pointer into the request, `*` for positions: `/body/to/email`. Null: make one up.
 */
export function mailValues({ from, sinks }: Fixtures): (operation: OperationKey, at: string) => readonly Json[] | null {
  const senders = from === undefined ? null : [from];
  const readers = sinks.length > 0 ? sinks : null;
  const given: Readonly<Record<string, readonly Json[] | null>> = {
    '/from/email': senders,
    '/return_path': senders,
    '/to/email': readers,
    '/cc/*/email': readers,
    '/bcc/*/email': readers,
    '/attachments/*': files,
  };
  return (operation, at) => {
    const mail = operation === send ? '/body' : operation === batch ? '/body/messages/*' : null;
    if (mail === null || !at.startsWith(`${mail}/`)) return null;
    return given[at.slice(mail.length)] ?? null;
  };
}
