import type { Observation } from './check.js';
import { dataOf } from './envelope.js';
import { asObject } from './observe.js';

/** Message ids that a reply names: that of a single send, or those of the results of a batch. */
export function messageIds(seen: Observation): readonly string[] {
  const data = dataOf(seen);
  const results = data?.['results'];
  const items: readonly unknown[] = Array.isArray(results) ? results : [data];
  return items.map((item) => asObject(item)?.['message_id']).filter((id) => typeof id === 'string');
}
