import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { InternalError, UsageError } from '../errors.js';
import type { Answer } from './compose.js';
import { conformingParts } from './conforming-parts.js';
import { control, CONTROL_PATH, mintControlToken } from './controls.js';
import { findDefects } from './defects/index.js';
import { fixtures } from './directory.js';
import type { GatewayOptions, RunningGateway } from './options.js';
import { defaultProfile } from './options.js';
import type { GatewayRequest } from './parts.js';
import { answer, answerHead, refuseUnreadable } from './pipeline.js';
import { findGatewayProfile } from './profiles/index.js';
import { defaultRatePlan } from './rate.js';
import { BASE_PATH } from './routes.js';
import { createServer } from './transport.js';
import { createWorld } from './world.js';

const HOST = '127.0.0.1';
/** Milliseconds that requests in flight get when the gateway closes. */
const GRACE = 2000;

/**
 * Starts a reference gateway on the loopback interface: a complete Sending API of a profile, with fresh keys and an
 * empty memory.
 * Throws a `UsageError` for an unknown profile or defect and when the port cannot be had; nothing is listening then.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const profile = findGatewayProfile(options.profile ?? defaultProfile);
  const defects = findDefects(options.defects ?? []);
  const world = createWorld(options.rateLimit ?? defaultRatePlan, profile.principals);
  const token = mintControlToken();
  let origin = '';
  const honest = conformingParts(world, profile, () => origin + BASE_PATH);
  const parts = defects.reduce((made, defect) => defect.apply(made), honest);

  const server = createServer({
    bodyLimit: Math.max(parts.bodyLimit, parts.uploadLimit),
    now: () => parts.now(),
    answer: async (request) => {
      if (request.path.startsWith(`${CONTROL_PATH}/`)) return control(world, token, request);
      const started = performance.now();
      return logged(await answer(parts, request), { request, started }, options.log);
    },
    answerHead: (request) => {
      const started = performance.now();
      const refusal = answerHead(parts, request);
      return refusal === null ? null : logged(refusal, { request, started }, options.log);
    },
    refuseUnreadable: (request) => refuseUnreadable(parts, request).reply,
  });
  const address = await listen(server, options.port ?? 0);
  origin = `http://${HOST}:${address.port}`;

  return {
    url: origin + BASE_PATH,
    address,
    keys: world.directory.keys,
    fixtures,
    controls: { url: origin + CONTROL_PATH, token },
    close: () => close(server),
  };
}

function logged(
  { reply, visit }: Answer,
  { request, started }: { readonly request: GatewayRequest; readonly started: number },
  log: GatewayOptions['log'],
): Answer['reply'] {
  log?.({
    method: request.method,
    path: withoutCredentials(request.query === '' ? request.path : `${request.path}?${request.query}`),
    status: reply.status,
    durationMs: performance.now() - started,
    requestId: visit.requestId,
    principal: visit.key?.principal ?? null,
    code: visit.failure?.code ?? null,
  });
  return reply;
}

/** A key in the query is refused, but it came, and must not stay in a log. */
function withoutCredentials(path: string): string {
  return path
    .replace(/([?&][^=&]*(?:key|token|auth|secret|password)[^=&]*=)[^&]*/gi, '$1…')
    .replace(/smx_[\w-]+/g, '…');
}

async function listen(server: FastifyInstance, port: number): Promise<AddressInfo> {
  try {
    await server.listen({ host: HOST, port });
  } catch (cause) {
    throw new UsageError(`The gateway cannot listen on ${HOST}:${port}.`, {
      where: 'port',
      advice: 'Choose another port, or none for a free one.',
      cause,
    });
  }
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new InternalError('The gateway listens on no port.');
  return address;
}

async function close(server: FastifyInstance): Promise<void> {
  const impatience = setTimeout(() => server.server.closeAllConnections(), GRACE);
  await server.close();
  clearTimeout(impatience);
}
