import type { Json, SchemaVerdict, SchemaViolation } from '../../contract/model.js';
import type { WireVerdict } from '../request-case.js';
import { isSameJson } from '../same-json.js';
import { manners, type Reading } from './raw.js';

/** What one part of a request is worth. `lost`: the request may not even reach its operation. */
export type PartVerdict = WireVerdict | { readonly kind: 'lost'; readonly reason: string };

/** Judges one value; undefined: it is missing. */
export type JudgeValue = (value: Json | undefined) => SchemaVerdict;

/**
 * Judges a part by everything that servers may read in it: valid or invalid only if all their readings are.
 *
 * @param read reads the part in one manner.
 */
export function judgeReadings(
  read: (reading: Reading) => Json | undefined,
  judge: JudgeValue,
  name: string,
): WireVerdict {
  const doubts = new Set<string>();
  const values: (Json | undefined)[] = [];
  for (const manner of manners) {
    const value = read({ manner, doubts });
    if (!values.some((known) => isSameJson(known, value))) values.push(value);
  }
  const verdicts = values.map((value) => ({ value, verdict: judge(value) }));
  const open = verdicts.find(({ verdict }) => verdict.kind === 'undecided');
  if (open?.verdict.kind === 'undecided') return { kind: 'undecided', reason: open.verdict.reason };
  const [doubt] = doubts;
  if (doubt !== undefined) return { kind: 'undecided', reason: doubt };
  const [first] = verdicts;
  const other = verdicts.find(({ verdict }) => verdict.kind !== first?.verdict.kind);
  if (first !== undefined && other !== undefined) {
    return { kind: 'undecided', reason: `${name} may be read as ${show(first.value)} or as ${show(other.value)}` };
  }
  return first?.verdict.kind === 'invalid' ? { kind: 'invalid', faults: first.verdict.violations } : { kind: 'valid' };
}

function show(value: Json | undefined): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** A definite fault anywhere makes a request invalid, unless it may not even arrive; a doubt anywhere keeps it from being valid. */
export function combine(parts: readonly PartVerdict[]): WireVerdict {
  const faults: SchemaViolation[] = [];
  let doubt: WireVerdict = { kind: 'valid' };
  for (const part of parts) {
    if (part.kind === 'lost') return { kind: 'undecided', reason: part.reason };
    if (part.kind === 'invalid') faults.push(...part.faults);
    if (part.kind === 'undecided' && doubt.kind === 'valid') doubt = part;
  }
  return faults.length > 0 ? { kind: 'invalid', faults } : doubt;
}

/** Verdicts on the parts of a value as one on the whole. */
export function combineVerdicts(verdicts: readonly SchemaVerdict[]): SchemaVerdict {
  const violations: SchemaViolation[] = [];
  let doubt: SchemaVerdict = { kind: 'valid' };
  for (const verdict of verdicts) {
    if (verdict.kind === 'invalid') violations.push(...verdict.violations);
    if (verdict.kind === 'undecided' && doubt.kind === 'valid') doubt = verdict;
  }
  return violations.length > 0 ? { kind: 'invalid', violations } : doubt;
}
