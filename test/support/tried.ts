import { understand } from '../../src/contract/api.js';
import { defaultLoadOptions } from '../../src/contract/document.js';
import type { ApiOperation, JsonObject } from '../../src/contract/model.js';
import type { TriedCase } from '../../src/checks/case-oracle.js';
import type { CheckContext, Observation, Violation } from '../../src/checks/check.js';
import { isAnswered, observe } from '../../src/checks/observe.js';
import type { Oracle, Tried } from '../../src/checks/oracle.js';
import { oracles } from '../../src/checks/oracles.js';
import type { CaseFamily, RequestCase, RequestValue, WireVerdict } from '../../src/generate/request-case.js';
import type { Edit } from '../../src/generate/schema-source.js';
import type { RequirementId } from '../../src/requirements/index.js';
import { findProfile } from '../../src/requirements/profiles/index.js';
import { madeExchange, target, type Made } from './observation.js';

/** What checks know of an API that is known by its document alone. */
export async function generalContext(document: JsonObject, secrets: readonly string[] = []): Promise<CheckContext> {
  const fetched = {
    source: `${target}/openapi.json`,
    bytes: Buffer.from(JSON.stringify(document)),
    mediaType: 'application/json',
  };
  const api = await understand(fetched, defaultLoadOptions);
  return { ...api, profile: findProfile('openapi'), expected: null, target, secrets };
}

/** A reply to an operation, or to none. */
export function replied(context: CheckContext, key: string | null, what: Made): Observation {
  const [method = 'GET', path = '/'] = (key ?? '').split(' ');
  const made = { method, path, ...what, intent: { ...what.intent, operation: key } };
  const exchange = madeExchange(made);
  if (!isAnswered(exchange)) throw new Error('a made-up exchange always has a response');
  return observe(exchange, context.model);
}

/** A generated request, as far as a test cares. */
export interface MadeCase {
  readonly family?: CaseFamily;
  readonly mediaType?: string | null;
  readonly value?: RequestValue;
  readonly edits?: readonly Edit[];
  readonly verdict?: WireVerdict;
}

export function triedCase(
  context: CheckContext,
  seen: Observation,
  { family = 'valid', mediaType = null, value = {}, edits = [], verdict = { kind: 'valid' } }: MadeCase = {},
): TriedCase {
  const operation = operationOf(context, seen);
  const { method, url, headers, body } = seen.exchange.request;
  const one: RequestCase = { operation, index: 0, family, mediaType, value, edits, shrink: () => [] };
  const wire = { method, path: url.slice(target.length), headers, body };
  return { kind: 'case', case: one, request: { wire, verdict }, seen };
}

function operationOf(context: CheckContext, { operation }: Observation): ApiOperation {
  const [any] = context.model.operations.values();
  const found = operation ?? any;
  if (found === undefined) throw new Error('the document has no operation');
  return found;
}

/** An invalid request that breaks one keyword, and its verdict. */
export function broken(at: string, keyword: string, more: Partial<Edit> = {}): MadeCase {
  const edit: Edit = { at, keyword, schema: `/schema/${keyword}`, before: 'a', after: 'aa', ...more };
  const fault = { at, keyword, schema: edit.schema, message: `breaks ${keyword}` };
  return { family: 'invalid', edits: [edit], verdict: { kind: 'invalid', faults: [fault] } };
}

export function oracleFor(id: RequirementId): Oracle {
  const found = oracles.find(({ requirement }) => requirement === id);
  if (found === undefined) throw new Error(`there is no oracle for ${id}`);
  return found;
}

/** What an oracle finds wrong; it must be able to show something. */
export function violationsOf(id: RequirementId, tried: Tried, context: CheckContext): readonly Violation[] {
  const violations = oracleFor(id).judge(tried, context);
  if (violations === null) throw new Error(`${id} has nothing to say of this`);
  return violations;
}

export type Ruling = 'silent' | 'kept' | 'warns' | 'fails';

/** What an oracle says; `silent` when it can show nothing. */
export function ruling(id: RequirementId, tried: Tried, context: CheckContext): Ruling {
  const violations = oracleFor(id).judge(tried, context);
  if (violations === null) return 'silent';
  if (violations.length === 0) return 'kept';
  return violations.some(({ tolerated }) => !tolerated) ? 'fails' : 'warns';
}
