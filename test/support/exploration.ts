import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { understand } from '../../src/contract/api.js';
import { defaultLoadOptions } from '../../src/contract/document.js';
import type {
  FindingEvent,
  ExplorationEvent,
  FooterEvent,
  OutcomeEvent,
  PlanEvent,
  RunEvent,
} from '../../src/engine/events.js';
import type { ExplorationOptions, RunOptions } from '../../src/engine/options.js';
import { runEngine } from '../../src/engine/run.js';
import { forgetfulLog } from '../../src/http/created-log.js';
import { createRedactor } from '../../src/http/redact.js';
import { findProfile } from '../../src/requirements/profiles/index.js';
import { fakeMaker, type FakeCases } from './fake-cases.js';

/** A document with these operations, each with these responses and no schema. */
export function documentOf(operations: Readonly<Record<string, Readonly<Record<string, unknown>>>>): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [key, more] of Object.entries(operations)) {
    const [method = '', path = ''] = key.split(' ');
    const parameters = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }));
    const responses = { '200': { description: 'x', content: { 'application/json': {} } }, '404': { description: 'x' } };
    (paths[path] ??= {})[method.toLowerCase()] = { parameters, responses, ...more };
  }
  return { openapi: '3.1.0', info: { title: 'Made up', version: '1' }, paths };
}

/** Starts a server on loopback for the time of a test; the document is served beside it. */
export async function serving(document: object, answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/openapi.json') reply(response, 200, document);
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function reply(response: ServerResponse, status: number, body?: unknown): void {
  if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** What a run of the engine with generated requests said. */
export interface Explored {
  readonly events: readonly RunEvent[];
  readonly plan: PlanEvent;
  readonly footer: FooterEvent;
  readonly exploration: ExplorationEvent | null;
  readonly findings: readonly FindingEvent['finding'][];
  /** Requests as `METHOD /path`, with their ids, in the order they were answered. */
  readonly requests: readonly { readonly id: string; readonly line: string; readonly status: number | null }[];
  outcome(id: string): OutcomeEvent['outcome'] | undefined;
}

export type Asked = Partial<Omit<RunOptions, 'exploration'>> & {
  readonly exploration?: Partial<ExplorationOptions>;
  readonly cases?: Readonly<Record<string, FakeCases>>;
};

/** Runs the engine in the profile for any API with requests made by hand. */
export async function exploring(target: string, asked: Asked): Promise<Explored> {
  const events: RunEvent[] = [];
  const { cases = {}, exploration, ...more } = asked;
  const options: RunOptions = {
    target,
    embedded: false,
    document: null,
    profile: findProfile('openapi'),
    mode: 'full',
    only: [],
    skip: [],
    seed: 7,
    runId: 'test',
    concurrency: 8,
    principals: {},
    fixtures: { sinks: [] },
    controls: null,
    budget: { maxRequests: 100_000, maxMessages: 0, maxTimeMs: 60_000, rate: null },
    strict: false,
    certify: false,
    waivers: null,
    expected: null,
    scenarios: [],
    exploration: {
      runs: 10,
      onlyCases: [],
      include: [],
      exclude: [],
      allowMethods: [],
      excuses: [],
      contract: null,
      makeCases: () => fakeMaker(cases),
      ...exploration,
    },
    created: forgetfulLog(),
    described: {},
    toolVersion: 'test',
    understand: (fetched) => understand(fetched, defaultLoadOptions),
    redactor: createRedactor([]),
    recordExchanges: true,
    emit: (event) => events.push(event),
    signal: new AbortController().signal,
    tls: { ca: null, insecure: false },
    ...more,
  };
  const footer = await runEngine(options);
  return { events, footer, ...read(events, target) };
}

function read(events: readonly RunEvent[], target: string): Omit<Explored, 'events' | 'footer'> {
  const of = <Kind extends RunEvent['kind']>(kind: Kind) =>
    events.filter((event): event is Extract<RunEvent, { kind: Kind }> => event.kind === kind);
  const outcomes = of('outcome');
  const [plan] = of('plan');
  if (!plan) throw new Error('the run had no plan');
  return {
    plan,
    exploration: of('exploration')[0] ?? null,
    findings: of('finding').map(({ finding }) => finding),
    requests: of('exchange').map(({ exchange: { id, request, response } }) => ({
      id,
      line: `${request.method} ${request.url.slice(target.length)}`,
      status: response?.status ?? null,
    })),
    outcome: (id) => outcomes.find(({ requirement }) => requirement === id)?.outcome,
  };
}
