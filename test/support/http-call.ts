import { request } from 'node:http';

/** A reply as it came, lines of the same name kept apart. */
export interface HttpReply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** Value of the first header line of that name, or null. */
  header(name: string): string | null;
  /** The body read as JSON. */
  json(): unknown;
}

export interface HttpCall {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Sent with Content-Length; an array is sent chunked, one chunk per element. */
  readonly body?: string | Buffer | readonly Buffer[];
  /** Called when the server has the head of the request; it is asked to say so (RFC 9110 section 10.1.1). */
  readonly onArrival?: () => void;
}

/** Sends a request with node's own client, which follows nothing and hides nothing. */
export function httpCall(
  url: string,
  { method = 'GET', headers = {}, body, onArrival }: HttpCall = {},
): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const whole = typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : null;
    const length = whole === null ? {} : { 'Content-Length': String(whole.length) };
    const expect = onArrival === undefined ? {} : { Expect: '100-continue' };
    const outgoing = request(url, { method, headers: { ...headers, ...length, ...expect } }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const lines = incoming.rawHeaders.flatMap((name, at, all) =>
          at % 2 === 0 ? [[name, all[at + 1] ?? ''] as const] : [],
        );
        const bytes = Buffer.concat(chunks);
        resolve({
          status: incoming.statusCode ?? 0,
          headers: lines,
          body: bytes,
          header: (name) => lines.find(([present]) => present.toLowerCase() === name.toLowerCase())?.[1] ?? null,
          json: () => JSON.parse(bytes.toString('utf8')) as unknown,
        });
      });
    });
    outgoing.on('error', reject);
    const sendBody = () => {
      for (const chunk of whole !== null ? [whole] : Array.isArray(body) ? (body as readonly Buffer[]) : [])
        outgoing.write(chunk);
      outgoing.end();
    };
    if (onArrival === undefined) sendBody();
    else {
      outgoing.flushHeaders();
      outgoing.once('continue', () => {
        onArrival();
        sendBody();
      });
    }
  });
}
