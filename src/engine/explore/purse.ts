import { asObject } from '../../checks/observe.js';
import type { RequestCase } from '../../generate/request-case.js';
import { mailEndpoint } from '../../http/mail-meter.js';

/**
 * The messages that cases may set going. What a case costs is taken out when its turn comes, and it is left out when too
 * little is left: so it follows from the seed alone which cases these are, and none of them ends the run.
 */
export interface Purse {
  pays(one: RequestCase): boolean;
}

/** Of the messages a quarter is kept for cases that are sent again: to make them smaller, and without a credential. */
const share = 0.75;

/** Small batches show as much as large ones: none takes more than a third of what is left. */
const mostOfRest = 1 / 3;

export function openPurse(messages: number): Purse {
  let left = Math.ceil(messages * share);
  return {
    pays: (one) => {
      const price = messagesOf(one);
      if (price > left || (price > 1 && price > left * mostOfRest)) return false;
      left -= price;
      return true;
    },
  };
}

/** Messages that a case sets going when it is accepted as it should be. */
function messagesOf({ operation, family, value }: RequestCase): number {
  const endpoint = family === 'invalid' ? null : mailEndpoint(operation.path);
  if (endpoint === null) return 0;
  const messages = endpoint === 'batch' ? asObject(value.body)?.['messages'] : null;
  return Array.isArray(messages) ? messages.length : 1;
}
