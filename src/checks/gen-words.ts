import { splitPointer, joinPointer } from '../contract/json-pointer.js';
import type { SchemaViolation } from '../contract/model.js';
import type { RequestCase } from '../generate/request-case.js';
import { show } from './show.js';

/** Keywords that speak of a member which the schema does not name: that name was made up. */
const aboutUnnamed = [
  'additionalProperties',
  'unevaluatedProperties',
  'patternProperties',
  'propertyNames',
  'maxProperties',
];

/** A place in a value without what is an accident of one value: positions, and names that were made up. */
export function stablePlace(at: string, keyword: string): string {
  const steps = splitPointer(at).map((step) => (/^\d+$/.test(step) ? '*' : step));
  const named = aboutUnnamed.includes(keyword) && steps.length > 1 ? [...steps.slice(0, -1), '*'] : steps;
  return joinPointer('', ...named);
}

/** What is wrong with a generated request, in the words of its document. */
export interface Fault {
  /** JSON pointer into the request: `/query/limit`, `/body/to/email`. */
  readonly at: string;
  readonly keyword: string;
}

/** What a request was made to break; where that was several things, what its wire form breaks first. */
export function faultOf(tried: RequestCase, faults: readonly SchemaViolation[]): Fault | null {
  const [edit, ...others] = tried.edits;
  if (edit !== undefined && others.length === 0) return edit;
  return chiefFaults(faults)[0] ?? edit ?? null;
}

/** What was changed in a plain valid request: `/body/title (maxLength): "a" → "aaaa…"`. */
export function showEdits({ edits }: RequestCase): string {
  if (edits.length === 0) return 'a request that nothing was broken in';
  return edits
    .map(({ at, keyword, before, after }) => `${at} (${keyword}): ${show(before)} → ${show(after)}`)
    .join('; ');
}

/**
 * The faults that explain the others: of a choice (`anyOf`, `oneOf`, `if`) itself and not what each alternative says,
 * and no `unevaluated…` that only follows from a schema that did not match.
 */
export function chiefFaults(faults: readonly SchemaViolation[]): readonly SchemaViolation[] {
  const direct = faults.filter(({ keyword }) => !keyword.startsWith('unevaluated') && keyword !== 'if');
  const all = direct.length === 0 ? faults : direct;
  const choices = all.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const belongsTo = (fault: SchemaViolation, choice: SchemaViolation) =>
    fault !== choice && (fault.at === choice.at ? !choices.includes(fault) : fault.at.startsWith(`${choice.at}/`));
  return all.filter((fault) => !choices.some((choice) => belongsTo(fault, choice)));
}
