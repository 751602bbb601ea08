import type { RequestSpec } from './client-types.js';
import type { Exchange } from './exchange.js';
import { member, parseJson } from './json-member.js';

/**
 * Mails that were accepted under an idempotency key. A target that keeps the contract sends none of them twice, so a
 * request that asks for one again costs nothing unless its reply shows otherwise.
 */
export interface KeyedMails {
  /** Whether something was accepted under the key of this request, at its URL and with its credential. */
  knows(request: Pick<RequestSpec, 'method' | 'url' | 'headers'>): boolean;
  /** Of so many accepted messages those that are new: none when the reply names no id that was not named before. */
  book(exchange: Exchange, accepted: number): number;
}

export function openKeyedMails(): KeyedMails {
  // Only what was paid for gets in, so the budget of messages bounds it.
  const known = new Map<string, Set<string>>();
  return {
    knows: (request) => known.has(nameOf(request) ?? ''),
    book: ({ request, response }, accepted) => {
      const name = nameOf(request);
      if (name === null || accepted === 0) return accepted;
      const ids = response === null ? [] : idsIn(response.body);
      const before = known.get(name);
      known.set(name, new Set([...(before ?? []), ...ids]));
      if (before === undefined || ids.length === 0) return accepted;
      // Where the answer was lost the ids were not seen, but the mail was paid for.
      return before.size === 0 || ids.every((id) => before.has(id)) ? 0 : accepted;
    },
  };
}

function nameOf({ method, url, headers }: Pick<RequestSpec, 'method' | 'url' | 'headers'>): string | null {
  const valueOf = (name: string) => headers.find(([line]) => line.toLowerCase() === name)?.[1] ?? '';
  const key = valueOf('idempotency-key').trim();
  return key === '' ? null : JSON.stringify([method, url, valueOf('authorization'), key]);
}

/** Message ids of a reply: that of a single send, or those of the results of a batch. */
function idsIn(body: Uint8Array): readonly string[] {
  const data = member(parseJson(body), 'data');
  const results = member(data, 'results');
  const items: readonly unknown[] = Array.isArray(results) ? results : [data];
  return items.map((item) => member(item, 'message_id')).filter((id) => typeof id === 'string');
}
