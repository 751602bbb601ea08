import { TLSSocket, rootCertificates } from 'node:tls';
import { Pool, buildConnector } from 'undici';
import { openAllowance, type Allowance } from './budget.js';
import type { Budget, Client, RequestSpec } from './client-types.js';
import { systemClock, type Clock } from './clock.js';
import type { Exchange, ReceivedResponse, TlsFacts } from './exchange.js';
import { givenUp } from './failure.js';
import { receive, type Receiver, type Reception } from './reception.js';
import { sentThroughPool, splitUrl, unsendable, withUserAgent, type UrlParts } from './sent-request.js';
import type { Sinks } from './sinks.js';
import { defaultLimits, defaultTimeouts, defaultTrust } from './settings.js';
import type { Limits, Timeouts, TlsTrust } from './settings.js';
import { tlsFactsOf } from './tls-facts.js';

export interface ClientOptions {
  readonly budget: Budget;
  /** Nobody else gets mail. */
  readonly sinks: Sinks;
  /** False: requests that might set a message going are refused. */
  readonly allowMail: boolean;
  /** Value of User-Agent for requests that name none. */
  readonly userAgent: string;
  /** Connections per origin; default 16. */
  readonly connections?: number;
  readonly timeouts?: Partial<Timeouts>;
  readonly limits?: Partial<Limits>;
  readonly tls?: TlsTrust;
  readonly clock?: Clock;
  /** Aborting it ends every exchange in flight as failed in phase `aborted`; nothing is sent after that. */
  readonly signal?: AbortSignal;
}

/** Options of a client, complete. */
export interface ClientSettings {
  readonly connections: number;
  readonly userAgent: string;
  readonly timeouts: Timeouts;
  readonly limits: Limits;
  readonly tls: TlsTrust;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/** A client with its settings and the budgets it draws on, for `rawExchange`, which shares them. */
export interface HttpClient extends Client {
  readonly allowance: Allowance;
  readonly settings: ClientSettings;
}

interface Origin {
  readonly pool: Pool;
  /** Host and port as the Host line has them. */
  readonly host: string;
  /** Facts of the newest connection. */
  tls: TlsFacts | null;
}

/**
 * Opens the way to a target: HTTP/1.1 over a pool per origin, no redirects followed, no content decoded, nothing retried.
 * `close()` ends what is still in flight.
 */
export function createClient(options: ClientOptions): HttpClient {
  const settings = settle(options);
  const allowance = openAllowance({ ...options, clock: settings.clock });
  const origins = new Map<string, Origin>();
  const inFlight: Receiver[] = [];
  const giveUpAll = (): void => {
    for (const receiver of [...inFlight]) receiver.giveUp(givenUp('ABORTED', receiver.progress()));
  };
  settings.signal?.addEventListener('abort', giveUpAll);

  const originOf = ({ origin }: UrlParts): Origin => {
    const known = origins.get(origin);
    if (known !== undefined) return known;
    const opened = openOrigin(origin, settings);
    origins.set(origin, opened);
    return opened;
  };

  return {
    allowance,
    settings,
    async exchange(spec) {
      const reservation = allowance.reserve(spec);
      if (reservation.turn !== null) await reservation.turn;
      const url = splitUrl(spec.url, (origin) => origins.has(origin));
      const exchange =
        url === null
          ? unsendable(spec, settings.clock.now())
          : await perform(spec, { origin: originOf(url), url, settings, inFlight });
      reservation.settle(exchange);
      return exchange;
    },
    traffic: () => allowance.traffic(),
    async close() {
      settings.signal?.removeEventListener('abort', giveUpAll);
      giveUpAll();
      await Promise.all([...origins.values()].map(({ pool }) => pool.destroy()));
    },
  };
}

function settle(options: ClientOptions): ClientSettings {
  return {
    connections: options.connections ?? 16,
    userAgent: options.userAgent,
    timeouts: { ...defaultTimeouts, ...options.timeouts },
    limits: { ...defaultLimits, ...options.limits },
    tls: options.tls ?? defaultTrust,
    clock: options.clock ?? systemClock,
    signal: options.signal,
  };
}

function openOrigin(origin: string, settings: ClientSettings): Origin {
  const { ca, insecure } = settings.tls;
  const connect = buildConnector({
    timeout: settings.timeouts.connectMs,
    allowH2: false,
    rejectUnauthorized: !insecure,
    ...(ca === null ? {} : { ca: [...rootCertificates, ca] }),
  });
  const url = new URL(origin);
  const pool = new Pool(url, {
    connections: settings.connections,
    pipelining: 1,
    maxHeaderSize: settings.limits.headerBytes,
    connect: (target, callback) => {
      connect(target, (...result) => {
        const socket = result[1];
        if (socket instanceof TLSSocket) opened.tls = tlsFactsOf(socket);
        callback(...result);
      });
    },
  });
  const opened: Origin = { pool, host: url.host, tls: null };
  return opened;
}

interface Route {
  readonly origin: Origin;
  readonly url: UrlParts;
  readonly settings: ClientSettings;
  readonly inFlight: Receiver[];
}

function perform(spec: RequestSpec, route: Route): Promise<Exchange> {
  const { origin, url, settings, inFlight } = route;
  const { clock, timeouts, signal } = settings;
  const lines = withUserAgent(spec.headers, settings.userAgent);
  const request = sentThroughPool(spec, lines, origin.host);
  const startedAt = clock.now();
  const start = clock.monotonic();
  return new Promise((resolve) => {
    const receiver = receive(settings, (got) => {
      clearTimeout(timer);
      strike(inFlight, receiver);
      const firstByteMs = got.firstByteAt === null ? null : got.firstByteAt - start;
      const timings = { startedAt, firstByteMs, totalMs: clock.monotonic() - start };
      const response = responseOf(got, origin.tls);
      resolve({ id: spec.id, intent: spec.intent, request, response, failure: got.failure, timings });
    });
    const timer = setTimeout(() => {
      receiver.giveUp(givenUp('TOTAL_TIMEOUT', receiver.progress()));
    }, timeouts.totalMs);
    inFlight.push(receiver);
    if (signal?.aborted === true) {
      receiver.giveUp(givenUp('ABORTED', receiver.progress()));
      return;
    }
    const { method, body } = spec;
    const { headersMs: headersTimeout, bodyMs: bodyTimeout } = timeouts;
    const headers = lines.flat();
    origin.pool.dispatch({ path: url.target, method, headers, body, headersTimeout, bodyTimeout }, receiver.handler);
  });
}

/**
 * Takes a receiver off the list. A Set would read better, but one that is filled and emptied all the time keeps what it once held alive
 * until a full collection: V8 chains the tables it outgrows. That cost a third of all CPU time here.
 */
function strike(inFlight: Receiver[], receiver: Receiver): void {
  const at = inFlight.indexOf(receiver);
  const last = inFlight.pop();
  if (last !== undefined && last !== receiver) inFlight[at] = last;
}

function responseOf({ head, body, bodyBytes }: Reception, tls: TlsFacts | null): ReceivedResponse | null {
  if (head === null) return null;
  const { status, statusText, headers } = head;
  return { status, statusText, headers, body, bodyBytes, truncated: body.length < bodyBytes, tls };
}
