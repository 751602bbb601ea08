import { expect, test } from 'vitest';
import { documentOf } from '../../../test/support/exploration.js';
import { understand } from '../../contract/api.js';
import { defaultLoadOptions } from '../../contract/document.js';
import type { ApiOperation } from '../../contract/model.js';
import { relateOperations } from './resources.js';

async function operationsOf(document: object): Promise<readonly ApiOperation[]> {
  const bytes = Buffer.from(JSON.stringify(document));
  const { model } = await understand({ source: 'test', bytes, mediaType: null }, defaultLoadOptions);
  return [...model.operations.values()];
}

test.each(['/pets', '/pets/'])('the items below %s take the ids that the collection gives', async (collection) => {
  const operations = await operationsOf(
    documentOf({ [`GET ${collection}`]: {}, [`POST ${collection}`]: {}, 'GET /pets/{petId}': {} }),
  );
  const item = operations.find(({ key }) => key === 'GET /pets/{petId}');
  const created = operations.find(({ key }) => key === `POST ${collection}`);
  if (item === undefined || created === undefined) throw new Error('the document lost an operation');
  const resources = relateOperations(operations);
  expect(resources.wishes(item)).toMatchObject([
    { parameter: 'petId', sources: [{ kind: 'created' }, { kind: 'listed' }] },
  ]);
  expect(resources.item(created, 'GET')?.operation).toBe(item);
});

test('each parameter of a segment is looked for in what the collection gives', async () => {
  const operations = await operationsOf(documentOf({ 'GET /files': {}, 'GET /files/{name}.{extension}': {} }));
  const [list, read] = operations;
  if (list === undefined || read === undefined) throw new Error('the document lost an operation');
  const resources = relateOperations(operations);
  expect(new Set(resources.wishes(read).map(({ parameter }) => parameter))).toEqual(new Set(['name', 'extension']));
  expect(resources.names(list).toSorted()).toEqual(['extension', 'name']);
});
