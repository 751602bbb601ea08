import { describe, expect, it } from 'vitest';
import { judgeParameter, withBody, write } from '../../../test/support/requests.js';
import type { Json } from '../../contract/model.js';
import type { WireVerdict } from '../request-case.js';

const integer = { type: 'integer', minimum: 1, maximum: 10 };
const words = { type: 'array', items: { type: 'string', enum: ['a', 'b'] } };

interface Row {
  readonly what: string;
  readonly parameter: object;
  readonly value: Json;
  readonly want: WireVerdict['kind'];
}

const row = (...[what, parameter, value, want]: readonly [string, object, Json, WireVerdict['kind']]): Row => ({
  what,
  parameter: { required: true, ...parameter },
  value,
  want,
});
const query = (schema: object, more: object = {}): object => ({ in: 'query', schema, ...more });
const header = (schema: object): object => ({ in: 'header', schema });
const path = (schema: object): object => ({ in: 'path', schema });

/** What a fault was meant to be, and what is left of it on the wire. */
const rows: readonly Row[] = [
  // Nothing but texts travels in a URL: the type of a value is what the schema makes of its text.
  row('a number as a text', query(integer), '5', 'valid'),
  row('a number for a text', query({ type: 'string' }), 5, 'valid'),
  row('true for a text', query({ type: 'string' }), true, 'valid'),
  row('null for a text', query({ type: 'string' }), null, 'valid'),
  row('false as a text for a boolean', query({ type: 'boolean' }), 'false', 'valid'),
  row('one item without its list', query(words), 'a', 'valid'),
  row('a list of one for a text', query({ type: 'string' }), ['a'], 'valid'),
  row('a number where a text or a number may stand', query({ type: ['string', 'integer'] }), 5, 'valid'),
  // Texts that no server can take for what the schema wants.
  row('a word for a number', query(integer), 'many', 'invalid'),
  row('a number too high', query(integer), 11, 'invalid'),
  row('a fraction for a whole number', query(integer), 1.5, 'invalid'),
  row('null for a number', query(integer), null, 'invalid'),
  row('a word that is no boolean', query({ type: 'boolean' }), 'maybe', 'invalid'),
  row('a text beyond its length', query({ type: 'string', maxLength: 3 }), 'blue', 'invalid'),
  row('an item that is not in the list', query(words), ['a', 'c'], 'invalid'),
  row('too few items', query({ ...words, minItems: 2 }), ['a'], 'invalid'),
  row('an id beyond its pattern', path({ type: 'string', pattern: '^[a-z]+$' }), 'A1', 'invalid'),
  row('a header beyond its pattern', header({ type: 'string', pattern: '^[a-z]+$' }), 'A1', 'invalid'),
  // What servers read in several ways.
  row('1 for a boolean', query({ type: 'boolean' }), 1, 'undecided'),
  row('yes for a boolean', query({ type: 'boolean' }), 'yes', 'undecided'),
  row('a number with a leading zero', query(integer), '07', 'undecided'),
  row('a whole number with a fraction of zero', query(integer), '7.0', 'undecided'),
  row('a number within blanks', query(integer), ' 7 ', 'undecided'),
  row('null where null or a number may stand', query({ type: ['integer', 'null'] }), null, 'undecided'),
  row('a number too high that may be a text', query({ type: ['string', 'integer'], maximum: 10 }), 11, 'undecided'),
  row(
    'one item where a list or a text may stand',
    query({ anyOf: [{ const: 'a' }, { ...words, minItems: 2 }] }),
    'a',
    'undecided',
  ),
  row('an empty text', query({ type: 'string' }), '', 'undecided'),
  row('an empty text for a number', query({ type: ['integer', 'null'] }), '', 'undecided'),
  row('an empty text that may be left out', query({ type: 'string' }, { required: false }), '', 'undecided'),
  row('an empty list, which leaves no trace', query(words), [], 'undecided'),
  row('a comma within an item of a list with commas', query(words, { explode: false }), ['a,b'], 'undecided'),
  row('items joined by a comma where they should be repeated', query(words), 'a,b', 'undecided'),
  row('two values where one may stand, one of them right', query(integer), [5, 50], 'undecided'),
  row('a text too long by a blank at its end', query({ type: 'string', maxLength: 4 }), 'blue ', 'undecided'),
  row('a percent sign in a header', header({ type: 'string', maxLength: 3 }), 'a%20b', 'undecided'),
  row('an object within a list', query({ type: 'array', items: { type: 'object' } }), [{ a: 1 }], 'undecided'),
  row('a list within a deep object', query({ type: 'object' }, { style: 'deepObject' }), { a: [1, 2] }, 'undecided'),
  row('a parted label without explode', { in: 'path', style: 'label', schema: words }, ['a', 'b'], 'undecided'),
  // What may never reach the operation.
  row('an empty segment', path({ type: 'string' }), '', 'undecided'),
  row('a dot segment', path({ type: 'string', minLength: 2 }), '.', 'undecided'),
  row('two dots', path({ type: 'string', maxLength: 1 }), '..', 'undecided'),
  row('a slash in a segment', path({ type: 'string', maxLength: 1 }), 'a/b', 'undecided'),
  row('a percent sign in a segment', path({ type: 'string' }), '100%', 'undecided'),
  row('a semicolon in a segment', path({ type: 'string' }), 'a;b', 'undecided'),
  row('a control character in a segment', path({ type: 'string', maxLength: 1 }), 'a\u0000', 'undecided'),
  row('a URL longer than servers need to take', query({ type: 'string', maxLength: 9 }), 'a'.repeat(9000), 'undecided'),
  row('a header that HTTP cannot carry', header({ type: 'string', maxLength: 1 }), 'a\r\nX-Evil: 1', 'undecided'),
  row('a header with a letter beyond ASCII', header({ type: 'string' }), 'é', 'undecided'),
  row('a repeated cookie', { in: 'cookie', explode: true, schema: words }, ['a', 'b'], 'undecided'),
];

describe('what a parameter is worth on the wire', () => {
  it.each(rows)('calls $what $want', async ({ parameter, value, want }) => {
    expect((await judgeParameter(parameter, value)).verdict).toHaveProperty('kind', want);
  });

  it('reads 3.0 with its nullable', async () => {
    const parameter = query({ type: 'integer', nullable: true }, { required: true });
    expect((await judgeParameter(parameter, null, '3.0.3')).verdict).toHaveProperty('kind', 'undecided');
  });

  it('names places in the request and in the document', async () => {
    const written = await write(
      { paths: { '/p': { get: { parameters: [{ name: 'limit', in: 'query', required: true, schema: integer }] } } } },
      {},
    );
    expect(written.verdict).toEqual({
      kind: 'invalid',
      faults: [
        {
          at: '/query/limit',
          keyword: 'required',
          schema: '/paths/~1p/get/parameters/0/required',
          message: 'is required and missing',
        },
      ],
    });
  });

  it('never sends what HTTP cannot carry', async () => {
    const written = await judgeParameter(header({ type: 'string' }), 'a\r\nX-Evil: 1');
    expect(written.headers).toEqual({});
  });

  it('has lone surrogates replaced in a URL', async () => {
    expect((await judgeParameter(query({ type: 'string' }), 'a\ud800')).path).toBe('/p?color=a%EF%BF%BD');
  });

  it.each([
    ['exploded members that the document does not know', { R: 1, X: 2 }, 'undecided'],
    ['exploded members that it knows', { R: 1 }, 'valid'],
    ['an exploded member of a wrong type', { R: 'x' }, 'invalid'],
  ])('calls %s %s: %s', async (_, value, want) => {
    const schema = { type: 'object', properties: { R: { type: 'integer' } }, additionalProperties: false };
    expect((await judgeParameter(query(schema), value)).verdict).toHaveProperty('kind', want);
  });

  it('concludes nothing where another path of the document takes the request', async () => {
    const get = { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }] };
    const members = { paths: { '/p/{id}': { get }, '/p/me': { get: {} } } };
    expect((await write(members, { path: { id: 'me' } })).verdict).toEqual({
      kind: 'undecided',
      reason: 'the path leads to /p/me',
    });
    expect((await write(members, { path: { id: 'you' } })).verdict).toHaveProperty('kind', 'invalid');
  });

  it('concludes nothing from a fault where paths differ in their fragment only', async () => {
    const parameters = [{ name: 'id', in: 'query', required: true, schema: { type: 'integer' } }];
    const members = { paths: { '/p#one': { get: { parameters } }, '/p': { get: {} } } };
    expect(await write(members, { query: { id: 1 } })).toMatchObject({ path: '/p?id=1', verdict: { kind: 'valid' } });
    expect((await write(members, { query: { id: 'x' } })).verdict).toHaveProperty('kind', 'undecided');
  });
});

describe('what a body is worth on the wire', () => {
  const schema = {
    type: 'object',
    required: ['n'],
    properties: { n: { type: 'integer', maximum: 10 }, list: { type: 'array', items: { type: 'integer' } } },
    additionalProperties: false,
  };

  it.each<[string, string, Json, WireVerdict['kind']]>([
    ['a number in JSON', 'application/json', { n: 1 }, 'valid'],
    ['a text for a number in JSON', 'application/json', { n: '1' }, 'invalid'],
    ['a text for a number in a form', 'application/x-www-form-urlencoded', { n: '1' }, 'valid'],
    ['a text for a number in a part', 'multipart/form-data', { n: '1' }, 'valid'],
    ['a word for a number in a form', 'application/x-www-form-urlencoded', { n: 'x' }, 'invalid'],
    ['a word for a number in a part', 'multipart/form-data', { n: 'x' }, 'invalid'],
    ['a missing member in a form', 'application/x-www-form-urlencoded', { list: [1] }, 'invalid'],
    ['a missing member in parts', 'multipart/form-data', { list: [1] }, 'invalid'],
    ['a strange member in a form', 'application/x-www-form-urlencoded', { n: 1, x: 1 }, 'invalid'],
    ['a list in a form', 'application/x-www-form-urlencoded', { n: 1, list: [1, 2] }, 'valid'],
    ['a list of one in a form', 'application/x-www-form-urlencoded', { n: 1, list: [1] }, 'valid'],
    ['a list in parts', 'multipart/form-data', { n: 1, list: [1, 2] }, 'valid'],
    ['an object for a number in a part', 'multipart/form-data', { n: { a: 1 } }, 'invalid'],
  ])('calls %s (%s) %j: %s', async (...[, mediaType, value, want]) => {
    expect((await write(withBody(schema, mediaType), { body: value })).verdict).toHaveProperty('kind', want);
  });

  it.each<[string, Json, string]>([
    ['an integer beyond 2^53', { n: -1e30 }, 'the body holds an integer beyond 2^53, on which JSON parsers differ'],
    ['a lone surrogate', { s: '\ud800' }, 'the body holds a lone surrogate, on which JSON parsers differ'],
  ])('concludes nothing from %s', async (_, value, reason) => {
    const open = { type: 'object', properties: { n: { type: 'integer', maximum: 10 } } };
    expect((await write(withBody(open), { body: value })).verdict).toEqual({ kind: 'undecided', reason });
  });

  it('calls a body of another type invalid, and one that is no JSON', async () => {
    const members = withBody(schema);
    const other = await write(members, { body: { n: 1 } }, { mediaType: 'text/plain' });
    expect(other.headers).toEqual({ 'Content-Type': 'text/plain' });
    expect(other.verdict).toMatchObject({ kind: 'invalid', faults: [{ at: '/body', keyword: 'content' }] });
    const broken = await write(members, { rawBody: '{"n":1' });
    expect(broken.body).toBe('{"n":1');
    expect(broken.verdict).toMatchObject({ kind: 'invalid', faults: [{ at: '/body', keyword: 'json' }] });
  });

  it('calls a missing body invalid only where it is required', async () => {
    expect((await write(withBody(schema), {})).verdict).toMatchObject({ kind: 'invalid', faults: [{ at: '/body' }] });
    const content = { 'application/json': { schema } };
    const optional = (more: object): object => ({ paths: { '/p': { post: { requestBody: { content, ...more } } } } });
    expect((await write(optional({ required: false }), {})).verdict).toEqual({ kind: 'valid' });
    expect((await write(optional({}), {})).verdict).toEqual({
      kind: 'undecided',
      reason: 'the document does not say whether the body may be left out',
    });
  });

  it('concludes nothing from a body that another accepted JSON type allows', async () => {
    const content = { 'application/json': { schema }, 'application/merge-patch+json': { schema: { type: 'object' } } };
    const members = { paths: { '/p': { patch: { requestBody: { content } } } } };
    expect((await write(members, { body: { n: 'x' } })).verdict).toHaveProperty('kind', 'undecided');
    expect((await write(members, { body: [] })).verdict).toHaveProperty('kind', 'invalid');
  });

  it('concludes nothing from a body with GET', async () => {
    const content = { 'application/json': { schema } };
    const members = { paths: { '/p': { get: { requestBody: { content } } } } };
    expect((await write(members, { body: { n: 'x' } })).verdict).toHaveProperty('kind', 'undecided');
  });

  it('concludes nothing from an object in a form, which the editions write differently', async () => {
    const nested = { type: 'object', properties: { o: { type: 'object', properties: { n: { type: 'integer' } } } } };
    const written = await write(withBody(nested, 'application/x-www-form-urlencoded'), { body: { o: { n: 'x' } } });
    expect(written.verdict).toHaveProperty('kind', 'undecided');
  });

  it('does not miss readOnly members in a request', async () => {
    const flagged = { type: 'object', required: ['id'], properties: { id: { type: 'string', readOnly: true } } };
    expect((await write(withBody(flagged), { body: {} })).verdict).toEqual({ kind: 'valid' });
  });
});
