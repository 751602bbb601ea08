import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ApiOperation } from '../src/contract/model.js';
import { isWithin } from '../src/generate/edits/apply-edits.js';
import type { CaseFamily, CaseOptions } from '../src/generate/request-case.js';
import { openRequests, type RequestApi } from './support/requests.js';
import documents from './support/shared-documents.json' with { type: 'json' };

/** Documents that nobody here wrote; they lie beside the project only where it is developed. */
const data = new URL('../../shared/data/', import.meta.url);

const families: readonly CaseFamily[] = ['example', 'valid', 'boundary', 'invalid'];
const options: CaseOptions = { seed: 1, runs: 100, families };

/** Operations looked at closely, spread over the document. */
const most = 8;

function sampled(operations: readonly ApiOperation[]): readonly ApiOperation[] {
  const step = Math.ceil(operations.length / most);
  return operations.filter((_, index) => index % step === 0);
}

/** Whether the first requests of an operation hold one that is valid beyond doubt. */
function isServed({ maker }: RequestApi, operation: ApiOperation): boolean {
  for (const { value, mediaType } of maker.cases(operation, { ...options, runs: 1, families: ['valid'] })) {
    return maker.assemble(operation, value, mediaType).verdict.kind === 'valid';
  }
  return false;
}

function holdsItsPromise({ maker }: RequestApi, operation: ApiOperation): void {
  for (const { family, value, mediaType, edits } of maker.cases(operation, options)) {
    const { wire, verdict } = maker.assemble(operation, value, mediaType);
    const label = `${operation.key}: ${family} ${JSON.stringify(value)} ${JSON.stringify(edits)}`;
    expect(verdict.kind === 'invalid', label).toBe(family === 'invalid');
    expect(wire.path, label).toMatch(/^\/[!-~]*$/);
    for (const [, text] of wire.headers) expect(text, label).toMatch(/^[!-~](?:[ -~]*[!-~])?$/);
    if (verdict.kind !== 'invalid') continue;
    const { faults } = verdict;
    const isShown = edits.every(({ at }) => faults.some((fault) => isWithin(fault.at, at) || isWithin(at, fault.at)));
    expect(isShown, label).toBe(true);
  }
}

describe.skipIf(!existsSync(data))('requests for documents of others (skipped where these are absent)', () => {
  it.each(documents)('are valid for at least 99 of 100 operations of %s', async (name) => {
    const api = await openRequests(readFileSync(new URL(name, data)));
    const operations = [...api.model.operations.values()];
    const without = operations.filter((operation) => !isServed(api, operation)).map(({ key }) => key);
    expect(without.length, without.join('\n')).toBeLessThanOrEqual(operations.length / 100);
    expect(operations.length).toBeGreaterThan(0);
  });

  it.each(documents)('are what their family says for operations of %s', async (name) => {
    const api = await openRequests(readFileSync(new URL(name, data)));
    for (const operation of sampled([...api.model.operations.values()])) holdsItsPromise(api, operation);
  });
});
