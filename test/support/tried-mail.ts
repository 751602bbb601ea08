import type { CheckContext } from '../../src/checks/check.js';
import type { TriedCase } from '../../src/checks/case-oracle.js';
import type { Oracle } from '../../src/checks/oracle.js';
import type { Json } from '../../src/contract/model.js';
import type { Edit } from '../../src/generate/schema-source.js';
import { contextFor, made, model, type Made } from './observation.js';

/** A generated request of the Sending API, as far as a test cares. */
export interface MadeCase {
  readonly path?: string;
  readonly body?: Json;
  readonly edits?: readonly Partial<Edit>[];
  readonly verdict?: 'valid' | 'invalid' | 'undecided';
  readonly reply?: Made;
}

/** Makes up a generated request and its reply; with edits it is invalid unless told otherwise. */
export function triedCase({ path = '/emails/send', body = {}, edits = [], reply = {}, ...rest }: MadeCase): TriedCase {
  const operation = model.operations.get(`POST ${path}`);
  if (!operation) throw new Error(`the made-up model has no POST ${path}`);
  const kind = rest.verdict ?? (edits.length > 0 ? 'invalid' : 'valid');
  const wire = { method: 'POST', path, headers: [], body: Buffer.from(JSON.stringify(body)) };
  return {
    kind: 'case',
    case: {
      operation,
      index: 0,
      family: edits.length > 0 ? 'invalid' : 'valid',
      mediaType: 'application/json',
      value: { body },
      edits: edits.map((edit) => ({
        at: '/body',
        keyword: 'type',
        schema: '',
        before: undefined,
        after: undefined,
        ...edit,
      })),
      shrink: () => [],
    },
    request: { wire, verdict: kind === 'invalid' ? { kind, faults: [] } : { kind, reason: '' } },
    seen: made({ path, sent: body, ...reply }),
  };
}

/** What an oracle says: `silent` when it can show nothing, else the messages of its violations. */
export function judgedCase(
  oracle: Oracle | undefined,
  tried: TriedCase,
  context: CheckContext = contextFor(),
): 'silent' | readonly string[] {
  return oracle?.judge(tried, context)?.map(({ message }) => message) ?? 'silent';
}
