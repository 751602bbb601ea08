import { expect, test } from 'vitest';
import type { ApiOperation } from '../../contract/model.js';
import type { CaseFamily, RequestCase } from '../../generate/request-case.js';
import { model } from '../../../test/support/observation.js';
import { openPurse } from './purse.js';

function operationAt(path: string): ApiOperation {
  const operation = model.operations.get(`POST ${path}`);
  if (!operation) throw new Error(`the made-up model has no POST ${path}`);
  return operation;
}

function batchOf(messages: number, family: CaseFamily = 'valid'): RequestCase {
  return {
    operation: operationAt('/emails/send/batch'),
    index: 0,
    family,
    mediaType: 'application/json',
    value: { body: { messages: Array.from({ length: messages }, () => ({})) } },
    edits: [],
    shrink: () => [],
  };
}

const mail: RequestCase = { ...batchOf(1), operation: operationAt('/emails/send'), value: { body: {} } };

test('what would send is paid until three quarters are spent', () => {
  const purse = openPurse(4);
  expect([1, 2, 3, 4].map(() => purse.pays(mail))).toEqual([true, true, true, false]);
});

test('what must be refused costs nothing', () => {
  const purse = openPurse(0);
  expect(purse.pays(batchOf(5, 'invalid'))).toBe(true);
  expect(purse.pays(mail)).toBe(false);
});

test('no batch takes more than a third of what is left, so that small ones find room', () => {
  const purse = openPurse(40);
  expect(purse.pays(batchOf(11))).toBe(false);
  expect(purse.pays(batchOf(10))).toBe(true);
  expect(purse.pays(batchOf(7))).toBe(false);
  expect(purse.pays(batchOf(6))).toBe(true);
});
