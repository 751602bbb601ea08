import type { Observation } from '../../checks/check.js';
import type { Tried } from '../../checks/oracle.js';
import type { ApiOperation, Json, Method } from '../../contract/model.js';
import type { WireRequest } from '../../generate/request-case.js';
import { matchOperation } from '../match-operation.js';
import { allows } from '../outcome.js';
import type { Account, Accepted } from './account.js';
import { pathBeside } from './beside.js';
import { withIds } from './binding.js';
import { caseId } from './case-id.js';
import { consult, heed, suspect, type Field, type Said } from './field.js';
import { isCreator, isSuccess, leavesSomething } from './perform.js';
import { dispatch, type Dispatch } from './request.js';
import { means } from './select.js';
import type { Suspicion } from './suspicions.js';

/** Methods that are tried where the document lists none of them. */
const tryable: readonly Method[] = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'QUERY'];

/** Requests that the probes of one operation make at most. */
export const mostProbes = 2 + 2 * tryable.length + 6;

type Send = (wire: WireRequest, how: Partial<Dispatch> & { readonly name: string }) => Promise<Answer | null>;
interface Answer {
  readonly seen: Observation;
  readonly said: readonly Said[];
}

/** What is tried once per operation, on the plain request that was accepted: credentials, HEAD, conditions, methods, a body. */
export async function probe(account: Account, field: Field): Promise<readonly Suspicion[]> {
  const { operation, accepted } = account;
  const said = [
    ...(accepted === null ? [] : await probeAccess(accepted, sender(account, field), field)),
    ...(accepted === null || operation.method !== 'GET'
      ? []
      : await probeReading(accepted, sender(account, field), field)),
    ...(await probeMethods(account, sender(account, field), field)),
    ...(await probeBody(account, sender(account, field), field)),
  ];
  return suspect(said, accepted?.case.index ?? 0, null).map((one) => placed(one, operation, field.options.target));
}

/**
 * What the document does not list is told of by the document's own path, not by the ids it was tried with; below the target's, as
 * everything is that is no operation.
 */
function placed(one: Suspicion, { path }: ApiOperation, target: string): Suspicion {
  const last = one.seen.at(-1);
  if (last?.operation !== null) return one;
  const base = new URL(target).pathname.replace(/\/$/, '');
  return { ...one, place: `${last.exchange.request.method} ${base}${path}` };
}

function sender({ operation, accepted }: Account, field: Field): Send {
  const by = caseId({ operation: operation.key, index: accepted?.case.index ?? 0 });
  return async (wire, { name, ...how }) => {
    const access = field.access(operation);
    const spec = dispatch(
      wire,
      { id: `${by}/${name}`, by, operation, access, credential: 'own', ...how },
      field.options,
    );
    const reply = await field.courier.send(spec);
    return reply.kind === 'answered' ? { seen: reply.seen, said: heed(field, reply) } : null;
  };
}

async function probeAccess(accepted: Accepted, send: Send, field: Field): Promise<readonly Said[]> {
  const access = field.access(accepted.case.operation);
  if (access.kind !== 'keyed' || !access.declared) return [];
  const said: Said[] = [];
  for (const given of ['none', 'unknown'] as const) {
    const answer = await send(accepted.request.wire, { name: `credential-${given}`, credential: given });
    if (answer === null) continue;
    const tried: Tried = { kind: 'credential', given, accepted: accepted.seen, seen: answer.seen };
    said.push(...answer.said, ...consult(field, { tried, seen: [accepted.seen, answer.seen] }));
    // Where none is asked for, an unknown one shows nothing more.
    if (answer.seen.status >= 200 && answer.seen.status <= 299) break;
  }
  return said;
}

/** The resource is read afresh: it may have changed since it was accepted. */
async function probeReading({ request }: Accepted, send: Send, field: Field): Promise<readonly Said[]> {
  const got = await send(request.wire, { name: 'get' });
  if (got === null || got.seen.status < 200 || got.seen.status > 299) return got?.said ?? [];
  const said = [...got.said];
  const operation = documentedHead(got.seen, field);
  const head = await send({ ...request.wire, method: 'HEAD' }, { name: 'head', operation });
  if (head) said.push(...head.said, ...(await judgeHead(got.seen, head.seen, { send, wire: request.wire, field })));
  const tag = got.seen.header('etag');
  if (tag === null || tag === '') return said;
  const headers = [...request.wire.headers, ['If-None-Match', tag] as const];
  const conditional = await send({ ...request.wire, headers }, { name: 'if-none-match' });
  if (conditional) {
    const tried: Tried = { kind: 'conditional', got: got.seen, seen: conditional.seen };
    said.push(...conditional.said, ...consult(field, { tried, seen: [got.seen, conditional.seen] }));
  }
  return said;
}

/** Where HEAD has another tag, GET is asked once more: the tag may be another one each time. */
async function judgeHead(
  got: Observation,
  seen: Observation,
  { send, wire, field }: { send: Send; wire: WireRequest; field: Field },
): Promise<readonly Said[]> {
  const tag = seen.header('etag');
  const again = tag === null || tag === got.header('etag') ? null : await send(wire, { name: 'get-again' });
  const tried: Tried = { kind: 'head', got, seen, ...(again === null ? {} : { again: again.seen }) };
  return consult(field, { tried, seen: [got, seen] });
}

/** HEAD has an operation of its own only where the document lists one. */
function documentedHead({ operation }: Observation, { model }: Field): ApiOperation | null {
  return operation === null ? null : (model.operations.get(`HEAD ${operation.path}`) ?? null);
}

/** Only in full mode, once per path, and never a method that the document lists: that the user excluded it may have reasons. */
async function probeMethods({ operation }: Account, send: Send, field: Field): Promise<readonly Said[]> {
  const { model, options } = field;
  const siblings = [...model.operations.values()].filter(({ path }) => path === operation.path);
  if (!allows(options.mode, 'full') || siblings.find((each) => isExplored(each, field)) !== operation) return [];
  const wire = plainWire(operation, field);
  if (wire === null) return [];
  const path = wire.path.replace(/\?.*$/s, '');
  const documented = tryable.filter((method) => matchOperation(model, method, path) !== null);
  const said: Said[] = [];
  for (const method of tryable.filter((each) => !documented.includes(each) && isFree(each, operation, field))) {
    const answer = await send({ method, path, headers: [], body: null }, { name: method, operation: null });
    if (answer === null) continue;
    const beside = isSuccess(answer.seen) ? await askMethodBeside({ method, path }, send, field) : null;
    const tried: Tried = { kind: 'method', method, documented, seen: answer.seen, beside };
    said.push(...answer.said, ...consult(field, { tried, seen: [answer.seen] }));
  }
  return said;
}

const strangeBody = { type: 'application/x-unknown', text: '{}' } as const;

/**
 * Where the document lists no body: one of a type that nobody knows. Not to GET and HEAD, where content has no meaning
 * (RFC 9110 section 9.3.1), nowhere that creates something, and not where it fails without a body, too.
 */
async function probeBody(account: Account, send: Send, field: Field): Promise<readonly Said[]> {
  const { operation, accepted, plain } = account;
  const takesContent = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(operation.method);
  if (operation.requestBody !== null || !takesContent || !allows(field.options.mode, 'full')) return [];
  const wire = accepted?.request.wire ?? numberedWire(operation, field);
  if (wire === null || isCreator(operation, field) || account.kept > 0) return [];
  if (plain.length === 0 || plain.some(({ seen }) => seen.status >= 500)) return [];
  const headers = [...wire.headers, ['Content-Type', strangeBody.type] as const];
  const body = new TextEncoder().encode(strangeBody.text);
  const answer = await send({ ...wire, headers, body }, { name: 'body', operation: null });
  if (answer === null) return [];
  if (leavesSomething(answer.seen, operation, field)) account.kept += 1;
  return [...answer.said, ...consult(field, { tried: { kind: 'body', seen: answer.seen }, seen: [answer.seen] })];
}

/** Some servers have one answer for every path. */
async function askMethodBeside(
  { method, path }: { method: Method; path: string },
  send: Send,
  { facts }: Field,
): Promise<Observation | null> {
  const beside = pathBeside(path, facts.model);
  if (beside === null) return null;
  const answer = await send(
    { method, path: beside, headers: [], body: null },
    { name: `${method}-beside`, operation: null },
  );
  return answer?.seen ?? null;
}

function plainWire(operation: ApiOperation, { plain, maker }: Field): WireRequest | null {
  const one = plain(operation);
  return one === null ? null : maker.assemble(operation, one.value, one.mediaType).wire;
}

/** The plain request with 0 for every text in its path: also who wants numbers there lets it through to the operation. */
function numberedWire(operation: ApiOperation, field: Field): WireRequest | null {
  const plain = field.plain(operation);
  if (plain === null) return null;
  const path = Object.entries(plain.value.path ?? {}).map(([name, value]): [string, Json] => [
    name,
    typeof value === 'string' ? '0' : value,
  ]);
  const value = withIds(plain.value, { path: Object.fromEntries(path) });
  const { wire, verdict } = field.maker.assemble(operation, value, plain.mediaType);
  return verdict.kind === 'invalid' ? plainWire(operation, field) : wire;
}

/** HEAD goes with GET. A method that no list allows is tried only where nothing of the path is left out. */
function isFree(method: Method, operation: ApiOperation, { options }: Field): boolean {
  const patterns = options.exploration?.exclude ?? [];
  return !patterns.some((pattern) => means(pattern, { ...operation, key: `${method} ${operation.path}`, method }));
}

function isExplored({ key }: ApiOperation, { plan }: Field): boolean {
  return plan.operations.some(({ operation, decision }) => operation === key && decision === 'explore');
}
