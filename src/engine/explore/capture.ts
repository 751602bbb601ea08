import type { Observation } from '../../checks/check.js';
import { asObject } from '../../checks/observe.js';
import type { Json } from '../../contract/model.js';
import type { RequestValue } from '../../generate/request-case.js';
import { evaluate } from './runtime-expression.js';

/** Ids of one reply at most: a list may be long, and what is kept must not grow with it. */
const mostIds = 8;

/** What a reply that was accepted gives to other requests. */
export interface Capture {
  /** Path parameters of the request that brought it. */
  readonly path: Readonly<Record<string, Json>>;
  /** Ids by what was looked for; never empty. */
  readonly ids: ReadonlyMap<string, readonly Json[]>;
}

/** What is looked for in a reply. */
export interface Wanted {
  /** Names of parameters that take ids, or runtime expressions. */
  readonly names: readonly string[];
  readonly value: RequestValue;
  /** Base URL of the target. */
  readonly target: string;
}

/** Reads the ids out of a reply; null when it has none of those wanted. */
export function capture(seen: Observation, { names, value, target }: Wanted): Capture | null {
  const ids = new Map<string, readonly Json[]>();
  for (const name of names) {
    const found = idsFor(name, seen, { value, target });
    if (found.length > 0) ids.set(name, found);
  }
  return ids.size === 0 ? null : { path: value.path ?? {}, ids };
}

function idsFor(name: string, seen: Observation, { value, target }: Omit<Wanted, 'names'>): readonly Json[] {
  if (name.startsWith('$')) return [evaluate(name, seen, value)].filter(isId);
  const body = seen.json.kind === 'value' ? idsIn(seen.json.value, name) : [];
  if (body.length > 0) return body;
  const located = lastSegment(seen, target);
  if (located !== null) return [located];
  // Some APIs let the client name what it creates: the name is in the request alone.
  const sent = asObject(value.body)?.[name];
  return isId(sent) ? [sent] : [];
}

/** Ids in a body: its own, else those of what it holds, one level down, in an object or a list. */
function idsIn(body: unknown, name: string): readonly Json[] {
  const own = ownId(body, name);
  if (own !== null) return [own];
  const inner = Array.isArray(body) ? (body as readonly unknown[]) : Object.values(asObject(body) ?? {});
  const found: Json[] = [];
  for (const one of inner) {
    const listed = Array.isArray(one) ? (one as readonly unknown[]) : [one];
    for (const each of listed) {
      const id = ownId(each, name);
      if (id !== null) found.push(id);
      if (found.length >= mostIds) return found;
    }
  }
  return found;
}

/** The member that a parameter called `petId` means: `petId` in any spelling, or `id`. */
function ownId(value: unknown, name: string): string | number | null {
  const object = asObject(value);
  if (object === null) return null;
  const direct = object[name];
  if (isId(direct)) return direct;
  const plain = plainName(name);
  for (const [member, held] of Object.entries(object)) if (plainName(member) === plain && isId(held)) return held;
  // `petId` takes an id; `slug` does not.
  if (!/id$/i.test(name)) return null;
  for (const member of ['id', '_id', 'uuid', 'uid']) {
    const held = object[member];
    if (isId(held)) return held;
  }
  return null;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function isId(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '' && value.length <= 256) || Number.isSafeInteger(value);
}

/** What Location ends in, when it leads to a place below the target and below the one asked. */
function lastSegment(seen: Observation, target: string): string | null {
  const url = locationOf(seen);
  if (url === null) return null;
  const asked = new URL(seen.exchange.request.url).pathname.replace(/\/$/, '');
  const below = `${url.origin}${url.pathname}`.startsWith(`${target}/`) && url.pathname.startsWith(`${asked}/`);
  const rest = below ? url.pathname.slice(asked.length + 1).replace(/\/$/, '') : '';
  return rest === '' || rest.includes('/') ? null : decoded(rest);
}

/** Location (RFC 9110 section 10.2.2), made absolute. */
export function locationOf(seen: Observation): URL | null {
  const location = seen.header('location');
  const base = seen.exchange.request.url;
  return location !== null && URL.canParse(location, base) ? new URL(location, base) : null;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
