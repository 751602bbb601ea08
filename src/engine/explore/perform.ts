import type { Observation } from '../../checks/check.js';
import type { ApiOperation } from '../../contract/model.js';
import type { AssembledRequest, RequestCase, RequestValue } from '../../generate/request-case.js';
import { mailEndpoint } from '../../http/mail-meter.js';
import { bind, withIds, type Binding } from './binding.js';
import { capture, type Capture } from './capture.js';
import { caseId } from './case-id.js';
import type { Errand, Scene } from './errand.js';
import { excuseFor } from './excuses.js';
import { consult, heed, suspect, type Field, type Said } from './field.js';
import { readCreated, readDeleted, removeCreated, settleCreation } from './follow-up.js';
import { bookReply } from './account.js';
import { dispatch } from './request.js';
import type { Reply } from './courier.js';
import type { Depth, Suspicion } from './suspicions.js';

/** What came of a case. */
export interface Performed {
  readonly request: AssembledRequest;
  readonly value: RequestValue;
  /** Null: it was not answered. */
  readonly seen: Observation | null;
  readonly suspicions: readonly Suspicion[];
}

/** Cases at the head of a list whose creation is read even when no other case takes its id. */
const mostRead = 4;

/** Sends a case for the first time, books what came of it, and gives its ids. */
export async function sendCase(one: RequestCase, field: Field, keep: boolean): Promise<Capture | null> {
  const { resources, canary, options, stop } = field;
  const account = field.account(one.operation);
  if (stop.reason !== null) return null;
  const binding = await bind(one, { seed: options.seed, resources, slots: field.slots });
  const depth: Depth = keep || one.index < mostRead ? 'created' : 'case';
  const { value, seen, suspicions, request } = await perform({ case: one, binding, depth, suffix: '', keep }, field);
  canary.book({ id: caseId(nameOf(one)), operation: one.operation, seen, suspicions });
  if (seen === null) return null;
  account.sent += 1;
  if (binding.lacking) account.withoutIds += 1;
  field.service.note(one.operation, seen);
  bookReply(account, { case: one, request, seen }, isBound(one.operation, binding));
  if (!isSuccess(seen)) return null;
  if (leavesSomething(seen, one.operation, field)) account.kept += 1;
  return capture(seen, { names: resources.names(one.operation), value, target: options.target });
}

/** Something was created that can be deleted by nobody. Mails are no such thing: what they cost is counted as messages. */
export function leavesSomething({ status }: Observation, operation: ApiOperation, field: Field): boolean {
  const { method, path } = operation;
  return status === 201 && method === 'POST' && mailEndpoint(path) === null && !isCreator(operation, field);
}

/** What it creates can be deleted, and has to be. */
export function isCreator(operation: ApiOperation, { resources }: Field): boolean {
  return operation.method === 'POST' && resources.item(operation, 'DELETE') !== null;
}

/** Sends a case and what follows from it. */
export async function perform(errand: Errand, field: Field): Promise<Performed> {
  const { case: one, binding, suffix } = errand;
  const { operation, index } = one;
  const value = withIds(one.value, binding);
  const request = field.maker.assemble(operation, value, one.mediaType);
  const by = caseId(nameOf(one));
  const access = field.access(operation);
  const spec = dispatch(
    request.wire,
    { id: `${by}${suffix}`, by, operation, access, credential: 'own' },
    field.options,
  );
  const creates = isCreator(operation, field);
  if (creates) field.options.created.announce(spec.id);
  const reply = await field.courier.send(spec);
  if (reply.kind !== 'answered') {
    if (creates) field.options.created.settle(spec.id, null);
    if (creates && isUnknown(reply)) field.account(operation).unknown += 1;
    miss(field.account(operation), reply);
    return { request, value, seen: null, suspicions: [] };
  }
  const { seen } = reply;
  const tried = { kind: 'case', case: one, request, seen } as const;
  const own = suspect([...heed(field, reply), ...consult(field, { tried, seen: [seen] })], index, {
    case: one,
    binding,
    depth: 'case',
  });
  const scene = { errand, value, seen, by: `${by}${suffix}` };
  const creation = creates ? settleCreation(scene, field) : null;
  if (operation.method === 'DELETE' && isSuccess(seen)) field.options.created.deleted(request.wire.path);
  const later = isSuccess(seen) ? await follow(scene, field) : [];
  if (creation !== null && !errand.keep) await removeCreated(creation, `${by}${suffix}`, field);
  return {
    request,
    value,
    seen,
    suspicions: [
      ...own,
      ...suspect(later, index, errand.depth === 'created' ? { case: one, binding, depth: 'created' } : null),
    ].map((each) => ({ ...each, excuse: excuseFor(each, field) })),
  };
}

async function follow(scene: Scene, field: Field): Promise<readonly Said[]> {
  const { method } = scene.errand.case.operation;
  if (method === 'POST' && scene.errand.depth === 'created') return readCreated(scene, field);
  if (method === 'DELETE') return readDeleted(scene, field);
  return [];
}

/** It may have arrived all the same. */
function isUnknown(reply: Exclude<Reply, { readonly kind: 'answered' }>): boolean {
  return reply.kind === 'unanswered' || (reply.kind === 'stopped' && reply.sent);
}

function miss(account: ReturnType<Field['account']>, reply: { readonly kind: string; readonly reason?: string }): void {
  if (reply.kind === 'overloaded') account.overloaded += 1;
  if (reply.kind === 'unanswered') account.unanswered += 1;
  if (reply.kind !== 'withheld') return;
  account.withheld += 1;
  account.withheldFor = reply.reason ?? null;
}

function isBound({ path }: ApiOperation, { path: bound }: Binding): boolean {
  return !path.includes('{') || Object.keys(bound).length > 0;
}

export function isSuccess({ status }: Observation): boolean {
  return status >= 200 && status <= 299;
}

function nameOf({ operation, index }: RequestCase) {
  return { operation: operation.key, index };
}
