import { isAnswered, observe } from '../../src/checks/observe.js';
import type { CheckContext, Observation } from '../../src/checks/check.js';
import type { ApiModel, ApiOperation } from '../../src/contract/model.js';
import type { Exchange, HeaderLine, Intent, Timings } from '../../src/http/exchange.js';
import { findProfile } from '../../src/requirements/profiles/index.js';

/** The target of all made-up exchanges. */
export const target = 'https://api.example.com/api/v1';

const apiOperation = (key: string): ApiOperation => {
  const [method = '', path = ''] = key.split(' ');
  return {
    key,
    // Keys in tests are written out, with methods that exist.
    method: method as ApiOperation['method'],
    path,
    operationId: null,
    tags: [],
    deprecated: false,
    parameters: [],
    requestBody: null,
    responses: [],
    security: null,
    pointer: '',
  };
};

const keys = ['POST /emails/send', 'POST /emails/send/batch', 'GET /openapi.json'];

/** A model that knows the operations of the Sending API and nothing about them. */
export const model: ApiModel = {
  title: 'Made up',
  version: '1.0.0',
  dialect: '3.1',
  sha256: '',
  servers: [target],
  operations: new Map(keys.map((key) => [key, apiOperation(key)])),
  securitySchemes: new Map(),
};

/** What an exchange was, as far as a test cares; the rest is a good send by `sender`. */
export interface Made {
  readonly method?: string;
  /** Below the target, or absolute. */
  readonly path?: string;
  readonly status?: number;
  /** Request header lines. */
  readonly asked?: readonly HeaderLine[];
  readonly sent?: unknown;
  readonly headers?: readonly HeaderLine[];
  /** Text as it stands, bytes, or a value to be written as JSON. */
  readonly body?: unknown;
  /** Claims JSON unless `headers` say otherwise. */
  readonly type?: string | null;
  readonly intent?: Partial<Intent>;
  readonly truncated?: boolean;
  readonly timings?: Timings;
  /** Key of an operation that the document lists besides those of the model, and that this is about. */
  readonly listed?: string;
}

/** Makes up an exchange and reads it the way a run does. */
export function made(what: Made = {}): Observation {
  const exchange = madeExchange(what);
  if (!isAnswered(exchange)) throw new Error('a made-up exchange always has a response');
  const { listed } = what;
  if (listed === undefined) return observe(exchange, model);
  const operations = new Map([...model.operations, [listed, apiOperation(listed)]]);
  return observe(exchange, { ...model, operations });
}

export function madeExchange(what: Made): Exchange {
  const { method = 'POST', path = '/emails/send', status = 200, type = 'application/json', headers = [] } = what;
  const body = bytesOf(what.body);
  const key = `${method} ${path}`;
  return {
    id: 'TEST.made/1',
    intent: {
      by: 'TEST.made',
      operation: what.listed ?? (model.operations.has(key) ? key : null),
      principal: 'sender',
      authenticated: true,
      replayOf: null,
      faulted: false,
      ...what.intent,
    },
    request: {
      method,
      url: /^https?:/.test(path) ? path : `${target}${path}`,
      headers: what.asked ?? [],
      body: what.sent === undefined ? null : bytesOf(what.sent),
    },
    response: {
      status,
      statusText: '',
      headers: type === null || body.length === 0 ? headers : [['Content-Type', type], ...headers],
      body,
      bodyBytes: body.length,
      truncated: what.truncated ?? false,
      tls: null,
    },
    failure: null,
    timings: what.timings ?? { startedAt: 0, firstByteMs: 1, totalMs: 1 },
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (body === undefined) return new Uint8Array();
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A conforming success. */
export const success = (data: unknown = { message_id: 'eml_0123456789abcdefghijklmn', status: 'queued' }) => ({
  ok: true,
  data,
  meta: { request_id: 'req_1a2b3c' },
});

/** A conforming failure; members of `error` may be replaced or, with undefined, left out. */
export const failure = (error: Readonly<Record<string, unknown>> = {}) => ({
  ok: false,
  error: { code: 'validation_error', message: 'A field is wrong.', retryable: false, ...error },
  meta: { request_id: 'req_1a2b3c' },
});

/** What checks know: the default profile, a target, one secret. Checks that need document or validators bring their own. */
export function contextFor(more: Partial<CheckContext> = {}): CheckContext {
  return {
    profile: findProfile('sending@2026-06'),
    document: { source: '', sha256: '', text: '', format: 'json', version: '3.1.0', dialect: '3.1', root: {} },
    expected: null,
    problems: [],
    model,
    validators: { prepare: () => Promise.resolve(), response: valid, request: valid, schema: valid },
    target,
    secrets: ['smx_mbx_0123456789abcdef'],
    ...more,
  };
}

const valid = () => ({ kind: 'valid' }) as const;
