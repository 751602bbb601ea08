import { describe, expect, it } from 'vitest';
import { judgeParameter, write } from '../../../test/support/requests.js';
import type { Json } from '../../contract/model.js';

const text: Json = 'blue';
const list: Json = ['blue', 'black', 'brown'];
const object: Json = { R: 100, G: 200, B: 150 };

const textSchema = { type: 'string' };
const listSchema = { type: 'array', items: { type: 'string' } };
const objectSchema = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
  required: ['R', 'G', 'B'],
  additionalProperties: false,
};

const schemas = new Map<Json, object>([
  [text, textSchema],
  [list, listSchema],
  [object, objectSchema],
]);

/** OpenAPI 3.1.1, "Style Examples": location, style, explode, value, wire form. */
const examples: readonly (readonly [string, string, boolean, Json, string])[] = [
  ['path', 'matrix', false, text, '/p/;color=blue'],
  ['path', 'matrix', false, list, '/p/;color=blue,black,brown'],
  ['path', 'matrix', false, object, '/p/;color=R,100,G,200,B,150'],
  ['path', 'matrix', true, text, '/p/;color=blue'],
  ['path', 'matrix', true, list, '/p/;color=blue;color=black;color=brown'],
  ['path', 'matrix', true, object, '/p/;R=100;G=200;B=150'],
  ['path', 'label', false, text, '/p/.blue'],
  ['path', 'label', true, list, '/p/.blue.black.brown'],
  ['path', 'label', true, object, '/p/.R=100.G=200.B=150'],
  ['path', 'simple', false, text, '/p/blue'],
  ['path', 'simple', false, list, '/p/blue,black,brown'],
  ['path', 'simple', false, object, '/p/R,100,G,200,B,150'],
  ['path', 'simple', true, list, '/p/blue,black,brown'],
  ['path', 'simple', true, object, '/p/R=100,G=200,B=150'],
  ['query', 'form', false, text, '/p?color=blue'],
  ['query', 'form', false, list, '/p?color=blue,black,brown'],
  ['query', 'form', false, object, '/p?color=R,100,G,200,B,150'],
  ['query', 'form', true, text, '/p?color=blue'],
  ['query', 'form', true, list, '/p?color=blue&color=black&color=brown'],
  ['query', 'form', true, object, '/p?R=100&G=200&B=150'],
  ['query', 'spaceDelimited', false, list, '/p?color=blue%20black%20brown'],
  ['query', 'spaceDelimited', false, object, '/p?color=R%20100%20G%20200%20B%20150'],
  ['query', 'pipeDelimited', false, list, '/p?color=blue%7Cblack%7Cbrown'],
  ['query', 'pipeDelimited', false, object, '/p?color=R%7C100%7CG%7C200%7CB%7C150'],
  ['query', 'deepObject', true, object, '/p?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
];

describe('styles', () => {
  it.each(examples)('writes %s parameters in style %s, explode %s: %j is %s, and reads the same', async (...row) => {
    const [where, style, explode, value, path] = row;
    const written = await judgeParameter(
      { in: where, style, explode, required: true, schema: schemas.get(value) },
      value,
    );
    expect(written).toMatchObject({ path, verdict: { kind: 'valid' } });
  });

  it.each([
    [false, text, 'blue'],
    [false, list, 'blue,black,brown'],
    [false, object, 'R,100,G,200,B,150'],
    [true, list, 'blue,black,brown'],
    [true, object, 'R=100,G=200,B=150'],
  ])('writes headers, explode %s: %j is %s, and reads the same', async (explode, value, line) => {
    const written = await judgeParameter({ in: 'header', explode, required: true, schema: schemas.get(value) }, value);
    expect(written).toMatchObject({ headers: { color: line }, verdict: { kind: 'valid' } });
  });

  it.each([
    ['form', false, text, 'color=blue', '3.1.0'],
    ['form', false, list, 'color=blue,black,brown', '3.1.0'],
    ['cookie', true, list, 'color=blue; color=black; color=brown', '3.2.0'],
    ['cookie', true, 'a%20b', 'color=a%20b', '3.2.0'],
  ])('writes cookies in style %s, explode %s: %j is %s, and reads the same', async (...row) => {
    const [style, explode, value, line, edition] = row;
    const schema = schemas.get(value) ?? textSchema;
    const written = await judgeParameter({ in: 'cookie', style, explode, required: true, schema }, value, edition);
    expect(written).toMatchObject({ headers: { Cookie: line }, verdict: { kind: 'valid' } });
  });

  it('percent-encodes everything but unreserved characters, in names too', async () => {
    const parameters = [{ name: 'q[]', in: 'query', schema: { const: 'a b&c=d+é/?~' } }];
    const written = await write({ paths: { '/p': { get: { parameters } } } }, { query: { 'q[]': 'a b&c=d+é/?~' } });
    expect(written).toMatchObject({ path: '/p?q%5B%5D=a%20b%26c%3Dd%2B%C3%A9%2F%3F~', verdict: { kind: 'valid' } });
  });

  it('leaves reserved characters as they are where that is allowed and they do not end the value', async () => {
    const schema = { const: "/a?b=c:@!$'()*,;d&e#f+g" };
    const written = await judgeParameter({ in: 'query', allowReserved: true, schema }, schema.const);
    expect(written).toMatchObject({ path: "/p?color=/a?b=c:@!$'()*,;d%26e%23f%2Bg", verdict: { kind: 'valid' } });
  });

  it('writes a parameter with a media type as one JSON text', async () => {
    const content = { 'application/json': { schema: objectSchema } };
    const written = await judgeParameter({ in: 'query', content }, { R: 1, G: 2, B: 3 });
    expect(written).toMatchObject({
      path: '/p?color=%7B%22R%22%3A1%2C%22G%22%3A2%2C%22B%22%3A3%7D',
      verdict: { kind: 'valid' },
    });
    expect((await judgeParameter({ in: 'query', content }, { R: 'x', G: 2, B: 3 })).verdict).toMatchObject({
      kind: 'invalid',
      faults: [{ at: '/query/color/R', keyword: 'type' }],
    });
  });

  it('writes the whole query of 3.2 as one value', async () => {
    const content = { 'application/x-www-form-urlencoded': { schema: objectSchema } };
    const members = { paths: { '/p': { get: { parameters: [{ name: 'all', in: 'querystring', content }] } } } };
    const written = await write(members, { query: { R: 1, G: 2, B: 3 } }, { openapi: '3.2.0' });
    expect(written).toMatchObject({ path: '/p?R=1&G=2&B=3', verdict: { kind: 'valid' } });
    const wrong = await write(members, { query: { R: 1, G: 2 } }, { openapi: '3.2.0' });
    expect(wrong.verdict).toMatchObject({ kind: 'invalid', faults: [{ at: '/query', keyword: 'required' }] });
  });
});
