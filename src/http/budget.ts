import { TouchstoneError, type ErrorDetails } from '../errors.js';
import type { Budget, RequestSpec, Spend, Traffic } from './client-types.js';
import type { Clock } from './clock.js';
import type { Exchange, HeaderLine } from './exchange.js';
import { neverSent } from './failure.js';
import { member, parseJson } from './json-member.js';
import { openKeyedMails } from './keyed-mails.js';
import { mailEndpoint, meterMail } from './mail-meter.js';
import { sinkTest, type Sinks } from './sinks.js';

/** Which limit of a run does not allow a request. */
export type BudgetName = 'requests' | 'messages' | 'time';

/** A request was not sent because a budget of the run does not allow it. */
export class BudgetExhausted extends TouchstoneError {
  readonly kind = 'internal';
  readonly code = 'BUDGET';
  readonly budget: BudgetName;

  constructor(budget: BudgetName, message: string, details: ErrorDetails) {
    super(message, details);
    this.budget = budget;
  }
}

/** A request was not sent because mail might have gone to somebody who is not a declared sink. */
export class SinkViolation extends TouchstoneError {
  readonly kind = 'internal';
  readonly code = 'SINK';
}

export interface AllowanceOptions {
  readonly budget: Budget;
  /** Nobody else gets mail. */
  readonly sinks: Sinks;
  /** False: a request that might set a message going is refused. */
  readonly allowMail: boolean;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Room made in the budget for one request. */
export interface Reservation {
  /** Ends when it is the request's turn; null: it may go at once. */
  readonly turn: Promise<void> | null;
  /** Books what the exchange really cost; to be called once. */
  settle(exchange: Exchange): void;
}

/** The budgets of a run while it goes. Everything that sends requests to the target shares one. */
export interface Allowance {
  /**
   * Takes the cost of a request out of the budget and gives it its turn. A mail under an idempotency key that was
   * accepted before costs nothing beforehand; when its reply shows a new mail all the same, that is booked.
   * @throws BudgetExhausted, SinkViolation: the request must not be sent.
   */
  reserve(spec: RequestSpec): Reservation;
  traffic(): Traffic;
}

/** Opens the budgets of a run; its time starts now. */
export function openAllowance(options: AllowanceOptions): Allowance {
  const { budget, clock } = options;
  const deadline = clock.monotonic() + budget.maxTimeMs;
  const isSink = sinkTest(options.sinks);
  const pace = pacer(budget.rate, clock);
  const keyed = openKeyedMails();
  let requests = 0;
  let reserved = 0;
  let messages = 0;
  let bytesSent = 0;
  let bytesReceived = 0;

  const admit = (spec: RequestSpec, spend: Spend, held: number): void => {
    if (clock.monotonic() >= deadline) throw exhausted('time', spec, budget);
    if (requests >= budget.maxRequests) throw exhausted('requests', spec, budget);
    if (spend.messages > 0 && !options.allowMail) throw mailForbidden(spec);
    const strangers = spend.recipients.filter((address) => !isSink(address));
    if (strangers.length > 0) throw strangersNamed(strangers, spec);
    const isMail = spend.messages > 0;
    if (isMail && messages + reserved + held > budget.maxMessages) throw exhausted('messages', spec, budget);
  };

  return {
    reserve(spec) {
      const spend = dearest(spec.spend, meterMail(spec));
      const held = spend.messages === 0 || keyed.knows(spec) ? 0 : spend.messages;
      admit(spec, spend, held);
      requests += 1;
      reserved += held;
      const delay = pace();
      if (delay > 0 && clock.monotonic() + delay >= deadline) {
        reserved -= held;
        requests -= 1;
        throw exhausted('time', spec, budget);
      }
      // An aborted wait is no refusal: the client will find the signal aborted and send nothing.
      const turn = delay > 0 ? clock.wait(delay, options.signal).catch(() => undefined) : null;
      return {
        turn,
        settle(exchange) {
          reserved -= held;
          messages += spend.messages === 0 ? 0 : keyed.book(exchange, acceptedMessages(exchange, spend.messages));
          if (exchange.failure === null || !neverSent(exchange.failure)) bytesSent += requestBytes(exchange);
          bytesReceived += responseBytes(exchange);
        },
      };
    },
    traffic: () => ({ requests, messages, bytesSent, bytesReceived }),
  };
}

/** The higher of what a caller declares and what the bytes show: neither can hide the other. */
function dearest(declared: Spend, metered: Spend): Spend {
  if (metered.messages === 0) return declared;
  return {
    messages: Math.max(declared.messages, metered.messages),
    recipients: [...declared.recipients, ...metered.recipients],
  };
}

/** Messages a reply says were accepted; all that were reserved when it cannot be known. */
function acceptedMessages(exchange: Exchange, reserved: number): number {
  const { response, failure, request } = exchange;
  if (response === null) return failure !== null && neverSent(failure) ? 0 : reserved;
  if (response.status < 200 || response.status > 299) return 0;
  const queued = mailEndpoint(request.url) === 'batch' ? queuedOf(response.body) : null;
  return queued === null ? reserved : Math.min(Math.max(queued, 0), reserved);
}

function queuedOf(body: Uint8Array): number | null {
  const queued = member(member(member(parseJson(body), 'data'), 'summary'), 'queued');
  return typeof queued === 'number' && Number.isInteger(queued) ? queued : null;
}

function strangersNamed(strangers: readonly string[], spec: RequestSpec): SinkViolation {
  const domains = [
    ...new Set(strangers.map((address) => shortened(address.slice(address.lastIndexOf('@') + 1)))),
  ].slice(0, 3);
  return new SinkViolation(`${strangers.length} of the recipients are no declared sinks (at ${domains.join(', ')})`, {
    where: placeOf(spec),
    advice: 'Send to addresses of `fixtures.sinks` and `fixtures.sinkDomains` only, or add there who may get mail.',
  });
}

function shortened(domain: string): string {
  return domain.length <= 40 ? domain : `${domain.slice(0, 39)}…`;
}

function mailForbidden(spec: RequestSpec): BudgetExhausted {
  return new BudgetExhausted('messages', 'the request might set mail going, which this mode does not allow', {
    where: placeOf(spec),
    advice: 'Choose `--mode safe` or higher to let accepted sends go to the sinks.',
  });
}

function exhausted(name: BudgetName, spec: RequestSpec, budget: Budget): BudgetExhausted {
  const message = {
    requests: `the budget of ${budget.maxRequests} requests is used up`,
    messages: `the budget of ${budget.maxMessages} messages does not suffice`,
    time: `the time of ${budget.maxTimeMs / 1000} s is over`,
  }[name];
  const advice = `Raise \`--max-${name}\` or narrow the run with \`--only\`.`;
  return new BudgetExhausted(name, message, { where: placeOf(spec), advice });
}

/** Milliseconds each request has to wait so that no more than `rate` a second go out; a tenth of a second's worth may burst. */
function pacer(rate: number | null, clock: Clock): () => number {
  if (rate === null) return () => 0;
  const gap = 1000 / rate;
  const burst = Math.max(0, Math.floor(rate / 10) - 1) * gap;
  let due = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.monotonic();
    due = Math.max(due, now - burst);
    const delay = due - now;
    due += gap;
    return Math.max(0, delay);
  };
}

function placeOf({ method, url }: RequestSpec): string {
  return `${method} ${targetOf(url).replace(/[?#].*$/, '') || '/'}`;
}

function targetOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
}

function requestBytes({ request }: Exchange): number {
  const line = request.method.length + targetOf(request.url).length + ' HTTP/1.1\r\n\r\n '.length;
  return line + linesBytes(request.headers) + (request.body?.length ?? 0);
}

function responseBytes({ response }: Exchange): number {
  if (response === null) return 0;
  const line = response.statusText.length + 'HTTP/1.1 200 \r\n\r\n'.length;
  return line + linesBytes(response.headers) + response.bodyBytes;
}

function linesBytes(lines: readonly HeaderLine[]): number {
  let bytes = 0;
  for (const [name, value] of lines) bytes += name.length + value.length + 4;
  return bytes;
}
