import type { GatewayParts, GatewayReply, HeaderLine, JsonMembers, Visit } from '../parts.js';

/** Changes the reply after everything else was decided. */
export function rewriteReply(
  parts: GatewayParts,
  change: (reply: GatewayReply, visit: Visit) => GatewayReply,
): GatewayParts {
  return { ...parts, finish: (reply, visit) => change(parts.finish(reply, visit), visit) };
}

/** Changes the JSON of every envelope; the OpenAPI document passes unchanged. Content-Length follows. */
export function rewriteEnvelope(
  parts: GatewayParts,
  change: (envelope: JsonMembers, visit: Visit) => unknown,
): GatewayParts {
  return rewriteBody(parts, (reply, visit) => {
    if (reply.body === null || visit.operation?.kind === 'document') return reply.body;
    return encode(change(decode(reply.body), visit));
  });
}

/** Changes the bytes of every reply; null: no body. Content-Length follows. */
export function rewriteBody(
  parts: GatewayParts,
  change: (reply: GatewayReply, visit: Visit) => Uint8Array | null,
): GatewayParts {
  return {
    ...parts,
    finish: (reply, visit) => parts.finish({ ...reply, body: change(reply, visit) }, visit),
  };
}

/** Changes the members of `error` in every failure envelope. */
export function rewriteError(parts: GatewayParts, change: (error: JsonMembers, visit: Visit) => unknown): GatewayParts {
  return rewriteEnvelope(parts, (envelope, visit) =>
    visit.failure === null ? envelope : { ...envelope, error: change(envelope['error'] as JsonMembers, visit) },
  );
}

/** Sets (a string) or removes (null) a header of every reply. `value` sees the line it replaces, or null. */
export function rewriteHeader(
  parts: GatewayParts,
  name: string,
  value: (present: string | null, visit: Visit, reply: GatewayReply) => string | null,
): GatewayParts {
  return rewriteReply(parts, (reply, visit) => {
    const present = reply.headers.find((line) => isNamed(line, name))?.[1] ?? null;
    return { ...reply, headers: withHeader(reply.headers, name, value(present, visit, reply)) };
  });
}

/** The lines with one header set to a value, in its place, or left out (null). */
export function withHeader(headers: readonly HeaderLine[], name: string, value: string | null): readonly HeaderLine[] {
  const others = headers.filter((line) => !isNamed(line, name));
  return value === null ? others : [...others, [name, value]];
}

export function decode(body: Uint8Array): JsonMembers {
  // Only bodies this gateway has just serialised come here: objects, all of them.
  return JSON.parse(new TextDecoder().decode(body)) as JsonMembers;
}

export function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function isNamed(line: HeaderLine, name: string): boolean {
  return line[0].toLowerCase() === name.toLowerCase();
}
