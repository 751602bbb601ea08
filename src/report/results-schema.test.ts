import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { exploredLog } from '../../test/support/explored-log.js';
import { greenLog, hostileLog, incompleteLog, manyFindingsLog, waivedLog, waiver } from '../../test/support/run-log.js';
import { foldResults } from './results.js';
import type { RunResults } from './results.js';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/results.schema.json', import.meta.url), 'utf8'),
) as object;
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const drift = { kind: 'wider', pointer: '/paths', message: 'More.', breaking: false } as const;

/** What a reader of the file gets. */
const written = (results: RunResults): unknown => JSON.parse(JSON.stringify(results));

test.each([
  ['green', greenLog()],
  ['hostile', hostileLog()],
  ['incomplete', incompleteLog()],
  ['plan-less', incompleteLog().filter((each) => each.kind !== 'plan' && each.kind !== 'document')],
  ['large', manyFindingsLog(1000)],
  ['waived', waivedLog()],
  ['disturbed', [...greenLog(), { kind: 'notice' as const, message: 'Another run was there.' }]],
  ['explored', exploredLog()],
  ['drifting', [...greenLog(), { kind: 'drift' as const, profile: 'p', drifts: [drift] }]],
])('the results of a %s run match the schema', async (_, log) => {
  validate(written(await foldResults(log)));
  expect(validate.errors).toBeNull();
});

test.each<[string, (results: RunResults) => object]>([
  ['an unknown member', (results) => ({ ...results, extra: 1 })],
  ['an unknown outcome', (results) => ({ ...results, summary: { ...results.summary, odd: 1 } })],
  [
    'an unknown state of a waiver',
    (results) => ({
      ...results,
      declared: { choices: [], waivers: { file: 'x', entries: [{ ...waiver(), state: 'odd' }] } },
    }),
  ],
  ['an unknown kind of drift', (results) => ({ ...results, drift: [{ ...drift, kind: 'odd' }] })],
  ['a reason on a complete run', (results) => ({ ...results, incomplete: 'but why' })],
  ['a share beyond one', (results) => ({ ...results, coverage: 1.01 })],
  ['a requirement without its findings', (results) => ({ ...results, requirements: [{ id: 'ENV-01' }] })],
])('the schema refuses %s', async (_, spoil) => {
  expect(validate(written(spoil(await foldResults(greenLog())) as RunResults))).toBe(false);
});
