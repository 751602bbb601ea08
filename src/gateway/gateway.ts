import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { InternalError, UsageError } from '../errors.js';
import type { Answer } from './compose.js';
import { conformingParts } from './conforming-parts.js';
import { control, CONTROL_PATH, mintControlToken } from './controls.js';
import { findDefects } from './defects/index.js';
import { fixtures } from './directory.js';
import type { GatewayOptions, RunningGateway } from './options.js';
import type { GatewayParts, GatewayRequest } from './parts.js';
import { answer, refuseUnreadable } from './pipeline.js';
import { defaultRatePlan } from './rate.js';
import { BASE_PATH } from './routes.js';
import { createServer } from './transport.js';
import { createWorld } from './world.js';

export { listDefects } from './defects/index.js';

const HOST = '127.0.0.1';
const PROFILE = 'sending@2026-06';
/** Milliseconds that requests in flight get when the gateway closes. */
const GRACE = 2000;

/**
 * Starts a reference gateway on the loopback interface: a complete Sending API of profile `sending@2026-06`, with
 * fresh keys and an empty memory.
 * Throws a `UsageError` for an unknown profile or defect and when the port cannot be had; nothing is listening then.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  if (options.profile !== undefined && options.profile !== PROFILE) {
    throw new UsageError(`The gateway does not speak the profile "${options.profile}".`, {
      where: 'profile',
      advice: `It speaks ${PROFILE}.`,
    });
  }
  const defects = findDefects(options.defects ?? []);
  const world = createWorld(options.rateLimit ?? defaultRatePlan);
  const token = mintControlToken();
  let origin = '';
  const honest = conformingParts(world, () => origin + BASE_PATH);
  const parts = defects.reduce((made, defect) => defect.apply(made), honest);

  const server = createServer({
    bodyLimit: parts.bodyLimit,
    now: () => parts.now(),
    answer: async (request) => {
      if (request.path.startsWith(`${CONTROL_PATH}/`)) return control(world, token, request);
      return answerLogged(parts, request, options.log);
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

async function answerLogged(
  parts: GatewayParts,
  request: GatewayRequest,
  log: GatewayOptions['log'],
): Promise<Answer['reply']> {
  const started = performance.now();
  const { reply, visit } = await answer(parts, request);
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
