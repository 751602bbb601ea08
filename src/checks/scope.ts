import { specification } from '../requirements/operations.js';
import type { CheckContext, Observation } from './check.js';

/**
 * The reply is, or should be, the document: fetched before the run, or asked of the target at its usual place.
 * The operation alone does not tell, for a document need not list itself (catalogue, X-28).
 */
export function isDocumentRequest({ exchange, operation }: Observation, { target }: CheckContext): boolean {
  const { request, intent } = exchange;
  if (intent.by === 'document' || operation?.key === specification) return true;
  return isUsualPlace(request.url, target);
}

const usualPlace = '/openapi.json';

function isUsualPlace(url: string, target: string): boolean {
  const end = target.length + usualPlace.length;
  if (url.length > end && url.charAt(end) !== '?') return false;
  return url.startsWith(usualPlace, target.length) && url.startsWith(target);
}

/** The document itself came back, not a failure and not a 304. */
export function isDocument(seen: Observation, context: CheckContext): boolean {
  return seen.status === 200 && isDocumentRequest(seen, context);
}

/** The reply carries content that an HTTP client can see: no HEAD, no 204 or 304. */
export function hasContent({ status, exchange }: Observation): boolean {
  if (exchange.request.method === 'HEAD' || status === 204 || status === 304) return false;
  return (exchange.response?.bodyBytes ?? 0) > 0;
}

const serverWide = new Set(['OPTIONS', 'TRACE', 'CONNECT']);

/** The method is answered by the server at large rather than by the API: preflights and the like. */
export function isServerWide({ exchange }: Observation): boolean {
  return serverWide.has(exchange.request.method);
}

/** Content-Type says JSON, in the plain form or as a structured suffix (RFC 6839). */
export function claimsJson({ mediaType }: Observation): boolean {
  return mediaType !== null && (mediaType === 'application/json' || mediaType.endsWith('+json'));
}

/** A probe may leave the base path on purpose; what answers there is not the API, and no standing check judges it. */
export function isBelowTarget({ exchange }: Observation, { target }: CheckContext): boolean {
  const { url } = exchange.request;
  if (!url.startsWith(target)) return false;
  return url.length === target.length || '/?'.includes(url.charAt(target.length));
}
