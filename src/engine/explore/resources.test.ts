import { expect, test } from 'vitest';
import { documentOf } from '../../../test/support/exploration.js';
import { understand } from '../../contract/api.js';
import { defaultLoadOptions } from '../../contract/document.js';
import { relateOperations } from './resources.js';

test.each(['/pets', '/pets/'])('the items below %s take the ids that the collection gives', async (collection) => {
  const document = documentOf({ [`GET ${collection}`]: {}, [`POST ${collection}`]: {}, 'GET /pets/{petId}': {} });
  const bytes = Buffer.from(JSON.stringify(document));
  const { model } = await understand({ source: 'test', bytes, mediaType: null }, defaultLoadOptions);
  const operations = [...model.operations.values()];
  const item = operations.find(({ key }) => key === 'GET /pets/{petId}');
  const created = operations.find(({ key }) => key === `POST ${collection}`);
  if (item === undefined || created === undefined) throw new Error('the document lost an operation');
  const resources = relateOperations(operations);
  expect(resources.wishes(item)).toMatchObject([
    { parameter: 'petId', sources: [{ kind: 'created' }, { kind: 'listed' }] },
  ]);
  expect(resources.item(created, 'GET')?.operation).toBe(item);
});
