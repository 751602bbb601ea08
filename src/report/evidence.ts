import type { RunEvent } from '../engine/events.js';
import type { BodyRecord, ExchangeRecord } from '../http/exchange.js';
import type { RunResults } from './results.js';

/** Exchanges that findings rest on, by id. */
export type Evidence = ReadonlyMap<string, ExchangeRecord>;

/** A finding is shown with its last exchanges; the decisive one is the very last. */
const exchangesPerFinding = 4;
/** Characters of a body that a report shows. */
const bodyLimit = 16 * 1024;
/** Characters of all bodies together: a report stays a file that can be mailed, and rendering it stays within memory. */
const totalLimit = 16 * 1024 * 1024;

/** Ids of the exchanges a report shows with a finding, in order. */
export function shownExchanges(finding: { readonly exchanges: readonly string[] }): readonly string[] {
  return finding.exchanges.slice(-exchangesPerFinding);
}

/**
 * Picks the exchanges that the findings of `results` name out of the run's events: the second pass over a log.
 * Bodies are cut; beyond the total limit an exchange is kept without its bodies.
 */
export async function gatherEvidence(
  results: RunResults,
  events: AsyncIterable<RunEvent> | Iterable<RunEvent>,
): Promise<Evidence> {
  const wanted = new Set(results.requirements.flatMap((each) => each.findings.flatMap(shownExchanges)));
  const evidence = new Map<string, ExchangeRecord>();
  if (wanted.size === 0) return evidence;
  let room = totalLimit;
  for await (const event of events) {
    if (event.kind !== 'exchange' || !wanted.has(event.exchange.id)) continue;
    const kept = withBodiesCut(event.exchange, room > 0 ? bodyLimit : 0);
    room -= (kept.request.body?.content.length ?? 0) + (kept.response?.body?.content.length ?? 0);
    evidence.set(kept.id, kept);
    if (evidence.size === wanted.size) break;
  }
  return evidence;
}

function withBodiesCut(exchange: ExchangeRecord, limit: number): ExchangeRecord {
  const { request, response } = exchange;
  return {
    ...exchange,
    request: { ...request, body: cutBody(request.body, limit) },
    response: response === null ? null : { ...response, body: cutBody(response.body, limit) },
  };
}

function cutBody(body: BodyRecord | null, limit: number): BodyRecord | null {
  if (body === null || body.content.length <= limit) return body;
  return { ...body, content: body.content.slice(0, limit), cut: true };
}
