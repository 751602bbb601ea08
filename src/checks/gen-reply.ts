import type { ApiOperation, ApiResponse } from '../contract/model.js';
import { findResponse } from '../contract/validators.js';
import type { Observation } from './check.js';
import type { Tried } from './oracle.js';

/** A reply to an operation of the document. */
export interface OperationReply {
  readonly operation: ApiOperation;
  readonly seen: Observation;
}

/** The decisive exchange of what was tried; null: nothing new was sent. */
export function latestOf(tried: Tried): Observation | null {
  switch (tried.kind) {
    case 'case':
    case 'credential':
    case 'method':
    case 'body':
    case 'head':
    case 'conditional':
      return tried.seen;
    case 'created':
    case 'deleted':
      return tried.read;
    case 'canary':
      return tried.after;
    case 'operation':
      return null;
  }
}

/** What was sent is none of the document's: how it is taken is not for the document to say. */
const beyondDocument: readonly Tried['kind'][] = ['head', 'method', 'body'];

/** The reply, when the document has something to say of it: it is one to an operation, and the target is not out of order. */
export function replyOf(tried: Tried): OperationReply | null {
  const seen = latestOf(tried);
  if (seen === null || beyondDocument.includes(tried.kind) || isOutage(seen)) return null;
  const operation = tried.kind === 'case' ? tried.case.operation : seen.operation;
  return operation === null ? null : { operation, seen };
}

export function isSuccess({ status }: Observation): boolean {
  return status >= 200 && status < 300;
}

/** 429 and 5xx: how a target answers then is no part of what its document says. GEN-01 speaks of the 5xx. */
export function isOutage({ status }: Observation): boolean {
  return status === 429 || status >= 500;
}

/** The target asks for patience: nothing else follows from such a reply (RFC 9110 section 15.6.4, RFC 6585 section 4). */
export function isOverload(seen: Observation): boolean {
  return seen.status === 429 || (seen.status === 503 && seen.header('retry-after') !== null);
}

/** Whether what was to be read is there or not; other statuses tell nothing: reading may need another permission. */
export function tellsOfPresence(seen: Observation): boolean {
  return isSuccess(seen) || seen.status === 404 || seen.status === 410;
}

/** Refusals that HTTP's machinery gives before an operation is reached, whatever that is (RFC 9110 section 15.5, RFC 6585). */
const ofHttp = [405, 406, 408, 411, 413, 414, 415, 416, 417, 421, 426, 428, 431, 451];

/** No document need list such a status. */
export function belongsToHttp(status: number): boolean {
  return ofHttp.includes(status);
}

/**
 * What the document says of a reply; null: nothing that binds. `default` stands for the failures of the operation, and
 * not for those of the machinery in front of it.
 */
export function describedBy({ operation, seen }: OperationReply): ApiResponse | null {
  const response = findResponse(operation.responses, seen.status);
  return response?.status.toLowerCase() === 'default' && belongsToHttp(seen.status) ? null : response;
}

/** The reply can have no content, whatever the document says (RFC 9110 sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5). */
export function isBodyless({ status, exchange }: Observation): boolean {
  return exchange.request.method === 'HEAD' || [204, 205, 304].includes(status);
}

/** Whether the operation can only be called with a credential. */
export function demandsCredential({ security }: ApiOperation): boolean {
  return security !== null && security.length > 0 && security.every((alternative) => alternative.length > 0);
}
