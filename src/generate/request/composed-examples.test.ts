import { expect, it } from 'vitest';
import { openRequests } from '../../../test/support/requests.js';
import { createCaseMaker } from '../case-maker.js';
import type { CaseOptions } from '../request-case.js';

const options: CaseOptions = { seed: 7, runs: 20, families: ['example', 'valid'] };

const posting = (schema: object, components: object = {}): object => ({
  paths: { '/p': { post: { requestBody: { required: true, content: { 'application/json': { schema } } } } } },
  components,
});

it('examples of members make bodies: all that have one, then what is required, the rest as plain as ever', async () => {
  const schema = {
    type: 'object',
    required: ['name', 'age', 'address'],
    properties: {
      id: { type: 'integer', readOnly: true, example: 7 },
      name: { type: 'string', examples: ['', 'Ada'], minLength: 1 },
      age: { type: 'integer', minimum: 18, example: 'unknown' },
      nick: { type: 'string' },
      tags: { type: 'array', items: { type: 'string', example: 'new' } },
      address: { $ref: '#/components/schemas/Address' },
    },
  };
  const address = { type: 'object', required: ['city'], properties: { city: { type: 'string', example: 'Bonn' } } };
  const api = await openRequests(posting(schema, { schemas: { Address: address } }));
  const cases = [...api.maker.cases(api.operation('POST /p'), options)];
  const required = { name: 'Ada', age: 18, address: { city: 'Bonn' } };
  expect(cases.filter(({ family }) => family === 'example').map(({ value }) => value.body)).toEqual([
    { ...required, tags: ['new'] },
    required,
  ]);
  // Nobody meant the composed ones as an example: that one of them is no good is not the document's fault.
  expect(api.maker.obstacles('POST /p')).toEqual([]);
});

it('no example of a member takes the place of what is given', async () => {
  const api = await openRequests(
    posting({ type: 'object', properties: { to: { type: 'string', example: 'a@stranger.example' } } }),
  );
  const maker = createCaseMaker(api, {
    given: (_, at) => (at === '/body/to' ? { values: ['sink@example.com'] } : null),
  });
  const cases = [...maker.cases(api.operation('POST /p'), options)];
  expect(JSON.stringify(cases.map(({ value }) => value))).not.toContain('stranger');
});

it('a schema that holds itself ends', async () => {
  const node = {
    type: 'object',
    properties: { name: { type: 'string', example: 'root' }, child: { $ref: '#/components/schemas/Node' } },
  };
  const api = await openRequests(posting({ $ref: '#/components/schemas/Node' }, { schemas: { Node: node } }));
  const cases = [...api.maker.cases(api.operation('POST /p'), options)];
  expect(cases.find(({ family }) => family === 'example')?.value.body).toMatchObject({ name: 'root' });
});
