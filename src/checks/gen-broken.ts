import type { TriedCase } from './case-oracle.js';
import { faultOf, type Fault } from './gen-words.js';
import type { Tried } from './oracle.js';

/** A request whose wire form breaks the document, and what it breaks. */
export interface Broken extends TriedCase {
  readonly fault: Fault;
}

/** Reads a try as a broken request; null: it is none, or not surely one. */
export function brokenRequest(tried: Tried): Broken | null {
  if (tried.kind !== 'case' || tried.request.verdict.kind !== 'invalid') return null;
  const fault = faultOf(tried.case, tried.request.verdict.faults);
  return fault === null ? null : { ...tried, fault };
}
