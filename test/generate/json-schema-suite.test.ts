import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createValueMaker } from '../../src/generate/value-maker.js';
import {
  drafts,
  openBench,
  schemasOf,
  suiteMissing,
  type Draft,
  type SuiteSchema,
} from '../support/json-schema-suite.js';

const valuesPerSchema = 100;

/** Schemas for which nothing can be shown, because no validator here reads them as the suite does. */
const unjudged: readonly RegExp[] = [
  // References into schemas of another draft, which is a feature of few validators.
  /optional\/cross-draft\.json: refs to (?:future|historic) drafts/,
  // Takes an identifier within an unknown keyword for one.
  /optional\/unknownKeyword\.json: \$id inside an unknown keyword/,
  // Lets an identifier beside a reference change the base URI.
  /ref\.json: \$ref prevents a sibling (?:\$id|id) from changing the base uri/,
];

interface Survey {
  readonly schemas: number;
  /** Names of those without a validator. */
  readonly unjudged: readonly string[];
  /** What could not be made, with reasons. */
  readonly failures: readonly string[];
}

async function survey(draft: Draft): Promise<Survey> {
  const bench = await openBench(draft);
  const schemas = schemasOf(draft).filter(({ accepted }) => accepted.length > 0);
  const without: string[] = [];
  const failures: string[] = [];
  for (const schema of schemas) {
    const source = await bench.sourceOf(schema);
    if (source === null) without.push(schema.name);
    else failures.push(...failuresOf(schema, source));
  }
  bench.close();
  return { schemas: schemas.length, unjudged: without, failures };
}

function failuresOf({ name }: SuiteSchema, source: Parameters<typeof createValueMaker>[0]): readonly string[] {
  const maker = createValueMaker(source);
  for (let index = 0; index < valuesPerSchema; index += 1) {
    const made = maker.valid('', { seed: 7, index });
    if ('kind' in made) return [`${name}: ${made.reason}`];
    if (source.judge('', made.value).kind !== 'valid') return [`${name}: ${JSON.stringify(made.value)} is refused`];
  }
  return [];
}

// The validator writes to the console where a format is not met.
beforeAll(() => vi.spyOn(console, 'log').mockImplementation(() => undefined));
afterAll(() => vi.restoreAllMocks());

describe.skipIf(suiteMissing !== null)(
  `the schemas of the JSON Schema test suite${suiteMissing ? ` (${suiteMissing})` : ''}`,
  () => {
    test.each(drafts)('get a hundred valid values each: $folder', async (draft) => {
      const { schemas, unjudged: without, failures } = await survey(draft);
      expect(failures).toEqual([]);
      expect(without.filter((name) => !unjudged.some((known) => known.test(name)))).toEqual([]);
      expect(schemas).toBeGreaterThan(150);
      expect((schemas - without.length) / schemas).toBeGreaterThanOrEqual(0.99);
    });
  },
);
