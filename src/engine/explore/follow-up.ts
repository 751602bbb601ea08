import type { Observation } from '../../checks/check.js';
import type { ApiOperation, Json } from '../../contract/model.js';
import type { WireRequest } from '../../generate/request-case.js';
import type { Creation } from '../../http/created-log.js';
import { matchOperation } from '../match-operation.js';
import { capture, locationOf } from './capture.js';
import { withIds } from './binding.js';
import { consult, heed, type Field, type Said } from './field.js';
import type { Scene } from './errand.js';
import { dispatch } from './request.js';

/** Where a request that follows from a case goes. */
interface Place {
  readonly operation: ApiOperation | null;
  readonly wire: WireRequest;
}

/** Reads what was created: at its Location, or by its id where the document has such an operation. */
export async function readCreated({ errand, value, seen, by }: Scene, field: Field): Promise<readonly Said[]> {
  const { operation } = errand.case;
  const place = located(seen, field) ?? itemPlace('GET', { operation, value, seen }, field);
  const read = place === null ? null : await ask(place, { id: `${by}/read`, by }, field);
  if (place !== null && read === null) return [];
  const tried = { kind: 'created', created: seen, read: read?.seen ?? null } as const;
  const evidence = read === null ? [seen] : [seen, read.seen];
  return [...(read?.said ?? []), ...consult(field, { tried, seen: evidence })];
}

/** Reads what was deleted once more, where the document has such an operation. */
export async function readDeleted({ errand, value, seen, by }: Scene, field: Field): Promise<readonly Said[]> {
  const { path } = errand.case.operation;
  const reader = field.model.operations.get(`GET ${path}`);
  if (reader === undefined || Object.keys(errand.binding.path).length === 0) return [];
  const place = placeOf(reader, value.path ?? {}, field);
  const read = place === null ? null : await ask(place, { id: `${by}/read`, by }, field);
  if (read === null) return [];
  const tried = { kind: 'deleted', deleted: seen, read: read.seen } as const;
  return [...read.said, ...consult(field, { tried, seen: [seen, read.seen] })];
}

/** Writes down what a case created. */
export function settleCreation({ errand, value, seen, by }: Scene, field: Field): Creation | null {
  const { operation } = errand.case;
  const accepted = seen.status >= 200 && seen.status <= 299;
  const place = accepted ? itemPlace('DELETE', { operation, value, seen }, field) : null;
  const creation = place?.operation ? { path: place.wire.path, remove: place.operation.key } : null;
  field.options.created.settle(by, creation);
  return creation;
}

/** Deletes what was created; returns why it could not, null when it is gone. */
export async function removeCreated({ path, remove }: Creation, by: string, field: Field): Promise<string | null> {
  const operation = field.model.operations.get(remove);
  if (operation === undefined) return `the document lists no ${remove} any more`;
  const wire = { method: 'DELETE', path, headers: [], body: null };
  const reply = await ask({ operation, wire }, { id: `${by}/remove`, by }, field);
  if (reply === null) return 'its deletion was not answered';
  const { status } = reply.seen;
  if (!(status >= 200 && status <= 299) && status !== 404 && status !== 410)
    return `its deletion was answered ${status}`;
  field.options.created.deleted(path);
  return null;
}

async function ask(
  { operation, wire }: Place,
  { id, by }: { id: string; by: string },
  field: Field,
): Promise<{ seen: Observation; said: readonly Said[] } | null> {
  const access = operation === null ? ({ kind: 'open' } as const) : field.access(operation);
  // What follows a case is caused by it, whatever was appended to its id.
  const spec = dispatch(
    wire,
    { id, by: by.replace(/(#\d+).*$/s, '$1'), operation, access, credential: 'own' },
    field.options,
  );
  const reply = await field.courier.send(spec);
  return reply.kind === 'answered' ? { seen: reply.seen, said: heed(field, reply) } : null;
}

/** A Location elsewhere than below the target is not followed. */
function located(seen: Observation, { options, model }: Field): Place | null {
  const url = seen.status === 201 ? locationOf(seen) : null;
  const below = url !== null && `${url.origin}${url.pathname}`.startsWith(`${options.target}/`);
  if (!below) return null;
  const path = url.href.slice(options.target.length).replace(/#.*$/s, '');
  const operation = matchOperation(model, 'GET', path);
  return operation === null ? null : { operation, wire: { method: 'GET', path, headers: [], body: null } };
}

function itemPlace(
  method: 'GET' | 'DELETE',
  { operation, value, seen }: { operation: ApiOperation; value: Scene['value']; seen: Observation },
  field: Field,
): Place | null {
  const item = field.resources.item(operation, method);
  if (item === null) return null;
  const { parameter, shared } = item;
  const id = capture(seen, { names: [parameter], value, target: field.options.target })?.ids.get(parameter)?.[0];
  if (id === undefined) return null;
  const around = shared.map(([own, theirs]): [string, Json] => [own, value.path?.[theirs] ?? null]);
  return placeOf(item.operation, { ...Object.fromEntries(around), [parameter]: id }, field);
}

/** The plainest request of an operation, with these values in its path. */
function placeOf(operation: ApiOperation, path: Readonly<Record<string, Json>>, field: Field): Place | null {
  const plain = field.plain(operation);
  if (plain === null) return null;
  const { wire } = field.maker.assemble(operation, withIds(plain.value, { path }), plain.mediaType);
  return { operation, wire };
}
