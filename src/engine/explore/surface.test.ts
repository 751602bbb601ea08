import { expect, test } from 'vitest';
import { documentOf } from '../../../test/support/exploration.js';
import { understandLoaded } from '../../contract/api.js';
import { defaultLoadOptions, loadDocument } from '../../contract/document.js';
import { createCaseMaker } from '../../generate/case-maker.js';
import type { Api } from '../options.js';
import { surfaceOf, type Surface } from './surface.js';

async function apiOf(operations: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Promise<Api> {
  const bytes = Buffer.from(JSON.stringify(documentOf(operations)));
  const document = await loadDocument({ source: 'http://127.0.0.1/', bytes, mediaType: null }, defaultLoadOptions);
  return { ...understandLoaded(document), problems: [] };
}

function taking(type: string): object {
  return { requestBody: { required: true, content: { 'application/json': { schema: { type } } } } };
}

const documented = await apiOf({ 'POST /mails': { ...taking('integer') }, 'POST /notes': { ...taking('boolean') } });
const contract = await apiOf({ 'POST /mails': { ...taking('string') }, 'POST /files': { ...taking('array') } });

/** The body of the plainest request to an operation. */
function bodyFor({ model, openMaker }: Surface, key: string): unknown {
  const operation = model.operations.get(key);
  if (operation === undefined) throw new Error(`no ${key}`);
  const [plainest] = openMaker().cases(operation, { seed: 1, runs: 1, families: ['valid'] });
  return plainest?.value.body;
}

test('operations of the contract are as they are there, all others as the target documents them', () => {
  const surface = surfaceOf({ contract, makeCases: (api) => createCaseMaker(api) }, documented);
  expect([...(surface?.model.operations.keys() ?? [])].toSorted()).toEqual([
    'POST /files',
    'POST /mails',
    'POST /notes',
  ]);
  if (surface === null) throw new Error('there is no surface');
  expect(typeof bodyFor(surface, 'POST /mails')).toBe('string');
  expect(typeof bodyFor(surface, 'POST /notes')).toBe('boolean');
  expect(Array.isArray(bodyFor(surface, 'POST /files'))).toBe(true);
});

test('without a contract the target is taken at its word', () => {
  const surface = surfaceOf({ contract: null, makeCases: (api) => createCaseMaker(api) }, documented);
  expect(surface?.model).toBe(documented.model);
});

test('nothing is prepared before a request is asked for, and nothing at all where nothing is explored', () => {
  const asked: Api[] = [];
  const makeCases = (api: Api) => {
    asked.push(api);
    return createCaseMaker(api);
  };
  surfaceOf({ contract, makeCases }, documented);
  expect(asked).toEqual([]);
  expect(surfaceOf(null, documented)).toBeNull();
});
