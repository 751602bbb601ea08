import { Random } from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { valueAt } from '../../contract/json-pointer.js';
import { combine, isWithin, reapply } from '../edits/apply-edits.js';
import type { CaseFamily, RequestValue } from '../request-case.js';
import type { Edit, EditedValue } from '../schema-source.js';
import { contentFaults } from './content-edits.js';
import { isExtension } from './json-faults.js';
import { exampleValues } from './example-drafts.js';
import { baseOf, plainBase, requestValue, type Base, type RequestPlan, jsonOf } from './request-plan.js';
import { isContainer, inDocument, isOwn } from './request-schema.js';

/** A request that may become a case. */
export interface Candidate {
  readonly family: CaseFamily;
  readonly value: RequestValue;
  /** Type of a body that is not the variant's. */
  readonly mediaType: string | null;
  readonly edits: readonly Edit[];
  /** What the edits were made in; for other families the request itself. */
  readonly base: Base;
  /** The plainest request of the variant, to try the edits in. */
  readonly plain: Base;
}

export interface CandidateOptions {
  /** Of the operation: the same for the same run and operation. */
  readonly seed: number;
  readonly mostEdits: number;
  readonly strictJson: boolean;
  /** Edits that made good cases so far, the pool for random ones. */
  readonly proven: readonly Edit[];
}

/** Requests of an operation in the order in which they are tried; without end, once edges and faults are through. */
export function* candidates(plan: RequestPlan, options: CandidateOptions): Generator<Candidate> {
  const plains = plan.variants.flatMap((variant) => plainBase(plan, variant, options.seed) ?? []);
  for (const plain of plains) yield asItIs(plain, 'valid', plain);
  for (const plain of plains) {
    for (const value of exampleValues(plan, plain)) yield asItIs(plain, 'example', { ...plain, value });
  }
  const drawn = drawRandom(plan, plains, options);
  yield* edited(plan, plains, { options, drawn });
  yield* drawn;
}

function asItIs(plain: Base, family: CaseFamily, base: Base): Candidate {
  return { family, value: base.value, mediaType: null, edits: [], base, plain };
}

/** Edges and faults of all variants in turn; parameters are edited with the first one only. */
function* edited(
  plan: RequestPlan,
  plains: readonly Base[],
  { options, drawn }: { readonly options: CandidateOptions; readonly drawn: Iterator<Candidate, unknown> },
): Generator<Candidate> {
  const streams = plains.flatMap((plain, index) => {
    const isWanted = ({ at }: Edit): boolean => index === 0 || isWithin(at, '/body');
    const faulty = inTurn([unreadable(plan, plain, options.strictJson), faults(plan, plain, isWanted)]);
    return [edges(plan, plain, isWanted), faulty];
  });
  const picker = createPicker(options.seed);
  let turns = 0;
  for (const candidate of inTurn(streams)) {
    yield candidate;
    turns += 1;
    if (options.mostEdits === 1) continue;
    if (turns % 4 === 0) yield* several(candidate.plain, candidate.plain, { options, picker });
    // Some faults show only in a request of several parts.
    if (turns % 6 === 0) yield* next(drawn);
  }
}

function* inTurn<T>(streams: readonly Iterator<T>[]): Generator<T> {
  let open = streams;
  while (open.length > 0) {
    const left: Iterator<T>[] = [];
    for (const stream of open) {
      const next = stream.next();
      if (next.done === true) continue;
      left.push(stream);
      yield next.value;
    }
    open = left;
  }
}

type IsWanted = (edit: Edit) => boolean;

function* edges(plan: RequestPlan, plain: Base, isWanted: IsWanted): Generator<Candidate> {
  const values = plan.maker.boundary(plain.variant.pointer, jsonOf(plain.value));
  for (const value of values) {
    if (value.edits.every(isWanted)) yield fromEdited(plan, plain, { family: 'boundary', value });
  }
}

function* unreadable(plan: RequestPlan, plain: Base, strictJson: boolean): Generator<Candidate> {
  for (const { value, mediaType, edit } of contentFaults(plan, plain)) {
    if (!strictJson && isExtension(edit.keyword)) continue;
    yield { family: 'invalid', value, mediaType, edits: [edit], base: plain, plain };
  }
}

function* faults(plan: RequestPlan, plain: Base, isWanted: IsWanted): Generator<Candidate> {
  for (const value of plan.maker.invalid(plain.variant.pointer, jsonOf(plain.value))) {
    const isReal = value.edits.every((edit) => isWanted(edit) && !isContainer(edit.at) && !isOwn(edit));
    if (isReal) yield fromEdited(plan, plain, { family: 'invalid', value });
  }
}

function fromEdited(
  plan: RequestPlan,
  plain: Base,
  { family, value }: { readonly family: CaseFamily; readonly value: EditedValue },
): Candidate {
  const edits = value.edits.map((edit) => inDocument(plan.outline, edit));
  return { family, value: requestValue(value.value), mediaType: null, edits, base: plain, plain };
}

function* next(drawn: Iterator<Candidate, unknown>): Generator<Candidate> {
  const result = drawn.next();
  if (result.done !== true) yield result.value;
}

/** Valid requests at random, and proven faults in them. */
function* drawRandom(plan: RequestPlan, plains: readonly Base[], options: CandidateOptions): Generator<Candidate> {
  const picker = createPicker(options.seed + 1);
  for (let index = 1; plains.length > 0; index += 1) {
    const plain = plains[index % plains.length];
    if (plain === undefined) return;
    const sample = plan.maker.valid(plain.variant.pointer, { seed: options.seed, index });
    if ('kind' in sample) return;
    const base = baseOf(plain.variant, sample);
    yield asItIs(plain, 'valid', base);
    yield* several(plain, base, { options, picker });
  }
}

interface Mixing {
  readonly options: CandidateOptions;
  readonly picker: Random;
}

/** One request with some proven faults: one, or up to as many as are allowed. */
function* several(plain: Base, base: Base, { options, picker }: Mixing): Generator<Candidate> {
  const { proven, mostEdits } = options;
  if (proven.length === 0) return;
  const wanted = mostEdits > 1 ? picker.nextInt(2, mostEdits) : 1;
  let made: Edited | null = null;
  for (let draws = 0; draws < 4 * wanted && (made?.edits.length ?? 0) < wanted; draws += 1) {
    const edit = proven[picker.nextInt(0, proven.length - 1)];
    if (edit === undefined) return;
    made = withEdit(base, made, edit) ?? made;
  }
  if (made !== null) yield { family: 'invalid', ...made, mediaType: null, base, plain };
}

type Edited = Pick<Candidate, 'value' | 'edits'>;

/** A base with one more edit than it has so far; null: it does not fit in. */
function withEdit(base: Base, before: Edited | null, edit: Edit): Edited | null {
  const alone = renewed(base, edit);
  if (alone === null || before === null) return alone;
  const edits = [...before.edits, ...alone.edits];
  const value = editsIn(base, edits);
  return value === undefined ? null : { value, edits };
}

/** A base with edits in it; undefined: they do not fit in. */
export function editsIn(base: Base, edits: readonly Edit[]): RequestValue | undefined {
  const [first] = edits;
  if (first === undefined) return undefined;
  const value = edits.length === 1 ? reapply(jsonOf(base.value), first) : combine(jsonOf(base.value), edits);
  return value === undefined ? undefined : requestValue(value);
}

/** Another base with an edit in it: what was there before may differ. Null: the edit has no place there. */
export function renewed(base: Base, edit: Edit): Edited | null {
  const value = reapply(jsonOf(base.value), edit);
  if (value === undefined) return null;
  return { value: requestValue(value), edits: [{ ...edit, before: valueAt(jsonOf(base.value), edit.at) }] };
}

function createPicker(seed: number): Random {
  return new Random(xoroshiro128plus(seed));
}
