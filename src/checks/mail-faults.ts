import type { Edit } from '../generate/schema-source.js';
import type { RequirementId } from '../requirements/index.js';
import type { BodyFault } from './body-faults.js';

/** Which edits of a mail violate a requirement: `at` is matched against the place below the mail, `cc.*.email`. */
interface Rule {
  readonly requirement: RequirementId;
  readonly at: RegExp;
  /** Keywords that are broken; absent: any. */
  readonly keywords?: readonly string[];
  /** Only when this is put there, or anything but this. */
  readonly after?: (value: Edit['after']) => boolean;
}

/** Where a mail holds addresses. */
export const address = String.raw`(?:(?:from|to|reply_to|(?:cc|bcc)\.\d+)\.email|return_path)`;
const optional = /^(?:text_body|reply_to|return_path|cc|bcc|custom_headers|attachments)$/;
/** Keywords that forbid members which nothing declares. */
export const closed: readonly string[] = ['additionalProperties', 'unevaluatedProperties'];
export const unknownMember = 'an unknown member';
const text = ['minLength', 'maxLength', 'pattern'];
const shape = ['type', 'anyOf', 'oneOf'];

/** What asks not only for a refusal but for one that names the member. */
const named: readonly RequirementId[] = ['SEND-06', 'SEND-22', 'ERR-28'];

/** The first that fits speaks; what fits none is judged as any fault is. */
const rules: readonly Rule[] = [
  { requirement: 'SEND-24', at: /^$/, keywords: ['type'] },
  { requirement: 'SEND-06', at: /^(?:from|to|subject|html_body)$/, keywords: ['required'] },
  { requirement: 'SEND-19', at: /^[^.]+$/, keywords: closed },
  { requirement: 'SEND-20', at: /^(?:from|to|reply_to|(?:cc|bcc)\.\d+)\.[^.]+$/, keywords: closed },
  { requirement: 'SEND-21', at: optional, keywords: shape, after: (value) => value === null },
  { requirement: 'SEND-13', at: /^to$/, keywords: shape },
  { requirement: 'SEND-26', at: /^delivery_group(?:\..*)?$/s },
  { requirement: 'SEND-14', at: /^(?:cc|bcc)(?:\.\d+)?$/, keywords: [...shape, 'maxItems'] },
  { requirement: 'SEND-16', at: /^(?:reply_to|return_path)$/, keywords: shape },
  { requirement: 'SEND-08', at: new RegExp(`^${address}$`), keywords: ['maxLength'] },
  { requirement: 'SEND-07', at: new RegExp(`^${address}$`), keywords: ['format', 'pattern', 'minLength'] },
  { requirement: 'SEND-09', at: /^(?:from|to|reply_to|(?:cc|bcc)\.\d+)\.name$/, keywords: text },
  { requirement: 'SEND-10', at: /^subject$/, keywords: text },
  { requirement: 'SEND-11', at: /^html_body$/, keywords: ['minLength'] },
  {
    requirement: 'SEND-17',
    at: /^custom_headers(?:\..+)?$/s,
    keywords: ['propertyNames', 'patternProperties', ...closed],
  },
  { requirement: 'SEND-18', at: /^custom_headers\..+$/s, keywords: [...text, ...shape] },
  { requirement: 'SEND-25', at: /^attachments$/, keywords: ['maxItems'] },
  { requirement: 'SEND-20', at: /^attachments\.\d+\.[^.]+$/s, keywords: closed },
  { requirement: 'ATT-30', at: /^attachments\.\d+(?:\..+)?$/s, keywords: ['anyOf', 'oneOf', 'not'] },
  { requirement: 'ATT-29', at: /^attachments\.\d+\.(?:filename|content|encoding)$/ },
  { requirement: 'SEND-22', at: /./, keywords: shape },
];

/**
 * The fault that an edit builds into a mail, as the catalogue sees it.
 * `mail`: JSON pointer of the mail within the request, `/body` or `/body/messages/3`; null: the edit lies outside of it.
 * @returns a fault of ERR-28 where no requirement of its own speaks of it: such a fault must still be named
 */
export function faultOfEdit(edit: Edit, mail: string): BodyFault | null {
  if (edit.at !== mail && !edit.at.startsWith(`${mail}/`)) return null;
  // Another media type is no fault of the mail in it.
  if (edit.keyword === 'content') return null;
  const place = dotted(edit.at.slice(mail.length));
  const rule = rules.find(
    ({ at, keywords, after }) =>
      at.test(place) && (keywords?.includes(edit.keyword) ?? true) && (after?.(edit.after) ?? true),
  );
  const requirement = rule?.requirement ?? 'ERR-28';
  const field = dotted(edit.at.slice('/body'.length));
  return { requirement, field, called: inWords(edit), mustBeNamed: named.includes(requirement) };
}

/** `/cc/1/email` → `cc.1.email`, the way refusals name places. */
export function dotted(pointer: string): string {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
}

/** What an edit breaks, in a few words: `a value that breaks maxLength`. */
function inWords({ keyword, after }: Edit): string {
  if (keyword === 'required') return 'a missing member';
  if (keyword === 'type') return after === null ? 'null' : `${typeOf(after)} where another type belongs`;
  if (closed.includes(keyword)) return unknownMember;
  return `a value that breaks ${keyword}`;
}

function typeOf(value: Edit['after']): string {
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
