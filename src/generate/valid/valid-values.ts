import { Random } from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Json, SchemaVerdict } from '../../contract/model.js';
import { sampleOf } from '../sample.js';
import type { Schemas } from '../schema/schemas.js';
import type { Obstacle, Sample, SchemaSource, ValueMaker } from '../schema-source.js';
import { createWorkshop } from './make/create-workshop.js';
import { matching } from './shape/demand.js';
import { isPossible, type Maker } from './make/maker.js';
import { largest, setPace } from './draw/pace.js';
import type { Workshop } from './make/workshop.js';

/** Draws of one value before the plainest one is taken in its place. */
const mostDraws = 20;

/** Makes valid values for the schemas of a source; see {@link ValueMaker.valid}. */
export function createValidValues(source: SchemaSource, schemas: Schemas): Pick<ValueMaker, 'valid'> {
  const shop = createWorkshop(source, schemas);
  const starts = new Map<string, Maker | Obstacle>();
  const start = (pointer: string): Maker | Obstacle => {
    const known = starts.get(pointer);
    if (known !== undefined) return known;
    const made = attempt(() => begin(pointer, { source, schemas, shop }), pointer);
    starts.set(pointer, made);
    return made;
  };
  return {
    valid: (pointer, { seed, index }) => {
      const maker = start(pointer);
      if ('kind' in maker) return maker;
      return attempt(() => make(maker, { pointer, seed, index, source, shop }), pointer);
    },
  };
}

/** A schema from outside may overflow the stack; that is an obstacle, never a crash. */
function attempt<T>(action: () => T, pointer: string): T | Obstacle {
  try {
    return action();
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'obstacle', pointer, reason: `too deep: ${error.message}` };
    throw error;
  }
}

interface Beginning {
  readonly source: SchemaSource;
  readonly schemas: Schemas;
  readonly shop: Workshop;
}

function begin(pointer: string, { source, schemas, shop }: Beginning): Maker | Obstacle {
  const obstacle = (reason: string): Obstacle => ({ kind: 'obstacle', pointer, reason });
  const place = schemas.at(pointer);
  if (place === null) return obstacle('the document has no such place');
  const maker = shop.maker([matching(place)], '');
  const plain = maker.plain();
  if (!isPossible(plain)) return obstacle(`no value is found: ${plain.reason}`);
  const verdict = source.judge(pointer, plain.value);
  return verdict.kind === 'invalid' ? (mended(maker, { pointer, source, shop }) ?? obstacle(refusal(verdict))) : maker;
}

interface Mending {
  readonly pointer: string;
  readonly source: SchemaSource;
  readonly shop: Workshop;
}

/** When the judge refuses the plainest value, another one may do. */
function mended(maker: Maker, { pointer, source, shop }: Mending): Maker | null {
  const random = shop.steady();
  const arbitrary = maker.arbitrary();
  for (let draws = 0; draws < 200; draws += 1) {
    setPace(shop.pace, 1 + (draws % largest));
    const { value_: value } = arbitrary.generate(random, undefined);
    if (source.judge(pointer, value).kind !== 'invalid') return { ...maker, plain: () => ({ value }) };
  }
  return null;
}

function refusal(verdict: SchemaVerdict): string {
  const [first] = verdict.kind === 'invalid' ? verdict.violations : [];
  return first === undefined
    ? 'the validator refuses every value made'
    : `the validator refuses every value made: ${first.at || 'the value'} ${first.message} (${first.schema})`;
}

interface Making extends Mending {
  readonly seed: number;
  readonly index: number;
}

function make(maker: Maker, { pointer, seed, index, source, shop }: Making): Sample<Json> {
  const arbitrary = maker.arbitrary();
  const confirm = (value: Json): boolean => source.judge(pointer, value).kind !== 'invalid';
  const plain = maker.plain();
  const random = new Random(xoroshiro128plus(mixed(seed, index)));
  const most = Math.min(largest, 1 + Math.floor(Math.log2(index + 1) / 1.3));
  for (let draws = 0; index > 0 && draws < mostDraws; draws += 1) {
    setPace(shop.pace, random.nextInt(Math.max(1, most - 2), most));
    const drawn = arbitrary.generate(random, undefined);
    if (confirm(drawn.value_)) return sampleOf(drawn, arbitrary, confirm);
  }
  return { value: isPossible(plain) ? plain.value : null, shrink: () => [] };
}

/** Neighbouring indexes give unlike sequences (the finalizer of MurmurHash3). */
function mixed(seed: number, index: number): number {
  let hash = Math.imul(seed ^ Math.imul(index, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
