import { isObject } from '../../contract/json-pointer.js';
import type { SchemaViolation } from '../../contract/model.js';
import { isWithin } from '../edits/apply-edits.js';
import type { AssembledRequest, CaseOptions, RequestCase, WireVerdict } from '../request-case.js';
import { isSameJson } from '../same-json.js';
import type { Edit } from '../schema-source.js';
import { holdsNul } from './body.js';
import { candidates, editsIn, renewed, type Candidate } from './case-candidates.js';
import { contentFaults } from './content-edits.js';
import { towardPlain } from './toward-plain.js';
import { baseOf, draftOf, type Base, type RequestPlan, jsonOf } from './request-plan.js';
import { nameOnWire } from './wire-name.js';

/** Candidates in a row that bring nothing new, after which an operation has no more to offer. */
const mostFruitless = 60;
/** Proven faults kept for random cases. */
const mostProven = 500;

/** The cases of one operation; see CaseMaker. */
export function* requestCases(plan: RequestPlan, options: CaseOptions): Generator<RequestCase> {
  const proven: Edit[] = [];
  const seed = mix(options.seed, plan.outline.operation.key);
  const seen = new Set<number>();
  let [index, made, fruitless] = [0, 0, 0];
  for (const candidate of candidates(plan, {
    seed,
    mostEdits: options.mostEdits ?? 1,
    strictJson: options.strictJson ?? false,
    proven,
  })) {
    if (made >= options.runs || fruitless >= mostFruitless) return;
    const { wire, verdict: worth } = assemble(plan, candidate);
    const name = nameOnWire(wire);
    const verdict = seen.has(name) ? null : accept(candidate, worth);
    if (verdict === null) {
      fruitless += 1;
      continue;
    }
    fruitless = 0;
    seen.add(name);
    const [edit] = candidate.edits;
    const isTeachable = candidate.family === 'invalid' && candidate.edits.length === 1 && candidate.mediaType === null;
    if (edit !== undefined && isTeachable && proven.length < mostProven) proven.push(edit);
    if (options.families.includes(candidate.family)) {
      yield toCase(plan, candidate, { index, verdict });
      made += 1;
    }
    index += 1;
  }
}

/**
 * What the wire says of a candidate; null: it is not what its family promises. A fault that the wire form does not show,
 * or of which one server would see nothing, is no fault to accuse a server with.
 */
function accept(candidate: Candidate, verdict: WireVerdict): WireVerdict | null {
  if (candidate.family !== 'invalid') {
    // Half the servers trim a blank parameter or overlook an empty one: not worth a request each. U+0000 breaks some of them.
    const isPlain = ({ at, after }: Edit) => !isWithin(at, '/body') && !(typeof after === 'string' && holdsNul(after));
    const isVague = candidate.edits.some(isPlain) && verdict.kind === 'undecided';
    return verdict.kind === 'invalid' || isVague ? null : verdict;
  }
  if (verdict.kind !== 'invalid' || isUnwritable(candidate)) return null;
  return candidate.edits.every((edit) => verdict.faults.some((fault) => shows(fault, edit))) ? verdict : null;
}

/** A fault at the place of an edit or below it; around it only one of the same keyword. */
function shows(fault: SchemaViolation, edit: Edit): boolean {
  return isWithin(fault.at, edit.at) || (isWithin(edit.at, fault.at) && fault.keyword === edit.keyword);
}

/** Forms hold members and nothing else: anything but an object cannot be told from an empty one. */
function isUnwritable({ base, value, mediaType }: Candidate): boolean {
  const kind = mediaType === null ? base.variant.body?.kind : null;
  return (kind === 'form' || kind === 'multipart') && value.body !== undefined && !isObject(value.body);
}

function assemble(plan: RequestPlan, candidate: Candidate): AssembledRequest {
  return plan.assemble({ value: candidate.value, mediaType: mediaTypeOf(candidate) });
}

function mediaTypeOf({ base, value, mediaType }: Candidate): string | null {
  return mediaType ?? draftOf(base.variant, value).mediaType;
}

interface Standing {
  readonly index: number;
  readonly verdict: WireVerdict;
}

function toCase(plan: RequestPlan, candidate: Candidate, standing: Standing): RequestCase {
  return {
    operation: plan.outline.operation,
    index: standing.index,
    family: candidate.family,
    mediaType: mediaTypeOf(candidate),
    value: candidate.value,
    edits: candidate.edits,
    *shrink() {
      for (const simpler of simplerThan(plan, candidate)) {
        const verdict = accept(simpler, assemble(plan, simpler).verdict);
        if (verdict?.kind === standing.verdict.kind) yield toCase(plan, simpler, { ...standing, verdict });
      }
    },
  };
}

/** The same thing with fewer edits, or made of simpler requests: of the plainest one first. */
function* simplerThan(plan: RequestPlan, candidate: Candidate): Generator<Candidate> {
  const { family, base, plain } = candidate;
  if (family === 'example') return;
  yield* withFewerEdits(candidate);
  for (const simpler of simplerBases(base, plain)) {
    if (isSameJson(jsonOf(simpler.value), jsonOf(base.value))) continue;
    const next =
      candidate.edits.length === 0
        ? { ...candidate, base: simpler, value: simpler.value }
        : remade(plan, candidate, simpler);
    if (next !== null) yield next;
  }
}

/** The plainest base, then simpler samples, and where these are exhausted the base with one place after the other made plain. */
function* simplerBases(base: Base, plain: Base): Generator<Base> {
  if (base !== plain) yield plain;
  for (const sample of base.sample.shrink()) yield baseOf(base.variant, sample);
  for (const value of towardPlain(jsonOf(base.value), jsonOf(plain.value))) {
    yield baseOf(base.variant, { value, shrink: () => [] });
  }
}

function* withFewerEdits(candidate: Candidate): Generator<Candidate> {
  const { base, edits } = candidate;
  if (edits.length < 2) return;
  for (const spared of edits) {
    const fewer = edits.filter((edit) => edit !== spared);
    const value = editsIn(base, fewer);
    if (value !== undefined) yield { ...candidate, value, edits: fewer };
  }
}

function remade(plan: RequestPlan, candidate: Candidate, base: Base): Candidate | null {
  if (candidate.mediaType !== null) {
    const [first] = candidate.edits;
    for (const { edit, value, mediaType } of contentFaults(plan, base)) {
      if (edit.keyword === first?.keyword) return { ...candidate, base, value, mediaType, edits: [edit] };
    }
    return null;
  }
  const fresh = candidate.edits.map((edit) => renewed(base, edit));
  if (!fresh.every((one) => one !== null)) return null;
  const edits = fresh.flatMap((one) => one.edits);
  const value = editsIn(base, edits);
  return value === undefined ? null : { ...candidate, base, value, edits };
}

/** Seeds of operations are as unlike as their names (FNV-1a). */
function mix(seed: number, key: string): number {
  let hash = seed ^ 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash | 0;
}
