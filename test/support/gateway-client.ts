import { startGateway } from '../../src/gateway/gateway.js';
import type { GatewayOptions, GatewayPrincipal, RunningGateway } from '../../src/gateway/options.js';
import type { HttpCall, HttpReply } from './http-call.js';
import { httpCall } from './http-call.js';

export interface GatewayCall extends HttpCall {
  /** Default: `sender`; null: no Authorization. */
  readonly as?: GatewayPrincipal | null;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly idempotencyKey?: string;
}

/** What the gateway says, in the shape that a conforming one gives it; tests look closer where it matters. */
export interface Envelope {
  readonly ok: boolean;
  readonly data: SendData & BatchData;
  readonly error: ErrorObject;
  readonly meta: { readonly request_id: string };
}

interface SendData {
  readonly message_id: string;
  readonly status: string;
}

interface BatchData {
  readonly results: readonly BatchItem[];
  readonly summary: unknown;
}

export interface BatchItem {
  readonly index: number;
  readonly message_id: string | null;
  readonly status: string;
  readonly error?: ErrorObject;
}

export interface ErrorObject {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly doc_url: string;
  readonly param?: string;
  readonly errors?: readonly { readonly field: string }[];
}

export function envelopeOf(reply: HttpReply): Envelope {
  return reply.json() as Envelope;
}

export function dataOf(reply: HttpReply): Envelope['data'] {
  return envelopeOf(reply).data;
}

export function errorOf(reply: HttpReply): ErrorObject {
  return envelopeOf(reply).error;
}

/** The fields of `errors[]`, in order. */
export function fieldsOf(reply: HttpReply): readonly string[] {
  return (errorOf(reply).errors ?? []).map(({ field }) => field);
}

/** A running gateway and short ways to ask it things. */
export interface GatewayClient {
  readonly gateway: RunningGateway;
  call(path: string, options?: GatewayCall): Promise<HttpReply>;
  send(mail: unknown, options?: GatewayCall): Promise<HttpReply>;
  batch(messages: readonly unknown[], options?: GatewayCall): Promise<HttpReply>;
  control(method: string, path: string, body?: unknown): Promise<HttpReply>;
  /** The messages with a subject that the gateway took on. */
  queued(subject: string): Promise<readonly unknown[]>;
  /** The least a mail needs, with other members on top. */
  mail(more?: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** Starts a gateway for a test file; close it with `client.gateway.close()`. */
export async function startClient(options: GatewayOptions = {}): Promise<GatewayClient> {
  const gateway = await startGateway({ rateLimit: { limit: 1_000_000, windowSeconds: 60 }, ...options });
  const call = (path: string, { as = 'sender', json, idempotencyKey, ...rest }: GatewayCall = {}) =>
    httpCall(gateway.url + path, {
      ...rest,
      headers: {
        ...(as === null ? {} : { Authorization: `Bearer ${gateway.keys[as]}` }),
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
        ...rest.headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
  const control: GatewayClient['control'] = (method, path, body) =>
    httpCall(gateway.controls.url + path, {
      method,
      headers: { 'X-Touchstone-Control': gateway.controls.token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    gateway,
    call,
    control,
    send: (mail, more) => call('/emails/send', { method: 'POST', json: mail, ...more }),
    batch: (messages, more) => call('/emails/send/batch', { method: 'POST', json: { messages }, ...more }),
    queued: async (subject) => {
      const reply = await control('GET', `/messages?subject=${encodeURIComponent(subject)}`);
      return (reply.json() as { readonly messages: readonly unknown[] }).messages;
    },
    mail: (more) => ({
      from: { email: gateway.fixtures.from },
      to: { email: gateway.fixtures.sinks[0] },
      subject: 'A subject',
      html_body: '<p>Hello</p>',
      ...more,
    }),
  };
}
