import { readBearer, refuseStranger, refuseUnauthorized } from './access.js';
import { checkAccount, checkDailyCap, checkHealth, checkProviders, checkQueue, occasionOf } from './account.js';
import { inspectAttachments, inspectFile } from './attachments.js';
import { batchData, batchItem, concludeBatch, refuseBody } from './batch.js';
import { namesEtag, weakEtag } from './conditional.js';
import { connectionData } from './connection.js';
import { buildDocument } from './document/document.js';
import { BODY_MAX } from './document/requests.js';
import { createBodyValidator } from './enforce.js';
import { fingerprintOf, readIdempotencyKey } from './idempotency.js';
import { freshId } from './ids.js';
import { announcesJson, parseJsonBody } from './json-body.js';
import type { GatewayParts } from './parts.js';
import type { GatewayProfile } from './profiles/profile.js';
import { inspectRecipients, inspectRoute } from './recipients.js';
import { renderingParts, serializeJson } from './render.js';
import { createRouter } from './routes.js';
import { uploadParts } from './upload-policies.js';
import type { World } from './world.js';

/** The parts of a gateway that keeps the contract of a profile. `baseUrl` is asked when it is needed. */
export function conformingParts(world: World, profile: GatewayProfile, baseUrl: () => string): GatewayParts {
  const { conditions, directory, limiter, idempotency } = world;
  const document = buildDocument(profile);
  return profile.adapt({
    now: () => conditions.now(),
    requestIdFor: () => freshId('req_'),
    messageIdFor: () => freshId('eml_'),

    route: createRouter(profile.operations),
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
    validate: createBodyValidator(profile.requests),
    inspectAttachments,
    inspectRecipients: (mail) => inspectRecipients(mail, profile.recipientsMax),
    inspectRoute,
    refuseBody,

    idempotencyKey: readIdempotencyKey,
    messageKey: () => null,
    idempotencyScope: (key, operation) => `${key.team} ${operation.path}`,
    fingerprint: fingerprintOf,
    // Without the store requests run unprotected.
    claim: (name, fingerprint) =>
      conditions.strikes('store-down', occasionOf(null)) ? { kind: 'first' } : idempotency.claim(name, fingerprint),
    keepsReply: (finished) => finished.failure === null,
    settle: (name, finished) => idempotency.settle(name, finished),
    replayed: (finished) => finished,

    ...sendingParts(world),
    ...uploadParts(world, baseUrl),
    inspectFile,
    connectionData,

    document: () => document,
    representation: (data) => serializeJson(data),
    etagOf: weakEtag,
    matchesEtag: namesEtag,
    notModified: (_visit, etag, matches) => etag !== null && matches,

    ...renderingParts,
  });
}

/** The parts that sends are made of, from the state of the service to the queue. */
function sendingParts(world: World) {
  const { conditions, messages, balance, dailyCap } = world;
  return {
    hold: () => conditions.hold(),
    checkHealth: (key) => checkHealth(world, key),
    checkAccount: (key, count) => checkAccount(world, key, count),
    checkProviders: (key) => checkProviders(world, key),
    checkDailyCap: (key) => checkDailyCap(world, key),
    enqueue: (mail, messageId, { key, files, index }) => {
      const refusal = checkQueue(world, key, index);
      if (refusal !== null) return refusal;
      messages.add(mail, messageId, files);
      balance.spend(key.principal);
      dailyCap.spend(key.principal);
      return null;
    },
    sendData: ({ messageId }) => ({ message_id: messageId, status: 'queued' }),
    // The schema has vouched for the member.
    messagesOf: (value) => (value as { readonly messages: readonly unknown[] }).messages,
    batchItem,
    batchData,
    concludeBatch,
  } satisfies Partial<GatewayParts>;
}
