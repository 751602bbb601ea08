import { createHash } from 'node:crypto';
import type { Failure, Issue } from '../failure.js';
import type { FileFacts, StoredFile } from '../files.js';
import type { GatewayParts, GatewayReply, JsonMembers, Visit } from '../parts.js';
import type { Defect } from './defect.js';
import { rewriteReply } from './rewrite.js';

/** The first contract with uploads, and the first with a connection check. */
export const withUploads = 'sending@2026-08';
export const withConnection = 'sending@2026-10';

/** Changes what is shown of a file, everywhere alike. */
export function showing(
  change: (data: JsonMembers, file: StoredFile, parts: GatewayParts) => JsonMembers,
): Defect['apply'] {
  return (parts) => ({
    ...parts,
    attachmentData: (file, expiresAt) => change(parts.attachmentData(file, expiresAt), file, parts),
  });
}

/** Changes what an intent tells; the token is given for those who put it elsewhere. */
export function telling(
  change: (data: JsonMembers, token: string, parts: GatewayParts) => JsonMembers,
): Defect['apply'] {
  return (parts) => ({
    ...parts,
    intentData: (intent, token, expiresAt) => change(parts.intentData(intent, token, expiresAt), token, parts),
  });
}

/** Overlooks some faults of uploaded files. */
export function letting(
  isOverlooked: (issue: Issue, file: FileFacts, content: Uint8Array) => boolean,
): Defect['apply'] {
  return (parts) => ({
    ...parts,
    inspectFile: (file, content) =>
      parts.inspectFile(file, content).filter((issue) => !isOverlooked(issue, file, content)),
  });
}

/** Overlooks some faults of what an intent or the query of an upload says. */
export function overlookingIn(
  schema: 'AttachmentUploadRequest' | 'UploadForm',
  isOverlooked: (issue: Issue, value: JsonMembers) => boolean,
): Defect['apply'] {
  return (parts) => ({
    ...parts,
    validate: (name, value) => {
      const issues = parts.validate(name, value);
      // Whoever is asked about these two has an object in hand.
      return name === schema ? issues.filter((issue) => !isOverlooked(issue, value as JsonMembers)) : issues;
    },
  });
}

/** Gives another reply than was meant, where `choose` finds one to give. */
export function answeringInstead(
  parts: GatewayParts,
  choose: (reply: GatewayReply, visit: Visit) => Failure | null,
): GatewayParts {
  return rewriteReply(parts, (reply, visit) => {
    const failure = choose(reply, visit);
    if (failure === null) return reply;
    const body = parts.serialize(parts.renderFailure(parts.describeFailure(failure), visit.requestId));
    return parts.finish({ ...reply, status: failure.status, body }, { ...visit, failure });
  });
}

export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** An object without one of its members. */
export function without(object: JsonMembers, name: string): JsonMembers {
  return Object.fromEntries(Object.entries(object).filter(([member]) => member !== name));
}
