import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';

/** A small server that is not compatible, as someone might point the command at. */
export interface Stranger {
  readonly name: string;
  readonly listener: RequestListener;
}

const document = readFileSync(new URL('../../generated/sending.openapi.json', import.meta.url), 'utf8');

function isDocument({ method, url }: IncomingMessage): boolean {
  return method === 'GET' && new URL(url ?? '/', 'http://x').pathname.endsWith('/openapi.json');
}

/** Serves the document and answers everything else with `rest`, once the request is read. */
function besideDocument(
  rest: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (isDocument(request)) json(response, 200, document);
      else rest(request, response, Buffer.concat(chunks).toString('utf8'));
    });
  };
}

function json(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
}

/** A folder of files behind a web server: the document is one of them. */
export const fileServer: Stranger = {
  name: 'a static file server',
  listener: (request, response) => {
    const found = isDocument(request);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Type': 'text/html' }).end('<h1>405 Not Allowed</h1>');
    } else if (found) {
      response.writeHead(200, { 'Content-Type': 'application/json', ETag: '"65f1-2a"' }).end(document);
    } else response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>404 Not Found</h1>');
  },
};

/** Tells what it was sent. */
export const echoServer: Stranger = {
  name: 'an echo server',
  listener: besideDocument(({ method, url, headers }, response, body) => {
    json(response, 200, JSON.stringify({ method, url, headers, body }));
  }),
};

export const yesSayer: Stranger = {
  name: 'a server that answers 200 {} to everything',
  listener: besideDocument((_request, response) => json(response, 200, '{}')),
};

export const failing: Stranger = {
  name: 'a server that answers 500 to everything',
  listener: besideDocument((_request, response) => {
    response.writeHead(500, { 'Content-Type': 'text/plain' }).end('Internal Server Error');
  }),
};

/** A JSON API that knows what it does, in another style: bare objects, `errors` by field, 201 for what it creates. */
export const otherStyle: Stranger = {
  name: 'a JSON API with another envelope',
  listener: besideDocument(({ method, headers, url }, response, body) => {
    if (!/^Bearer \S+$/.test(headers.authorization ?? '')) {
      json(response, 401, '{"error":"Not authorized"}');
    } else if (method !== 'POST') json(response, 404, '{"status":404,"error":"Not Found"}');
    else {
      const mail = parsed(body);
      if (mail === null) json(response, 400, '{"status":400,"error":"Bad Request"}');
      else if (url?.endsWith('/batch') ? mail['messages'] === undefined : mail['subject'] === undefined) {
        json(response, 422, '{"errors":{"subject":["can\'t be blank"]}}');
      } else json(response, 201, `{"mail":{"id":${serial()},"createdAt":"2026-11-02 09:30:00"}}`);
    }
  }),
};

function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

let last = 0;
function serial(): number {
  last += 1;
  return last;
}

/** Has had enough of everyone. */
export const flooded: Stranger = {
  name: 'a server that answers 429 to everything',
  listener: besideDocument((_request, response) => {
    response
      .writeHead(429, { 'Content-Type': 'application/json', 'Retry-After': '30' })
      .end('{"message":"Too Many Requests"}');
  }),
};

/** Starts a stranger on loopback; resolves with its base URL and how to stop it. */
export function start({ listener }: Stranger): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer(listener);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({
        url: `http://127.0.0.1:${port}/api/v1`,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => {
              stopped();
            });
            server.closeAllConnections();
          }),
      });
    });
  });
}
