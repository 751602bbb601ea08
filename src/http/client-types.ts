import type { Exchange, HeaderLine, Intent } from './exchange.js';

/** What a caller wants sent; the client adds only Host and, for a body, Content-Length. */
export interface RequestSpec {
  readonly method: string;
  /** Absolute URL, already encoded. */
  readonly url: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array | null;
  readonly intent: Intent;
  /** Id the exchange will have. */
  readonly id: string;
  /** Messages the request may set going if the target accepts it; reserved from the budget before it is sent. */
  readonly spend: Spend;
}

/** What a request may cost on the target. */
export interface Spend {
  readonly messages: number;
  /** Addresses mail might go to; in every mode they must be sinks or the request is refused. */
  readonly recipients: readonly string[];
}

/** The one way to the target. Budgets, pacing and sink rules are enforced in it. */
export interface Client {
  /**
   * Sends one request and resolves with what came back; a transport failure is a value, too.
   * @throws BudgetExhausted when a budget does not allow the request: nothing is sent.
   */
  exchange(spec: RequestSpec): Promise<Exchange>;
  /** Requests sent and messages accepted so far. */
  traffic(): Traffic;
  close(): Promise<void>;
}

export interface Traffic {
  readonly requests: number;
  readonly messages: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** Hard limits of a run. */
export interface Budget {
  readonly maxRequests: number;
  readonly maxMessages: number;
  /** Wall-clock limit of the whole run in milliseconds. */
  readonly maxTimeMs: number;
  /** Requests a second over all connections; null: as fast as it goes. */
  readonly rate: number | null;
}
