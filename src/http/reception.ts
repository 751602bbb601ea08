import type { Dispatcher } from 'undici';
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

/** One response being received. */
export interface Receiver {
  readonly handler: Dispatcher.DispatchHandler;
  progress(): Progress;
  /** Ends it as failed, and closes the connection it uses. Does nothing once it is over. */
  giveUp(failure: ExchangeFailure): void;
}

const noBytes = new Uint8Array(0);

/** Collects one response from undici's callbacks and calls `done` exactly once. */
export function receive(
  settings: { limits: Limits; monotonic: () => number },
  done: (got: Reception) => void,
): Receiver {
  const { limits } = settings;
  let progress: Progress = 'connecting';
  let controller: Dispatcher.DispatchController | null = null;
  let head: Reception['head'] = null;
  let firstByteAt: number | null = null;
  const chunks: Uint8Array[] = [];
  let kept = 0;
  let bodyBytes = 0;

  const finish = (failure: ExchangeFailure | null): void => {
    if (progress === 'done') return;
    progress = 'done';
    const body = chunks.length === 1 ? (chunks[0] ?? noBytes) : Buffer.concat(chunks, kept);
    done({ head: failure === null ? head : null, body, bodyBytes, failure, firstByteAt });
  };

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started;
      if (progress === 'done') started.abort(new Error('given up before it was sent'));
      else progress = 'sent';
    },
    onResponseStart(...[started, status, , statusText = '']) {
      if (status < 200) return;
      firstByteAt = settings.monotonic();
      head = { status, statusText, headers: headerLines(started.rawHeaders) };
      if (progress === 'sent') progress = 'head';
    },
    onResponseData(started, chunk) {
      bodyBytes += chunk.length;
      const room = limits.keptBytes - kept;
      if (room > 0) {
        const piece = chunk.length <= room ? chunk : chunk.subarray(0, room);
        chunks.push(piece);
        kept += piece.length;
      }
      if (bodyBytes > limits.readBytes) {
        finish(null);
        started.abort(new Error('the body is longer than it is read'));
      }
    },
    onResponseEnd: () => finish(null),
    onResponseError(_controller, error) {
      if (isBodiless(head?.status) && bodyBytes === 0 && isLengthMismatch(error)) finish(null);
      else finish(withPosition(classifyFailure(error, progress), { head, bodyBytes }));
    },
  };

  return {
    handler,
    progress: () => progress,
    giveUp(failure) {
      if (progress === 'done') return;
      finish(failure);
      controller?.abort(new Error(failure.message));
    },
  };
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

function headerLines(raw: Dispatcher.DispatchController['rawHeaders']): HeaderLine[] {
  if (!Array.isArray(raw)) return [];
  const lines: HeaderLine[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2)
    lines.push([latin1(raw[at]), latin1(raw[at + 1]).replace(/[ \t]+$/, '')]);
  return lines;
}

function latin1(text: Buffer | string | undefined): string {
  if (text === undefined) return '';
  return typeof text === 'string' ? text : text.toString('latin1');
}
