import type { Profile } from '../requirements/profile.js';
import type { RequirementId } from '../requirements/index.js';
import type { Observation, Violation } from './check.js';
import { errorOf, isSuccess } from './envelope.js';
import { describe, invalidBody, namedFields } from './judge.js';
import { show } from './show.js';

type Members = Readonly<Record<string, unknown>>;

/** One thing that is wrong with a body. */
export interface BodyFault {
  readonly requirement: RequirementId;
  /** Where it is, as refusals name it: `cc.1.email`. Several when servers may differ in what they blame. */
  readonly field: string | readonly string[];
  /** What is wrong, in a few words. */
  readonly called: string;
  /** The requirement asks not only for a refusal but for one that names the place. */
  readonly mustBeNamed: boolean;
}

/** A body with several faults, each at a place of its own. */
export interface FaultyBody {
  readonly body: Members;
  readonly faults: readonly BodyFault[];
}

/**
 * Which faults of a body its refusal names. A server may stop at the first fault, or look for some kinds only when
 * there are none of another, so a fault that is not told is no proof of anything.
 */
export function faultsTold(seen: Observation, { faults }: FaultyBody): ReadonlySet<BodyFault> {
  if (seen.status !== 400 && seen.status !== 422) return new Set();
  const named = namedFields(seen).map(plainPath);
  return new Set(faults.filter((fault) => named.some((field) => tells(field, fault, faults))));
}

/** A place below the fault tells it, and a place above when that is above no other fault. */
function tells(field: string, fault: BodyFault, faults: readonly BodyFault[]): boolean {
  const at = placesOf(fault);
  if (at.some((place) => isAtOrBelow(field, place))) return true;
  const isAbove = (one: BodyFault) => placesOf(one).some((place) => isAtOrBelow(place, field));
  return isAbove(fault) && !faults.some((other) => other !== fault && !samePlace(other, fault) && isAbove(other));
}

function samePlace(one: BodyFault, other: BodyFault): boolean {
  return String(one.field) === String(other.field);
}

function placesOf({ field }: BodyFault): readonly string[] {
  return (typeof field === 'string' ? [field] : field).map(plainPath);
}

function isAtOrBelow(field: string, place: string): boolean {
  return field === place || field.startsWith(`${place}.`);
}

/** `cc[1].email`, `/cc/1/email` and `cc.1.email` are one place; how it is written is ERR-27's to judge. */
function plainPath(field: string): string {
  return field
    .replace(/\[["']?([^\]"']*)["']?\]/g, '.$1')
    .replace(/^(?:\$|#)?[./]+/, '')
    .replace(/\//g, '.')
    .replace(/[^A-Za-z0-9_.-]/g, '_');
}

/** A body was accepted that has this fault, among others or alone; or the server failed over it. */
export function faultRefused(seen: Observation, fault: BodyFault): Violation | null {
  const expected = `a refusal: ${fault.called} at ${placesOf(fault).join(' or ')}`;
  if (isSuccess(seen)) return { message: 'A faulty mail is accepted.', expected, actual: describe(seen) };
  if (seen.status >= 500) return { message: 'A faulty mail makes the server fail.', expected, actual: describe(seen) };
  return null;
}

/**
 * The reply to a mail that has one fault alone.
 * @returns what is wrong, null when it is refused as it should be, `unclear` when it is refused for something else
 */
export function judgeFaultAlone(seen: Observation, fault: BodyFault, profile: Profile): Violation | null | 'unclear' {
  const failure = faultRefused(seen, fault);
  if (failure !== null) return failure;
  if (seen.status !== 400 && seen.status !== 422) return 'unclear';
  if (!fault.mustBeNamed) return null;
  // Where nothing can be named, ENV-01 and ENV-03 have said so.
  if (errorOf(seen) === null) return 'unclear';
  const wrongAnswer = invalidBody(seen, profile);
  if (wrongAnswer !== null) return wrongAnswer;
  const named = namedFields(seen);
  // The name alone will do here; that it is no whole path is ERR-27's to report.
  if (placesOf(fault).some((place) => named.includes(place.slice(place.lastIndexOf('.') + 1)))) return null;
  if (faultsTold(seen, { body: {}, faults: [fault] }).size > 0) return null;
  return {
    message: 'A refusal does not name the member at fault.',
    expected: `${placesOf(fault).join(' or ')} in param or errors`,
    actual: show(named),
  };
}

/** Stands in faulty bodies where a good address belongs. Nobody can be written to there (RFC 2606). */
export const nobody = 'nobody@touchstone.invalid';

/** What a good mail has where the faulty one is to be built in. */
export interface GoodMail extends Members {
  readonly from: Members;
  readonly to: { readonly email: string };
}

/**
 * A good mail with one of the faults of a body built in. Every {@link nobody} becomes the recipient of the good mail,
 * and a text that a lenient server might take for another recipient moves to `reply_to`, where nothing is sent.
 */
export function withFaultAlone({ body }: FaultyBody, { field }: BodyFault, good: GoodMail): Members {
  const [top = '', ...below] = (typeof field === 'string' ? field : (field[0] ?? '')).split('.');
  if (typeof field !== 'string') return redirected({ ...good, ...pick(body, field) }, good);
  if (!Object.hasOwn(body, top)) return Object.fromEntries(Object.entries(good).filter(([name]) => name !== top));
  const value = body[top];
  if (below.length === 0) return redirected({ ...good, [top]: value }, good);
  const [first = '', inner] = below;
  if (!Array.isArray(value)) {
    const part = { ...goodPart(top, good), [first]: memberOf(value, first) };
    return redirected({ ...good, [top]: part }, good);
  }
  const item: unknown = value[Number(first)];
  if (inner === undefined) return redirected({ ...good, [top]: [item] }, good);
  const faulty = { [inner]: memberOf(item, inner) };
  if (inner === 'email' && top !== 'attachments') return redirected({ ...good, reply_to: faulty }, good);
  return redirected({ ...good, [top]: [{ ...goodPart(top, good), ...faulty }] }, good);
}

function pick(body: Members, fields: readonly string[]): Members {
  return Object.fromEntries(Object.entries(body).filter(([name]) => fields.includes(name)));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Members)[name] : undefined;
}

function goodPart(top: string, good: GoodMail): Members {
  switch (top) {
    case 'from':
      return good.from;
    case 'attachments':
      return { filename: 'note.txt', content: 'SGVsbG8=' };
    case 'custom_headers':
      return {};
    default:
      return { email: good.to.email };
  }
}

function redirected(mail: Members, good: GoodMail): Members {
  return JSON.parse(JSON.stringify(mail).replaceAll(nobody, good.to.email)) as Members;
}

/** Whether a refusal complains about a place, or about something in it. */
export function complainsAbout(seen: Observation, field: string): boolean {
  return namedFields(seen).some((named) => isAtOrBelow(plainPath(named), field));
}
