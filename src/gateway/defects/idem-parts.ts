import { createHash } from 'node:crypto';
import { parseJsonBody } from '../json-body.js';
import type { Claim, Finished, GatewayParts, GatewayRequest, JsonMembers } from '../parts.js';
import { decode, encode } from './rewrite.js';

/** Which claims a defect is about: the name of a claim begins with team and path. */
export type Scope = (name: string) => boolean;

export const ofMails: Scope = (name) => name.includes(' /emails/send ');
export const ofBatches: Scope = (name) => name.includes(' /emails/send/batch ');
export const ofUploads: Scope = (name) => name.includes(' /emails/attachments ');
export const ofIntents: Scope = (name) => name.includes(' /emails/attachment-uploads ');

/** A claim as the store decided it. */
export interface Decided {
  readonly name: string;
  readonly fingerprint: string;
  readonly claim: Claim;
}

/** Changes what the store decides about the claims in scope. */
export function deciding(parts: GatewayParts, scope: Scope, change: (decided: Decided) => Claim): GatewayParts {
  return {
    ...parts,
    claim: (name, fingerprint) => {
      const claim = parts.claim(name, fingerprint);
      return scope(name) ? change({ name, fingerprint, claim }) : claim;
    },
  };
}

/** A store whose entries can be deleted: what is forgotten begins anew under another name. */
export function deletable(parts: GatewayParts): { readonly parts: GatewayParts; forget(name: string): void } {
  const generations = new Map<string, number>();
  const current = (name: string) => `${name} ${generations.get(name) ?? 0}`;
  return {
    parts: {
      ...parts,
      claim: (name, fingerprint) => parts.claim(current(name), fingerprint),
      settle: (name, finished) => parts.settle(current(name), finished),
    },
    forget: (name) => generations.set(name, (generations.get(name) ?? 0) + 1),
  };
}

/** Changes the fingerprint of requests to a path below the base. */
export function fingerprinting(
  parts: GatewayParts,
  path: string,
  change: (request: GatewayRequest) => string,
): GatewayParts {
  return {
    ...parts,
    fingerprint: (request) => (request.path.endsWith(path) ? change(request) : parts.fingerprint(request)),
  };
}

/** Changes the envelope of every replay that `change` has something to say about (not null). */
export function rewritingReplays(
  parts: GatewayParts,
  change: (envelope: JsonMembers, finished: Finished) => JsonMembers | null,
): GatewayParts {
  return {
    ...parts,
    replayed: (finished) => {
      const kept = parts.replayed(finished);
      const envelope = change(decode(kept.body), kept);
      return envelope === null ? kept : { ...kept, body: encode(envelope) };
    },
  };
}

/** `data` of a single send; null: the envelope is another one. */
export function mailData({ data }: JsonMembers): JsonMembers | null {
  const members = data as JsonMembers | undefined;
  return typeof members?.['message_id'] === 'string' ? members : null;
}

/** `data.results` of a batch; null: the envelope is another one. */
export function batchResults({ data }: JsonMembers): readonly JsonMembers[] | null {
  const results = (data as JsonMembers | undefined)?.['results'];
  return Array.isArray(results) ? (results as readonly JsonMembers[]) : null;
}

/** Same for bodies that are equal as JSON, whatever the order of their members and their blanks. */
export function canonicalFingerprint({ path, body }: GatewayRequest): string {
  return digest(path + JSON.stringify(sorted(readBody(body))));
}

/** The parsed body; null where it is no JSON. */
export function readBody(body: Uint8Array): unknown {
  const read = parseJsonBody(body);
  return read.kind === 'failure' ? null : read.value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

export function digest(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
