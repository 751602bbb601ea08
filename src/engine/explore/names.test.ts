import { expect, test } from 'vitest';
import type { ApiOperation } from '../../contract/model.js';
import { model } from '../../../test/support/observation.js';
import { caseId, readCaseId } from './case-id.js';
import { choose } from './choice.js';
import { means } from './select.js';
import { tellEdits } from './words.js';

const some = model.operations.get('POST /emails/send');
const operation = (over: Partial<ApiOperation>): ApiOperation => {
  if (!some) throw new Error('the made-up model lost its operation');
  return { ...some, key: 'GET /pets/{petId}', path: '/pets/{petId}', operationId: 'readPet', tags: ['pets'], ...over };
};

test.each([
  ['GET /pets/{petId}', true],
  ['readPet', true],
  ['pets', true],
  ['/pets/{petId}', true],
  ['/pets/*', true],
  ['GET *', true],
  ['*/{petId}', true],
  ['/p*s/*Id}', true],
  ['POST /pets/{petId}', false],
  ['/pets', false],
  ['/pets/*/toys', false],
  ['/pets/{petId}*x', false],
  ['re*dP*x', false],
  // What stands before and after the star may not overlap.
  ['/pets/{petId*petId}', false],
])('the pattern %s means GET /pets/{petId}: %s', (pattern, want) => {
  expect(means(pattern, operation({}))).toBe(want);
});

test('a case is named by operation and number, whatever stands in the path', () => {
  for (const key of ['POST /pets', 'GET /a#b/{c d}', 'GET /100%']) {
    const name = { operation: key, index: 17 };
    expect(readCaseId(caseId(name))).toEqual(name);
  }
  for (const none of ['', 'POST /pets', 'POST /pets#', 'POST /pets#-1', 'preflight', 'COND.document']) {
    expect(readCaseId(none)).toBeNull();
  }
});

test('a choice is the same for the same seed and words, and spread over all there is', () => {
  const drawn = (seed: number) => Array.from({ length: 4000 }, (_, index) => choose(8, seed, 'GET /pets', index));
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(2)).not.toEqual(drawn(1));
  const counts = Array.from({ length: 8 }, (_, slot) => drawn(1).filter((one) => one === slot).length);
  expect(Math.min(...counts)).toBeGreaterThan(400);
  expect(choose(1000, 1, 'a', 'bc')).not.toBe(choose(1000, 1, 'ab', 'c'));
});

test('what was broken is told in words', () => {
  const edit = { at: '/body/age', keyword: 'minimum', schema: '', before: 3, after: -1 };
  expect(tellEdits({ family: 'valid', edits: [] })).toBeNull();
  expect(tellEdits({ family: 'invalid', edits: [edit] })).toBe('/body/age: breaks minimum, -1 instead of 3');
  expect(tellEdits({ family: 'boundary', edits: [{ ...edit, before: undefined }] })).toBe(
    '/body/age: on the edge of minimum, added as -1',
  );
  const left = { ...edit, keyword: 'required', after: undefined };
  expect(tellEdits({ family: 'invalid', edits: [left, { ...edit, after: 'x'.repeat(500) }] })).toMatch(
    /^\/body\/age: breaks required, left out; \/body\/age: breaks minimum, "x{59}… \(502 characters\) instead of 3$/,
  );
});
