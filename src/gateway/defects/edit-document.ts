import type { GatewayParts, JsonMembers } from '../parts.js';

/** Serves the document with one member set, or left out (undefined). Missing objects on the way are created. */
export function editDocument(parts: GatewayParts, path: readonly string[], value: unknown): GatewayParts {
  return { ...parts, document: () => withMember(parts.document(), path, value) };
}

function withMember(object: JsonMembers, path: readonly string[], value: unknown): JsonMembers {
  const [name = '', ...rest] = path;
  if (rest.length > 0) return { ...object, [name]: withMember(objectAt(object, name), rest, value) };
  if (value !== undefined) return { ...object, [name]: value };
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
}

function objectAt(object: JsonMembers, name: string): JsonMembers {
  const value = object[name];
  // The paths of defects lead through objects only.
  return typeof value === 'object' && value !== null ? (value as JsonMembers) : {};
}
