import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';

/** A server on a free loopback port that hands out its connections until the test is over; resolves with host and port. */
export function tcpServer(connected: (socket: Socket) => void): Promise<string> {
  return listening(createServer(), { event: 'connection', connected });
}

/** The same over TLS. */
export function tlsServer(
  identity: { key: string; cert: string },
  connected: (socket: Socket) => void,
): Promise<string> {
  return listening(createTlsServer(identity), { event: 'secureConnection', connected });
}

async function listening(
  server: Server,
  on: { event: 'connection' | 'secureConnection'; connected: (socket: Socket) => void },
): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on(on.event, (socket: Socket) => {
    socket.on('error', () => undefined);
    on.connected(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Lets `reply` answer every whole HTTP/1.1 request of a connection; `received` gets its bytes as Latin-1. */
export function answering(reply: (socket: Socket) => void, received: string[] = []): (socket: Socket) => void {
  return (socket) => {
    let buffered = '';
    socket.on('data', (chunk) => {
      buffered += chunk.toString('latin1');
      const end = buffered.indexOf('\r\n\r\n');
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(buffered)?.[1] ?? 0);
      if (end === -1 || buffered.length < end + 4 + length) return;
      received.push(buffered);
      buffered = '';
      reply(socket);
    });
  };
}

/** A plain HTTP server whose every answer is written by hand. */
export async function rawServer(reply: (socket: Socket) => void): Promise<{ url: string; received: string[] }> {
  const received: string[] = [];
  return { url: `http://${await tcpServer(answering(reply, received))}`, received };
}
