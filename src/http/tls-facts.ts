import type { TLSSocket } from 'node:tls';
import type { TlsFacts } from './exchange.js';

/** What a finished TLS handshake says about the target. */
export function tlsFactsOf(socket: TLSSocket): TlsFacts {
  const certificate = socket.getPeerCertificate();
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher().name,
    authorized: socket.authorized,
    subject: subjectOf(certificate.subject),
    validTo: validToOf(certificate.valid_to),
  };
}

/** A resumed session or an anonymous cipher has no certificate to show, whatever the type says. */
function subjectOf(subject: Partial<Record<string, string | string[]>> | undefined): string {
  const name = subject?.['CN'];
  return name === undefined ? 'unknown' : [name].flat().join(', ');
}

function validToOf(text: string | undefined): string {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? 'unknown' : new Date(time).toISOString();
}
