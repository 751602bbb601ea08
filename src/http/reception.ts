import type { Clock } from './clock.js';
import type { ExchangeFailure, HeaderLine } from './exchange.js';
import { classifyFailure, type Progress } from './failure.js';
import type { Limits } from './settings.js';

/** What came back for one request: a response as far as it was read, or why there is none. */
export interface Reception {
  readonly head: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly HeaderLine[];
  } | null;
  readonly body: Uint8Array;
  readonly bodyBytes: number;
  readonly failure: ExchangeFailure | null;
  /** Monotonic time of the final response head; null without one. */
  readonly firstByteAt: number | null;
}

/**
 * What undici's core calls while it parses a response, by the names it calls them. It also takes a newer set of names, but would
 * then read the header lines into an object first, at a tenth of the whole cost of a request.
 */
export interface ParserCallbacks {
  onConnect(abort: (error?: Error) => void): void;
  onHeaders(...head: [status: number, lines: readonly Buffer[], resume: () => void, statusText: string]): boolean;
  onData(chunk: Buffer): boolean;
  onComplete(): void;
  onError(error: Error): void;
}

/** One response being received. */
export interface Receiver {
  readonly handler: ParserCallbacks;
  progress(): Progress;
  /** Ends it as failed, and closes the connection it uses. Does nothing once it is over. */
  giveUp(failure: ExchangeFailure): void;
}

const noBytes = new Uint8Array(0);

interface ReceptionSettings {
  readonly limits: Limits;
  readonly clock: Clock;
}

/** Collects one response from undici's callbacks and calls `done` exactly once. */
export function receive(settings: ReceptionSettings, done: (got: Reception) => void): Receiver {
  return new Collector(settings, done);
}

/** A class, as one is made for every request: a dozen closures for each would cost more. */
class Collector implements Receiver, ParserCallbacks {
  readonly #settings: ReceptionSettings;
  readonly #done: (got: Reception) => void;
  readonly #chunks: Uint8Array[] = [];
  #progress: Progress = 'connecting';
  #abort: ((error: Error) => void) | null = null;
  #head: Reception['head'] = null;
  #firstByteAt: number | null = null;
  #kept = 0;
  #bodyBytes = 0;

  constructor(settings: ReceptionSettings, done: (got: Reception) => void) {
    this.#settings = settings;
    this.#done = done;
  }

  get handler(): ParserCallbacks {
    return this;
  }

  progress(): Progress {
    return this.#progress;
  }

  giveUp(failure: ExchangeFailure): void {
    if (this.#progress === 'done') return;
    this.#finish(failure);
    this.#abort?.(new Error(failure.message));
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#progress === 'done') abort(new Error('given up before it was sent'));
    else this.#progress = 'sent';
  }

  onHeaders(...[status, lines, , statusText]: Parameters<ParserCallbacks['onHeaders']>): boolean {
    if (status < 200) return true;
    this.#firstByteAt = this.#settings.clock.monotonic();
    this.#head = { status, statusText, headers: headerLines(lines) };
    if (this.#progress === 'sent') this.#progress = 'head';
    return true;
  }

  onData(chunk: Buffer): boolean {
    const { keptBytes, readBytes } = this.#settings.limits;
    this.#bodyBytes += chunk.length;
    const room = keptBytes - this.#kept;
    if (room > 0) {
      const piece = chunk.length <= room ? chunk : chunk.subarray(0, room);
      this.#chunks.push(piece);
      this.#kept += piece.length;
    }
    if (this.#bodyBytes > readBytes) {
      this.#finish(null);
      this.#abort?.(new Error('the body is longer than it is read'));
    }
    return true;
  }

  onComplete(): void {
    this.#finish(null);
  }

  onError(error: Error): void {
    const [head, bodyBytes] = [this.#head, this.#bodyBytes];
    if (isBodiless(head?.status) && bodyBytes === 0 && isLengthMismatch(error)) this.#finish(null);
    else this.#finish(withPosition(classifyFailure(error, this.#progress), { head, bodyBytes }));
  }

  #finish(failure: ExchangeFailure | null): void {
    if (this.#progress === 'done') return;
    this.#progress = 'done';
    const body = this.#chunks.length > 1 ? Buffer.concat(this.#chunks, this.#kept) : (this.#chunks[0] ?? noBytes);
    const head = failure === null ? this.#head : null;
    this.#done({ head, body, bodyBytes: this.#bodyBytes, failure, firstByteAt: this.#firstByteAt });
  }
}

/**
 * A 304 may carry the Content-Length of the 200 it stands for (RFC 9110, section 8.6), yet has no body; undici takes that for an
 * error. A 204 must not, but its head is there to be judged.
 */
function isBodiless(status: number | undefined): boolean {
  return status === 304 || status === 204;
}

function isLengthMismatch(error: Error): boolean {
  return 'code' in error && error.code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
}

function withPosition(failure: ExchangeFailure, at: { head: Reception['head']; bodyBytes: number }): ExchangeFailure {
  if (at.head === null) return failure;
  return { ...failure, message: `${failure.message} (after status ${at.head.status} and ${at.bodyBytes} body bytes)` };
}

/** Names and values in turn, as they stood on the wire. */
function headerLines(raw: readonly Buffer[]): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) lines.push([latin1(raw[at]), withoutTail(latin1(raw[at + 1]))]);
  return lines;
}

function latin1(bytes: Buffer | undefined): string {
  return bytes?.toString('latin1') ?? '';
}

/** The parser leaves blanks behind a value. */
function withoutTail(value: string): string {
  return value.endsWith(' ') || value.endsWith('\t') ? value.replace(/[ \t]+$/, '') : value;
}
