/** Milliseconds an exchange may take in each of its phases. */
export interface Timeouts {
  /** Name look-up, TCP and TLS handshake together. */
  readonly connectMs: number;
  /** From the request sent to the end of the response's header block. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly bodyMs: number;
  /** The whole exchange, waiting for a free connection included. */
  readonly totalMs: number;
}

/** How much of a response is read and kept, in bytes. */
export interface Limits {
  /** Longest header block; a longer one is a protocol failure. */
  readonly headerBytes: number;
  /** Body bytes kept; the rest is counted only. */
  readonly keptBytes: number;
  /** Body bytes read before the connection is cut. */
  readonly readBytes: number;
}

/** Whom an https target must convince. */
export interface TlsTrust {
  /** Certificates (PEM) trusted besides the usual roots. */
  readonly ca: string | null;
  /** Accept any certificate. */
  readonly insecure: boolean;
}

export const defaultTimeouts: Timeouts = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000, totalMs: 120_000 };

export const defaultLimits: Limits = { headerBytes: 64 * 1024, keptBytes: 8 * 1024 ** 2, readBytes: 64 * 1024 ** 2 };

export const defaultTrust: TlsTrust = { ca: null, insecure: false };
