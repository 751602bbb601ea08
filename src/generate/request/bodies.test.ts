import { describe, expect, it } from 'vitest';
import { withBody, write, type Written } from '../../../test/support/requests.js';
import type { Json } from '../../contract/model.js';
import { splitMultipart } from './multipart-read.js';

const form = 'application/x-www-form-urlencoded';

describe('form bodies', () => {
  it.each<[string, object, Json, string]>([
    ['texts encoded', {}, { a: 'b c&d=e+é', 'n[]': 1 }, 'a=b%20c%26d%3De%2B%C3%A9&n%5B%5D=1'],
    ['lists repeated', {}, { list: [1, 2] }, 'list=1&list=2'],
    ['lists by style', { list: { style: 'pipeDelimited', explode: false } }, { list: [1, 2] }, 'list=1%7C2'],
    ['objects by style', { o: { style: 'deepObject' } }, { o: { x: 1, y: 2 } }, 'o%5Bx%5D=1&o%5By%5D=2'],
    [
      'JSON where the document says so',
      { o: { contentType: 'application/json' } },
      { o: { x: 1 } },
      'o=%7B%22x%22%3A1%7D',
    ],
    ['reserved characters where they may stay', { a: { allowReserved: true } }, { a: 'b/c?d' }, 'a=b/c?d'],
  ])('have %s', async (...[, encoding, value, text]) => {
    const schema = {
      type: 'object',
      properties: {
        a: { type: 'string' },
        'n[]': { type: 'integer' },
        list: { type: 'array', items: { type: 'integer' } },
        o: {
          type: 'object',
          properties: { x: { type: 'integer' }, y: { type: 'integer' } },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    };
    const written = await write(withBody(schema, form, { encoding }), { body: value });
    expect(written).toMatchObject({ body: text, headers: { 'Content-Type': form }, verdict: { kind: 'valid' } });
  });
});

/** A multipart body as a program that shares no code with the writer reads it. */
async function parts({ wire, headers }: Written): Promise<readonly (readonly [string, string, string])[]> {
  const response = new Response(Buffer.from(wire.body ?? []), {
    headers: { 'content-type': headers['Content-Type'] ?? '' },
  });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- not for servers, but good enough to check what we write
  const entries = [...(await response.formData()).entries()];
  return Promise.all(
    entries.map(async ([name, held]) =>
      typeof held === 'string' ? ([name, 'text', held] as const) : ([name, held.type, await held.text()] as const),
    ),
  );
}

describe('multipart bodies', () => {
  const schema = {
    type: 'object',
    required: ['file', 'note'],
    properties: {
      file: { type: 'string', format: 'binary' },
      note: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
      meta: { type: 'object', properties: { n: { type: 'integer' } } },
    },
  };
  const value = { file: 'bytes', note: 'a\r\nb "c" é', tags: ['x', 'y'], meta: { n: 1 } };

  it('are what other programs read as a form', async () => {
    const written = await write(withBody(schema, 'multipart/form-data'), { body: value });
    expect(written.verdict).toEqual({ kind: 'valid' });
    expect(await parts(written)).toEqual([
      ['file', 'application/octet-stream', 'bytes'],
      ['note', 'text', 'a\r\nb "c" é'],
      ['tags', 'text', 'x'],
      ['tags', 'text', 'y'],
      ['meta', 'text', '{"n":1}'],
    ]);
  });

  it('have the same bytes for the same value, and a boundary that is not in it', async () => {
    const members = withBody(schema, 'multipart/form-data');
    const first = await write(members, { body: value });
    const again = await write(members, { body: value });
    expect(again.body).toBe(first.body);
    const boundary = /boundary=(.*)/.exec(first.headers['Content-Type'] ?? '')?.[1] ?? '';
    const holding = await write(members, { body: { ...value, note: `\r\n--${boundary}--\r\n` } });
    expect(holding.headers['Content-Type']).not.toContain(boundary);
    expect(await parts(holding)).toContainEqual(['note', 'text', `\r\n--${boundary}--\r\n`]);
  });

  it('write names as browsers do', async () => {
    const written = await write(withBody({ type: 'object' }, 'multipart/form-data'), { body: { 'a"\r\nb': 'x' } });
    expect(written.body).toContain('name="a%22%0D%0Ab"');
    expect(splitMultipart(written.headers['Content-Type'] ?? '', written.wire.body ?? new Uint8Array())).toMatchObject([
      { name: 'a"\r\nb', text: 'x' },
    ]);
  });

  it('follow the document in types and headers of parts', async () => {
    const encoding = {
      note: { contentType: 'text/markdown', headers: { 'X-Note': { required: true, schema: { const: 'kept' } } } },
      tags: { contentType: 'application/json' },
    };
    const written = await write(withBody(schema, 'multipart/form-data', { encoding }), { body: value });
    expect(written.body).toContain('name="note"\r\nContent-Type: text/markdown\r\nX-Note: kept\r\n\r\n');
    expect(written.body).toContain('name="tags"\r\nContent-Type: application/json\r\n\r\n["x","y"]\r\n');
    expect(written.verdict).toEqual({ kind: 'valid' });
  });

  it('decide nothing when a part claims to be an image', async () => {
    const encoding = { file: { contentType: 'image/png, image/jpeg' } };
    const written = await write(withBody(schema, 'multipart/form-data', { encoding }), { body: value });
    expect(written.body).toContain('Content-Type: image/png\r\n');
    expect(written.verdict).toHaveProperty('kind', 'undecided');
  });

  it.each(['', '--b', '--b\r\n\r\nx', '--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n'])(
    'are not read from %j',
    (text) => {
      expect(splitMultipart('multipart/form-data; boundary=b', new TextEncoder().encode(text))).toBeNull();
    },
  );
});

describe('other bodies', () => {
  it.each<[string, Json, string]>([
    ['text/plain', 'a é', 'a é'],
    ['text/markdown', '# a', '# a'],
    ['application/octet-stream', 'bytes', 'bytes'],
    ['application/json-patch+json', [{ op: 'x' }], '[{"op":"x"}]'],
  ])('of type %s are written', async (mediaType, value, body) => {
    const schema = typeof value === 'string' ? { type: 'string' } : { type: 'array' };
    const written = await write(withBody(schema, mediaType), { body: value });
    expect(written).toMatchObject({ body, headers: { 'Content-Type': mediaType }, verdict: { kind: 'valid' } });
  });

  it.each([
    ['*/*', 'application/octet-stream'],
    ['application/*+json', 'application/vnd.api+json'],
    ['text/*', 'text/plain'],
  ])('of the range %s are sent as %s', async (range, type) => {
    const written = await write(withBody({}, range), { body: 'x' });
    expect(written.headers['Content-Type']).toBe(type);
    expect(written.verdict).toEqual({ kind: 'valid' });
  });

  it('of any type are sent as JSON where they are no texts', async () => {
    const written = await write(withBody({ type: 'object' }, '*/*'), { body: {} });
    expect(written).toMatchObject({ body: '{}', headers: { 'Content-Type': 'application/json' } });
  });
});
