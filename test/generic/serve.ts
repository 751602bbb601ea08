import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ok, type Answer, type Asked } from './http-messages.js';
import type { Library } from './library.js';

export interface RunningLibrary {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a library and, at /openapi.json, its document on a free port of the loopback interface. */
export async function serve({ document, handle }: Library): Promise<RunningLibrary> {
  const answer = (asked: Asked): Answer => (asked.path === '/openapi.json' ? ok(document) : handle(asked));
  const server = createServer((request, response) => {
    void read(request).then((asked) => {
      const { status, headers, body } = answer(asked);
      response.writeHead(status, headers).end(textOf(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
  return {
    method: request.method ?? '',
    path,
    query,
    headers: Object.fromEntries(headers) as Asked['headers'],
    body: await text(request),
  };
}

function textOf(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}
