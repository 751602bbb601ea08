import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultLoadOptions, loadDocument } from './document.js';
import { compareDocuments } from './drift.js';
import type { LoadedDocument } from './model.js';

type Tree = Record<string, unknown>;

const mail = {
  type: 'object',
  properties: {
    subject: { type: 'string', maxLength: 998 },
    to: { $ref: '#/components/schemas/Address' },
    kind: { enum: ['plain', 'rich'] },
    tags: { type: 'array', maxItems: 10, items: { type: 'string', pattern: '^a' } },
  },
  required: ['subject', 'to'],
  additionalProperties: false,
};

const base = {
  openapi: '3.1.0',
  info: { title: 'A', version: '1' },
  paths: {
    '/mails/{id}': {
      post: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Mail' } } },
        },
        responses: {
          200: {
            description: 'ok',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Reply' } } },
          },
          422: {
            description: 'no',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Reply' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Mail: mail,
      Address: { type: 'object', properties: { email: { type: 'string' } }, required: ['email'] },
      Reply: {
        type: 'object',
        properties: { id: { type: 'string' }, status: { enum: ['queued'] }, note: { type: 'string' } },
        required: ['id', 'status'],
        additionalProperties: false,
      },
    },
  },
};

function load(root: unknown): Promise<LoadedDocument> {
  return loadDocument(
    { source: 'test', bytes: Buffer.from(JSON.stringify(root)), mediaType: null },
    defaultLoadOptions,
  );
}

/** Compares the base with a copy in which what stands at a pointer is another value; undefined: nothing. */
async function drifts(pointer: string, value: unknown): Promise<readonly string[]> {
  const served = structuredClone(base) as Tree;
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/'));
  const holder = steps.slice(0, -1).reduce((at, step) => at[step] as Tree, served);
  if (value === undefined) Reflect.deleteProperty(holder, steps.at(-1) ?? '');
  else holder[steps.at(-1) ?? ''] = value;
  const found = compareDocuments(await load(base), await load(served));
  return found.map(({ kind, pointer: at, breaking }) => `${kind}${breaking ? '!' : ''} ${at}`);
}

const operation = '/paths/~1mails~1{id}/post';
const schemas = '/components/schemas';

const cases: readonly (readonly [title: string, pointer: string, value: unknown, want: readonly string[]])[] = [
  ['an operation is gone', '/paths', {}, [`missing! ${operation}`]],
  ['a parameter of the path has another name', '/paths', { '/mails/{mail}': base.paths['/mails/{id}'] }, []],
  ['an operation is new', '/paths/~1new', { get: { responses: {} } }, ['extra /paths/~1new/get']],
  ['a parameter is gone', `${operation}/parameters`, [], [`missing! ${operation}/parameters`]],
  [
    'a parameter is required',
    `${operation}/parameters/1/required`,
    true,
    [`narrower! ${operation}/parameters/1/required`],
  ],
  [
    'a parameter is shorter',
    `${operation}/parameters/1/schema/maxLength`,
    64,
    [`narrower! ${operation}/parameters/1/schema/maxLength`],
  ],
  ['the body is optional', `${operation}/requestBody/required`, false, [`wider ${operation}/requestBody/required`]],
  ['the body is gone', `${operation}/requestBody`, undefined, [`missing! ${operation}/requestBody`]],
  ['a status is gone', `${operation}/responses/422`, undefined, [`missing ${operation}/responses/422`]],
  ['the success is gone', `${operation}/responses/200`, undefined, [`missing! ${operation}/responses/200`]],
  [
    'a status is covered by its class',
    `${operation}/responses`,
    { 200: base.paths['/mails/{id}'].post.responses[200], '4XX': base.paths['/mails/{id}'].post.responses[422] },
    [],
  ],
  [
    'a request takes less',
    `${schemas}/Mail/properties/subject/maxLength`,
    500,
    [`narrower! ${schemas}/Mail/properties/subject/maxLength`],
  ],
  [
    'a request takes more',
    `${schemas}/Mail/properties/subject/maxLength`,
    1000,
    [`wider ${schemas}/Mail/properties/subject/maxLength`],
  ],
  [
    'a request has no limit',
    `${schemas}/Mail/properties/tags/maxItems`,
    undefined,
    [`wider ${schemas}/Mail/properties/tags/maxItems`],
  ],
  [
    'items are other',
    `${schemas}/Mail/properties/tags/items/type`,
    'integer',
    [`narrower! ${schemas}/Mail/properties/tags/items/type`, `wider ${schemas}/Mail/properties/tags/items/type`],
  ],
  [
    'a pattern is another',
    `${schemas}/Mail/properties/tags/items/pattern`,
    '^b',
    [`changed ${schemas}/Mail/properties/tags/items/pattern`],
  ],
  [
    'a value is new in a request',
    `${schemas}/Mail/properties/kind/enum`,
    ['plain', 'rich', 'odd'],
    [`wider ${schemas}/Mail/properties/kind/enum`],
  ],
  [
    'a value is gone in a request',
    `${schemas}/Mail/properties/kind/enum`,
    ['plain'],
    [`narrower! ${schemas}/Mail/properties/kind/enum`],
  ],
  [
    'a member of a request is refused',
    `${schemas}/Mail/properties/kind`,
    undefined,
    [`missing! ${schemas}/Mail/properties/kind`],
  ],
  ['a member of a request is new', `${schemas}/Mail/properties/more`, {}, [`extra ${schemas}/Mail/properties/more`]],
  [
    'a request is open',
    `${schemas}/Mail/additionalProperties`,
    undefined,
    [`wider ${schemas}/Mail/additionalProperties`],
  ],
  [
    'a member of a reply is another',
    `${schemas}/Reply/properties/status/enum`,
    ['queued', 'sent'],
    [`wider! ${schemas}/Reply/properties/status/enum`],
  ],
  ['a member of a reply may be missing', `${schemas}/Reply/required`, ['id'], [`wider! ${schemas}/Reply/required`]],
  [
    'a member of a closed reply is new',
    `${schemas}/Reply/properties/more`,
    {},
    [`extra! ${schemas}/Reply/properties/more`],
  ],
  [
    'an optional member of a reply is gone',
    `${schemas}/Reply/properties/note`,
    undefined,
    [`missing ${schemas}/Reply/properties/note`],
  ],
  [
    'a required member of a reply is gone',
    `${schemas}/Reply/properties/id`,
    undefined,
    [`missing! ${schemas}/Reply/properties/id`],
  ],
  ['a reply says nothing of its members', `${schemas}/Reply`, { type: 'object' }, [`wider ${schemas}/Reply`]],
];

test.each(cases.map(([title, pointer, value, want]) => ({ title, pointer, value, want })))(
  '$title',
  async ({ pointer, value, want }) => {
    expect(await drifts(pointer, value)).toEqual(want);
  },
);

test('the same contract written otherwise does not drift', async () => {
  const inlined = structuredClone(base) as Tree;
  const components = (inlined['components'] as Tree)['schemas'] as Tree;
  components['Mail'] = {
    allOf: [
      { type: 'object', properties: { subject: mail.properties.subject, to: base.components.schemas.Address } },
      { properties: { kind: mail.properties.kind, tags: mail.properties.tags }, required: ['to'] },
    ],
    required: ['subject'],
    unevaluatedProperties: false,
    description: 'Prose is no contract.',
  };
  expect(compareDocuments(await load(base), await load(inlined))).toEqual([]);
});

test('null beside one schema is a type, however it is written', async () => {
  const withNote = (note: unknown, openapi: string) =>
    load({
      ...base,
      openapi,
      components: { schemas: { ...base.components.schemas, Reply: { type: 'object', properties: { note } } } },
    });
  const written = await Promise.all([
    withNote({ type: ['string', 'null'] }, '3.1.0'),
    withNote({ anyOf: [{ type: 'string' }, { type: 'null' }] }, '3.1.0'),
    withNote({ oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Address/properties/email' }] }, '3.1.0'),
    withNote({ type: 'string', nullable: true }, '3.0.3'),
  ]);
  for (const one of written) for (const other of written) expect(compareDocuments(one, other)).toEqual([]);
  const plain = await withNote({ type: 'string' }, '3.1.0');
  for (const one of written) {
    expect(compareDocuments(plain, one)).toMatchObject([
      { kind: 'wider', breaking: true, message: 'The type null is allowed, too.' },
    ]);
  }
});

test('alternatives are paired by likeness, whatever their order', async () => {
  const queued = { type: 'object', properties: { id: { type: 'string' }, index: {} }, required: ['id'] };
  const failed = { type: 'object', properties: { error: { type: 'object' }, index: {} }, required: ['error'] };
  const withReply = (oneOf: readonly unknown[]) =>
    load({ ...base, components: { schemas: { ...base.components.schemas, Reply: { oneOf } } } });
  const expected = await withReply([queued, failed]);
  expect(compareDocuments(expected, await withReply([failed, queued]))).toEqual([]);
  const third = { type: 'string' };
  expect(compareDocuments(expected, await withReply([failed, third, queued]))).toMatchObject([
    { kind: 'wider', pointer: '/components/schemas/Reply/oneOf', breaking: true },
  ]);
});

test('references in circles end, and each difference in them is told once', async () => {
  const circle = (length: number, type: string) => ({
    ...base,
    components: {
      schemas: {
        ...base.components.schemas,
        Reply: { $ref: '#/components/schemas/C0' },
        ...Object.fromEntries(
          Array.from({ length }, (_, at) => [
            `C${at}`,
            {
              type: 'object',
              properties: { next: { $ref: `#/components/schemas/C${(at + 1) % length}` }, value: { type } },
            },
          ]),
        ),
      },
    },
  });
  expect(compareDocuments(await load(circle(1, 'string')), await load(circle(1, 'string')))).toEqual([]);
  expect(compareDocuments(await load(circle(7, 'string')), await load(circle(11, 'string')))).toEqual([]);
  expect(compareDocuments(await load(circle(1, 'string')), await load(circle(1, 'integer')))).toHaveLength(2);
});

test('a document that doubles at every step is not expanded', async () => {
  const doubling = {
    ...base,
    components: {
      schemas: {
        ...base.components.schemas,
        Reply: { $ref: '#/components/schemas/D0' },
        ...Object.fromEntries(
          Array.from({ length: 300 }, (_, at) => [
            `D${at}`,
            { allOf: [{ $ref: `#/components/schemas/D${at + 1}` }, { $ref: `#/components/schemas/D${at + 1}` }] },
          ]),
        ),
        D300: { type: 'object', properties: { a: { $ref: '#/components/schemas/D0' } } },
      },
    },
  };
  expect(compareDocuments(await load(doubling), await load(doubling))).toEqual([]);
});

test('the kept document does not drift from itself', async () => {
  const kept = await load(JSON.parse(readFileSync('generated/sending.openapi.json', 'utf8')));
  expect(compareDocuments(kept, kept)).toEqual([]);
});
