import { BusyError, CredentialError, DocumentError, UnreachableError } from '../errors.js';
import type { Client } from '../http/client-types.js';
import type { Exchange, HeaderLine, Intent } from '../http/exchange.js';
import { emitRedacted, logExchange } from './desk.js';
import type { PreflightEvent } from './events.js';
import type { Api, FetchedDocument, RunOptions } from './options.js';

/** What must hold before anything is tested, and the exchanges that showed it. */
export interface Preflight {
  readonly api: Api;
  /** Exchanges made so far; the standing checks judge them once the document is understood. */
  readonly exchanges: readonly Exchange[];
}

/** Operation used to try the credential: an empty body is refused before anything happens. */
const probe = { method: 'POST', path: '/emails/send' };

/**
 * Finds out whether the target can be tested at all.
 * @throws UnreachableError, DocumentError, CredentialError or BusyError (exit code 3) when it cannot.
 */
export async function preflight(options: RunOptions, client: Client): Promise<Preflight> {
  const exchanges: Exchange[] = [];
  const say = (step: PreflightEvent['step'], ok: boolean, detail: string) =>
    emitRedacted(options, { kind: 'preflight', step, ok, detail });
  const send = async (ask: Ask) => {
    const exchange = await client.exchange(specOf(options, ask, exchanges.length + 1));
    logExchange(options, exchange);
    exchanges.push(exchange);
    return reached(exchange);
  };
  const fetched = await fetchDocument(options, send);
  say('reachable', true, `${options.target} answers`);
  const api = await options.understand(fetched.document);
  say('document', fetched.note === null, fetched.note ?? `${api.document.source}: ${describe(api)}`);
  const refused = await tryCredential(options, api, send);
  if (refused !== undefined) say('credential', refused === null, refused ?? 'the key of sender is accepted');
  const skew = clockSkew(exchanges);
  if (skew !== null) {
    say('clock', Math.abs(skew) <= options.profile.values.clockSkewSeconds, `the target's clock is ${spell(skew)}`);
  }
  return { api, exchanges };
}

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly as: 'sender' | null;
  readonly body: string | null;
}
type Send = (ask: Ask) => Promise<Exchange>;

function specOf(options: RunOptions, { method, path, as, body }: Ask, count: number) {
  const secret = as ? options.principals[as] : undefined;
  const headers: HeaderLine[] = [['Accept', 'application/json']];
  if (secret) headers.push(['Authorization', `Bearer ${secret.value}`]);
  if (body !== null) headers.push(['Content-Type', 'application/json']);
  const intent: Intent = {
    by: 'preflight',
    operation: `${method} ${path}`,
    principal: secret ? as : null,
    authenticated: secret !== undefined,
    replayOf: null,
    faulted: false,
  };
  return {
    id: `preflight/${count}`,
    method,
    url: `${options.target}${path}`,
    headers,
    body: body === null ? null : Buffer.from(body),
    intent,
    spend: { messages: 0, recipients: [] },
  };
}

function reached(exchange: Exchange): Exchange {
  if (exchange.response) return exchange;
  const { origin } = new URL(exchange.request.url);
  throw new UnreachableError(`${origin} cannot be reached: ${exchange.failure?.message ?? 'no response'}`, {
    where: 'target',
    advice: adviceFor(exchange),
  });
}

function adviceFor({ failure }: Exchange): string {
  if (failure?.phase === 'tls') return 'Check the certificate; `--ca FILE` trusts a private authority.';
  if (failure?.code === 'ENOTFOUND') return 'Check the spelling of the host name.';
  return 'Check that the server is running and that the URL, port and firewall are right.';
}

/** The document given by hand, or the one the target serves; a note when it was not served as it should be. */
async function fetchDocument(
  options: RunOptions,
  send: Send,
): Promise<{ document: FetchedDocument; note: string | null }> {
  const anonymous = { method: 'GET', path: '/openapi.json', as: null, body: null };
  const first = await send(anonymous);
  if (options.document) return { document: options.document, note: null };
  if (first.response?.status === 200) return unwrapped(first);
  const locked = first.response?.status === 401 || first.response?.status === 403;
  if (locked && options.principals.sender) {
    const second = await send({ ...anonymous, as: 'sender' });
    if (second.response?.status === 200) {
      return { ...unwrapped(second), note: 'the document is only served with a key; the run went on with it' };
    }
  }
  throw new DocumentError(`GET ${first.request.url} answered ${String(first.response?.status)} instead of a document`, {
    where: 'document',
    advice: 'Give the base URL that `/openapi.json` lies under, or the document itself with `--document URL|FILE`.',
  });
}

/** A document wrapped in the reply envelope violates ENV-12; it is unwrapped so that the run can say so. */
function unwrapped({ request, response }: Exchange): { document: FetchedDocument; note: string | null } {
  const bytes = response?.body ?? new Uint8Array();
  const mediaType = response?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  const document = { source: request.url, bytes, mediaType };
  const data = envelopeData(bytes);
  if (data === null) return { document, note: null };
  return {
    document: { ...document, bytes: Buffer.from(JSON.stringify(data)) },
    note: 'the document is served inside the reply envelope; the run went on with what it holds',
  };
}

function envelopeData(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes.subarray(0, 64)).toString('utf8');
  if (!/"ok"\s*:/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    const wraps = typeof value === 'object' && value !== null && 'data' in value && !('openapi' in value);
    return wraps ? value.data : null;
  } catch {
    return null;
  }
}

/** Undefined: nothing to try. Null: accepted. A string: accepted, but not as it should be. */
async function tryCredential(options: RunOptions, api: Api, send: Send): Promise<string | null | undefined> {
  const key = `${probe.method} ${probe.path}`;
  const known = api.model.operations.has(key) || options.profile.operations.includes(key);
  if (!options.principals.sender || !known) return undefined;
  const { response } = await send({ ...probe, as: 'sender', body: '{}' });
  if (response?.status === 401) {
    throw new CredentialError('the target refuses the key of the principal sender (401)', {
      where: `principals.sender ($${options.principals.sender.name})`,
      advice: 'Check that the variable holds a key of this target, not expired and not revoked.',
    });
  }
  if (response?.status === 429) throw busy(response.headers);
  return response?.status === 403 ? 'the key of sender is known, but may not send (403)' : null;
}

/** What a target says of everything tells nothing of anything. */
function busy(headers: readonly HeaderLine[]): BusyError {
  const wait = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  const told = wait !== undefined && /^\d{1,6}$/.test(wait) ? ` for ${wait} s` : '';
  return new BusyError(`the target takes no requests${told}: it answers the first one with 429`, {
    where: 'target',
    advice: 'Run again when the window of the key is over, or with a key that nobody else uses.',
  });
}

/** Seconds by which the target's clock is ahead of ours, from the last Date header; null when it sends none. */
function clockSkew(exchanges: readonly Exchange[]): number | null {
  for (const { response, timings } of [...exchanges].reverse()) {
    const date = response?.headers.find(([name]) => name.toLowerCase() === 'date')?.[1];
    const theirs = date === undefined ? Number.NaN : Date.parse(date);
    // Date has whole seconds, so up to one second behind is no skew.
    if (!Number.isNaN(theirs)) return Math.round((theirs - timings.startedAt) / 1000);
  }
  return null;
}

function spell(seconds: number): string {
  if (Math.abs(seconds) <= 1) return 'ours';
  return `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`;
}

function describe({ document, model, problems }: Api): string {
  const faults = problems.filter(({ severity }) => severity === 'error').length;
  const tail = faults === 0 ? '' : `, ${faults} ${faults === 1 ? 'fault' : 'faults'}`;
  return `OpenAPI ${document.version}, ${model.operations.size} operations${tail}`;
}
