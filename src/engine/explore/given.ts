import type { Json } from '../../contract/model.js';
import { batch, send } from '../../requirements/operations.js';
import type { Fixtures } from '../suite.js';

/**
 * Says what generated mails hold at some places instead of what is made up: a sender that is known, recipients that may get mail,
 * files of an allowed kind.
 */
export function givenInMails({ from, sinks }: Fixtures): (operation: string, at: string) => readonly Json[] | null {
  return (operation, at) => {
    if (operation !== send && operation !== batch) return null;
    const place = at.replace(/^\/body(?:\/messages\/\*)?/, '');
    // The contract allows some extensions, which no schema tells.
    if (place === '/attachments/*/filename') return ['note.txt'];
    if (place === '/from/email') return from === undefined ? null : [from];
    return sinks.length > 0 && /^\/(?:to|cc|bcc)(?:\/\*)?\/email$/.test(place) ? sinks : null;
  };
}
