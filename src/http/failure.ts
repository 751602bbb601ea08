import type { ExchangeFailure, FailurePhase } from './exchange.js';

/** How far an exchange had come when it broke off. */
export type Progress = 'connecting' | 'sent' | 'head' | 'done';

const tlsCodes = /^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;
const protocolCodes = /^(?:HPE_|HTTPParserError|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_HEADERS_OVERFLOW)/;
const refusedCodes = new Set([
  'ERR_INVALID_URL',
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);

const explanations: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ENOTFOUND: 'the host name does not resolve',
  EAI_AGAIN: 'the name service did not answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ECONNRESET: 'the target reset the connection',
  EPIPE: 'the target closed the connection while the request was being sent',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'no connection within the time allowed',
  UND_ERR_HEADERS_TIMEOUT: 'no complete header block within the time allowed',
  UND_ERR_BODY_TIMEOUT: 'the body stalled for longer than allowed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the body is not as long as Content-Length says',
  UND_ERR_HEADERS_OVERFLOW: 'the header block is longer than allowed',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain ends in an unknown root',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate is signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate is signed by an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the target does not speak TLS on this port',
  EPROTO: 'the TLS handshake failed',
};

const ownCodes: Readonly<Record<GivenUp, string>> = {
  ABORTED: 'the run was stopped while this exchange was in flight',
  TOTAL_TIMEOUT: 'the exchange was not over within the time allowed',
  SILENCE: 'nothing came for longer than allowed',
  CLOSED: 'the target closed the connection without a response',
};

function isGivenUp(code: string): code is GivenUp {
  return Object.hasOwn(ownCodes, code);
}

/** Says in which phase an error ended an exchange and what it means. */
export function classifyFailure(error: unknown, progress: Progress): ExchangeFailure {
  const { code, message } = innermost(error);
  if (isGivenUp(code)) return givenUp(code, progress);
  const phase = phaseOf(code, { message, progress });
  const known = explanations[code];
  return { phase, code, message: known === undefined || message === '' ? (known ?? code) : `${known}: ${message}` };
}

/** Codes of failures we declare ourselves: the run was stopped, the time is over, nothing more came. */
export type GivenUp = 'ABORTED' | 'TOTAL_TIMEOUT' | 'SILENCE' | 'CLOSED';

/** The failure of an exchange that we gave up ourselves. */
export function givenUp(code: GivenUp, progress: Progress): ExchangeFailure {
  const phase = progress === 'connecting' ? 'connect' : progress === 'head' ? 'body' : 'headers';
  return { phase: code === 'ABORTED' ? 'aborted' : phase, code, message: ownCodes[code] };
}

/** True when the failure proves that not a byte of the request reached the target. */
export function neverSent(failure: ExchangeFailure): boolean {
  return failure.phase === 'connect' || failure.phase === 'tls' || refusedCodes.has(failure.code);
}

function phaseOf(code: string, at: { message: string; progress: Progress }): FailurePhase {
  if (refusedCodes.has(code) || code === 'EPIPE') return 'send';
  if (at.progress === 'connecting') {
    return tlsCodes.test(code) || at.message.includes('secure TLS connection') ? 'tls' : 'connect';
  }
  if (protocolCodes.test(code)) return 'protocol';
  return at.progress === 'head' ? 'body' : 'headers';
}

function innermost(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return innermost(error.errors[0]);
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return { code, message: error.message };
}
