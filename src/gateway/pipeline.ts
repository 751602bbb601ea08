import type { Answer } from './compose.js';
import { compose, composeFinished, failWith, finishWith } from './compose.js';
import type { Failure } from './failure.js';
import { failure } from './failure.js';
import type { Handler } from './handlers.js';
import { handlers } from './handlers.js';
import { headerOf } from './headers.js';
import type { Data } from './outcome.js';
import { keyOf } from './outcome.js';
import type { Finished, GatewayParts, GatewayRequest, Operation, Visit } from './parts.js';
import { passKeyStages, passStages } from './stages.js';
import { admitUpload } from './uploads.js';

/**
 * Answers a request: route, authentication, rate limit, body size, JSON, permission, idempotency, schema, sender and
 * attachments, balance, providers, queue. What a part throws while an operation runs becomes a 500.
 */
export async function answer(parts: GatewayParts, request: GatewayRequest): Promise<Answer> {
  const arrived = arrive(parts, request);
  const route = parts.route(request.method, request.path);
  switch (route.kind) {
    case 'operation': {
      const { operation, resourceId } = route;
      return operate(parts, { ...arrived, operation, resourceId }, operation);
    }
    case 'options':
      return compose(parts, arrived, { status: 204, body: null, extra: [['Allow', route.allow.join(', ')]] });
    case 'wrong-method': {
      const { allow } = route;
      return refuseRoute(parts, arrived, failure('not_found', 'The path has no such method.', { status: 405, allow }));
    }
    case 'unknown':
      return refuseRoute(parts, arrived, failure('not_found', 'There is nothing at this path.'));
  }
}

/**
 * Answers a request whose body has not been read yet, if its head alone is reason to refuse it; null: the body must
 * come first.
 */
export function answerHead(parts: GatewayParts, request: GatewayRequest): Answer | null {
  const route = parts.route(request.method, request.path);
  if (route.kind !== 'operation' || !parts.judgesHead(route.operation)) return null;
  const visit = { ...arrive(parts, request), operation: route.operation, resourceId: route.resourceId };
  try {
    const admission = admitUpload(parts, visit);
    return admission.kind === 'failure' ? refuse(parts, visit, admission) : null;
  } catch {
    return refuse(parts, visit, broken());
  }
}

/** Answers what could not be understood as a request at all. */
export function refuseUnreadable(parts: GatewayParts, request: GatewayRequest): Answer {
  return refuse(parts, arrive(parts, request), failure('invalid_parameter', 'The request is not well-formed HTTP.'));
}

function arrive(parts: GatewayParts, request: GatewayRequest): Visit {
  const requestId = parts.requestIdFor(request);
  const unknown = { operation: null, resourceId: null, key: null, rate: null, value: undefined, failure: null };
  return { request, requestId, ...unknown };
}

function refuseRoute(parts: GatewayParts, arrived: Visit, refusal: Failure): Answer {
  const visit = passKeyStages(parts, arrived);
  return refuse(parts, visit, visit.failure ?? refusal);
}

function refuse(parts: GatewayParts, visit: Visit, refusal: Failure): Answer {
  return composeFinished(parts, visit, failWith(parts, visit, refusal));
}

function broken(): Failure {
  return failure('internal_error', 'Something failed on our side.');
}

async function operate(parts: GatewayParts, arrived: Visit, operation: Operation): Promise<Answer> {
  let visit = arrived;
  try {
    visit = passStages(parts, arrived);
    if (visit.failure !== null) return refuse(parts, visit, visit.failure);
    if (operation.kind === 'document') return showDocument(parts, visit);
    const handler = handlers[operation.kind];
    if (operation.method === 'GET') return await showResource(parts, visit, handler);
    const task = { visit, operation, handler };
    // PUT needs no key of its own to be repeated.
    return conclude(parts, visit, await (operation.method === 'POST' ? runOnce : run)(parts, task));
  } catch {
    return refuse(parts, visit, broken());
  }
}

function showDocument(parts: GatewayParts, visit: Visit): Answer {
  const body = parts.serialize(parts.document());
  const etag = parts.etagOf(body);
  const status = isNotModified(parts, visit, etag) ? 304 : 200;
  return compose(parts, visit, { status, body, extra: [['ETag', etag]] });
}

async function showResource(parts: GatewayParts, visit: Visit, handler: Handler): Promise<Answer> {
  const outcome = await perform(parts, visit, handler);
  if (outcome.kind === 'failure') return refuse(parts, visit, outcome);
  const { body, status } = finishWith(parts, visit, outcome);
  const representation = parts.representation(outcome.data, body, visit);
  const etag = representation === null ? null : parts.etagOf(representation);
  return compose(parts, visit, {
    status: isNotModified(parts, visit, etag) ? 304 : status,
    body,
    extra: etag === null ? [] : [['ETag', etag]],
  });
}

function conclude(parts: GatewayParts, visit: Visit, finished: Finished): Answer {
  const unmodified = finished.failure === null && isNotModified(parts, visit, null);
  return composeFinished(parts, visit, unmodified ? { ...finished, status: 304 } : finished);
}

function isNotModified(parts: GatewayParts, visit: Visit, etag: string | null): boolean {
  const condition = headerOf(visit.request, 'if-none-match');
  return parts.notModified(visit, etag, condition !== null && parts.matchesEtag(condition, etag ?? ''));
}

interface Task {
  readonly visit: Visit;
  readonly operation: Operation;
  readonly handler: Handler;
}

/** Runs an operation, or finds out from its idempotency key that it ran or runs already. */
async function runOnce(parts: GatewayParts, task: Task): Promise<Finished> {
  const { visit, operation } = task;
  const chosen = parts.idempotencyKey(visit.request);
  if (chosen === null) return run(parts, task);
  if (typeof chosen === 'object') return failWith(parts, visit, chosen);
  const name = `${parts.idempotencyScope(keyOf(visit), operation)} ${chosen}`;
  const claim = parts.claim(name, parts.fingerprint(visit.request));
  switch (claim.kind) {
    case 'first':
      return runClaimed(parts, task, name);
    case 'replay':
      return parts.replayed(claim.finished);
    case 'conflict':
      return failWith(parts, visit, conflict('The idempotency key belongs to another request.'));
    case 'in-flight':
      return failWith(parts, visit, conflict('The first request with this idempotency key is still running.'));
  }
}

function conflict(message: string): Failure {
  return failure('idempotency_conflict', message);
}

async function runClaimed(parts: GatewayParts, task: Task, name: string): Promise<Finished> {
  let kept: Finished | null = null;
  try {
    const finished = await run(parts, task);
    if (parts.keepsReply(finished)) kept = finished;
    return finished;
  } finally {
    parts.settle(name, kept);
  }
}

async function run(parts: GatewayParts, { visit, handler }: Task): Promise<Finished> {
  const outcome = await perform(parts, visit, handler);
  return outcome.kind === 'failure' ? failWith(parts, visit, outcome) : finishWith(parts, visit, outcome);
}

async function perform(parts: GatewayParts, visit: Visit, handler: Handler): Promise<Data | Failure> {
  await parts.hold();
  return parts.checkHealth(visit.key) ?? handler(parts, visit);
}
