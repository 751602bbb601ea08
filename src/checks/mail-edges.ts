import type { Edit } from '../generate/schema-source.js';
import type { RequirementId } from '../requirements/index.js';
import type { Profile } from '../requirements/profile.js';
import type { TriedCase } from './case-oracle.js';
import type { Observation } from './check.js';
import { describe, that, type Judgement } from './judge.js';
import { address, dotted } from './mail-faults.js';
import { breaksUntoldRules } from './untold-rules.js';

/** Edges of a mail that requirements speak of: what lies on them is still allowed. */
const edges: readonly { readonly requirement: RequirementId; readonly at: RegExp; readonly keyword: string | null }[] =
  [
    { requirement: 'SEND-08', at: new RegExp(`^${address}$`), keyword: 'maxLength' },
    { requirement: 'SEND-09', at: /^(?:from|to|reply_to|(?:cc|bcc)\.\d+)\.name$/, keyword: 'maxLength' },
    { requirement: 'SEND-10', at: /^subject$/, keyword: 'maxLength' },
    { requirement: 'SEND-12', at: /^text_body$/, keyword: null },
    { requirement: 'SEND-14', at: /^(?:cc|bcc)$/, keyword: 'maxItems' },
    { requirement: 'SEND-18', at: /^custom_headers\..+$/s, keyword: 'maxLength' },
    { requirement: 'SEND-25', at: /^attachments$/, keyword: 'maxItems' },
  ];

/** Whether a mail lies on an edge of this requirement and nowhere else. */
export function isOnEdge({ case: tried, request }: TriedCase, id: RequirementId, profile: Profile): boolean {
  const [edit, ...others] = tried.edits;
  if (tried.family !== 'boundary' || edit === undefined || others.length > 0) return false;
  return (
    request.verdict.kind === 'valid' && requirementOf(edit) === id && !breaksUntoldRules(tried.value.body, profile)
  );
}

function requirementOf({ at, keyword }: Edit): RequirementId | null {
  const place = dotted(at.slice('/body'.length));
  const edge = edges.find((one) => one.at.test(place) && (one.keyword ?? keyword) === keyword);
  return edge?.requirement ?? null;
}

export function edgeIsAllowed(seen: Observation, what = 'A mail'): Judgement {
  return that(![400, 415, 422].includes(seen.status), {
    message: `${what} on the edge of what is allowed is refused.`,
    expected: 'a 2xx status, or a refusal for another reason than its form',
    actual: describe(seen),
  });
}
