import { splitPointer } from '../contract/json-pointer.js';
import type { TriedCase } from './case-oracle.js';
import type { Observation, Violation } from './check.js';
import { decodedContent } from './content-coding.js';
import { oracleOf, untested } from './gen-oracle.js';
import { describedBy, isSuccess } from './gen-reply.js';
import { faultOf, showEdits, stablePlace, type Fault } from './gen-words.js';
import type { Tried } from './oracle.js';
import { hasContent } from './scope.js';
import { show } from './show.js';

/** A request whose wire form breaks the document. */
interface Broken extends TriedCase {
  readonly fault: Fault;
}

function brokenRequest(tried: Tried): Broken | null {
  if (tried.kind !== 'case' || tried.request.verdict.kind !== 'invalid') return null;
  const fault = faultOf(tried.case, tried.request.verdict.faults);
  return fault === null ? null : { ...tried, fault };
}

/**
 * Keywords that many servers take for a remark: JSON Schema itself leaves it open whether formats are asserted, and to
 * ignore what is unknown is a habit of HTTP.
 */
const lenient = ['format', 'additionalProperties', 'unevaluatedProperties', 'readOnly'];

/** Refusals that may have come about before the request was read. */
const elsewhere = [401, 403, 404, 405, 407, 408, 410, 429];

/** GEN-07 */
export const invalidRequestsAreRefused = oracleOf('GEN-07', {
  read: (tried) => {
    const broken = brokenRequest(tried);
    return broken !== null && (isAccepted(broken.seen) || isRefused(broken.seen)) ? broken : null;
  },
  judge: (broken) => (isAccepted(broken.seen) ? [accepted(broken)] : []),
  weigh: (held) => {
    const isUnread = held.some(({ violation }) => unread.includes(violation.message));
    return isUnread ? held.filter(({ violation }) => !violation.message.startsWith(`${acceptance} /body/`)) : held;
  },
  unseen: untested('no invalid request was answered for its form'),
});

const acceptance = 'A request is accepted although';

/** Who takes anything for a body looks at none, and need not be told of each member. */
const unread = ['json', 'type'].map((keyword) => acceptanceOf('/body', keyword));

function acceptanceOf(place: string, keyword: string): string {
  return `${acceptance} ${place} breaks ${keyword}.`;
}

/** Multi-Status tells of each part on its own (RFC 4918 section 13). */
function isAccepted(seen: Observation): boolean {
  return isSuccess(seen) && seen.status !== 207;
}

function isRefused({ status }: Observation): boolean {
  return status >= 400 && status < 500 && !elsewhere.includes(status);
}

function accepted({ case: broken, seen, fault: { at, keyword } }: Broken): Violation {
  const violation = {
    message: acceptanceOf(stablePlace(at, keyword), keyword),
    expected: 'a 4xx that names the fault',
    actual: `${seen.status} to ${showEdits(broken)}`,
  };
  return lenient.includes(keyword) ? { ...violation, tolerated: true } : violation;
}

/** GEN-08 */
export const refusalsNameTheFault = oracleOf('GEN-08', {
  read: (tried) => {
    const broken = brokenRequest(tried);
    if (broken === null || ![400, 422].includes(broken.seen.status) || !isDescribed(broken)) return null;
    const [names, text] = [namesOf(broken.fault), textOf(broken.seen)];
    return names.length > 0 && text !== null ? { broken, names, text } : null;
  },
  judge: ({ broken, names, text }) => {
    const said = plain(text);
    return names.some((name) => said.includes(plain(name))) ? [] : [unnamed(broken, names, text)];
  },
  weigh: (held, plain) => held.filter(({ seen }) => !plain.some((reply) => isAlike(reply, seen.at(-1)))),
  unseen: untested('no request was refused for its form with a body'),
});

/** The document may say that a refusal has no body: then nothing is to be read from what comes all the same. */
function isDescribed({ case: { operation }, seen }: Broken): boolean {
  const response = describedBy({ operation, seen });
  return response === null || response.content.length > 0;
}

/** Names of the place at fault and of the objects around it: `/body/to/0/email` has `to` and `email`. */
function namesOf({ at }: Fault): readonly string[] {
  const [, ...steps] = splitPointer(at);
  return steps.filter((step) => !/^\d+$/.test(step) && plain(step) !== '');
}

/** Spelling makes no difference: `firstName`, `first_name` and `First name` are one name. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const mostCharacters = 64 * 1024;

/** The text of a refusal; null: it has none, or none that can be read. */
function textOf(seen: Observation): string | null {
  const { response } = seen.exchange;
  const content = hasContent(seen) && response ? decodedContent(response, seen.header('content-encoding')) : null;
  return content === null ? null : Buffer.from(content).toString('utf8').slice(0, mostCharacters);
}

function unnamed({ case: broken, seen, fault }: Broken, names: readonly string[], text: string): Violation {
  return {
    message: `A ${seen.status} does not say what is wrong with ${stablePlace(fault.at, fault.keyword)}.`,
    expected: `a body that names ${show(names.at(-1))}`,
    actual: `${show(text)} to ${showEdits(broken)}`,
  };
}

/** A refusal that valid requests get, too, is about something else than the fault: an id that is not there, a missing right. */
function isAlike(reply: Observation, refusal: Observation | undefined): boolean {
  if (refusal?.status !== reply.status) return false;
  return outline(textOf(reply)) === outline(textOf(refusal));
}

/** What differs from request to request in a text, or in a text within JSON: what is quoted, ids, numbers. */
const particular = /\\"[^"\\]*\\"|'[^']*'|`[^`]*`|[0-9a-f-]{8,}|\d+/gi;

function outline(text: string | null): string {
  return (text ?? '').replace(particular, '');
}
