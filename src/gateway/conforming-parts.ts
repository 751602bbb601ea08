import { readBearer, refuseStranger, refuseUnauthorized } from './access.js';
import { checkAccount, checkHealth, checkProviders, checkQueue } from './account.js';
import { inspectAttachments } from './attachments.js';
import { batchData, batchItem, concludeBatch, refuseBody } from './batch.js';
import { namesEtag, weakEtag } from './conditional.js';
import { buildDocument } from './document/document.js';
import { BODY_MAX } from './document/requests.js';
import { validateBody } from './enforce.js';
import { fingerprintOf, readIdempotencyKey } from './idempotency.js';
import { freshId } from './ids.js';
import { announcesJson, parseJsonBody } from './json-body.js';
import type { GatewayParts } from './parts.js';
import {
  cacheControl,
  describeFailure,
  fitBody,
  rateHeaders,
  renderFailure,
  renderSuccess,
  serializeJson,
} from './render.js';
import { matchRoute, operations } from './routes.js';
import type { World } from './world.js';

/** The parts of a gateway that keeps the contract. `baseUrl` is asked when the document is. */
export function conformingParts(world: World, baseUrl: () => string): GatewayParts {
  const { conditions, directory, limiter, idempotency, messages } = world;
  return {
    now: () => conditions.now(),
    requestIdFor: () => freshId('req_'),
    messageIdFor: () => freshId('eml_'),

    route: matchRoute,
    stages: ['authenticate', 'limit-rate', 'limit-body', 'parse-body', 'authorize'],
    needsKey: (operation) => operation.permission !== null,
    credential: readBearer,
    findKey: (token) => directory.findKey(token),
    authenticate: refuseStranger,
    authorize: refuseUnauthorized,
    checkSender: (from, key) => directory.checkSender(from, key),
    rateCost: () => 1,
    takeRate: (key, cost) => limiter.take(key, cost),

    bodyLimit: BODY_MAX,
    acceptsMediaType: announcesJson,
    parseBody: parseJsonBody,
    validate: validateBody,
    inspectAttachments,
    refuseBody,

    idempotencyKey: readIdempotencyKey,
    idempotencyScope: (key, operation) => `${key.team} ${operation.path}`,
    fingerprint: fingerprintOf,
    claim: (name, fingerprint) => idempotency.claim(name, fingerprint),
    keepsReply: (finished) => finished.failure === null,
    settle: (name, finished) => idempotency.settle(name, finished),

    hold: () => conditions.hold(),
    checkHealth: () => checkHealth(conditions),
    checkAccount: () => checkAccount(conditions),
    checkProviders: () => checkProviders(conditions),
    enqueue: (mail, messageId) => {
      const refusal = checkQueue(conditions);
      if (refusal === null) messages.add(mail, messageId);
      return refusal;
    },
    sendData: ({ messageId }) => ({ message_id: messageId, status: 'queued' }),
    // The schema has vouched for the member.
    messagesOf: (value) => (value as { readonly messages: readonly unknown[] }).messages,
    batchItem,
    batchData,
    concludeBatch,

    document: () => buildDocument(baseUrl(), operations),
    etagOf: weakEtag,
    matchesEtag: namesEtag,
    notModified: (_visit, etag, matches) => etag !== null && matches,

    describeFailure,
    renderSuccess,
    renderFailure,
    serialize: serializeJson,

    contentType: () => 'application/json',
    requestIdHeader: (visit) => visit.requestId,
    rateHeaders,
    cacheControl,
    retryAfter: ({ retryAfter }) => (retryAfter === null ? null : String(retryAfter)),
    challenge: ({ status }) => (status === 401 ? 'Bearer' : null),
    finish: fitBody,
  };
}
