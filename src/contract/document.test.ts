import { describe, expect, it } from 'vitest';
import { DocumentError } from '../errors.js';
import { defaultLoadOptions, loadDocument, type LoadOptions } from './document.js';
import { valueAt } from './json-pointer.js';
import type { LoadedDocument } from './model.js';

const source = 'http://127.0.0.1:8080/docs/openapi.json';
const minimal = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} };

function load(text: string | Uint8Array, options: Partial<LoadOptions> = {}, from = source): Promise<LoadedDocument> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return loadDocument({ source: from, bytes, mediaType: null }, { ...defaultLoadOptions, ...options });
}

async function refusal(text: string | Uint8Array, options: Partial<LoadOptions> = {}): Promise<DocumentError> {
  const error: unknown = await load(text, options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DocumentError);
  return error as DocumentError;
}

describe('loadDocument', () => {
  it('reads JSON, drops a byte order mark and hashes the bytes as fetched', async () => {
    const document = await load(`\uFEFF${JSON.stringify(minimal)}`);
    expect(document).toMatchObject({ format: 'json', version: '3.1.0', dialect: '3.1', source, root: minimal });
    expect(document.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(document.sha256).not.toBe((await load(JSON.stringify(minimal))).sha256);
  });

  it('reads YAML with anchors as JSON', async () => {
    const document = await load(
      'openapi: 3.0.3\ninfo: &i { title: T, version: "1" }\nx-again: *i\npaths:\n  /a:\n    get: { responses: { 200: { description: fine } } }\n',
    );
    expect(document).toMatchObject({ format: 'yaml', dialect: '3.0' });
    expect(valueAt(document.root, '/paths/~1a/get/responses/200/description')).toBe('fine');
  });

  it.each(['3.0.0', '3.0.4', '3.1.2', '3.2.0'])('accepts OpenAPI %s', async (openapi) => {
    expect((await load(JSON.stringify({ ...minimal, openapi }))).version).toBe(openapi);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['an empty body', '', /empty/],
    ['a web page', '<!doctype html><html></html>', /web page/],
    ['a JSON array', '[]', /an array, not an object/],
    ['plain words', 'Not found', /a string, not an object/],
    ['some other object', '{"status":404}', /no member "openapi"/],
    ['a version that is no string', '{"openapi":3.1}', /3\.1, not a version in quotes/],
    ['Swagger 2.0', '{"swagger":"2.0"}', /Swagger "2.0".*not supported/],
    ['a version to come', '{"openapi":"4.0.0"}', /OpenAPI 4\.0\.0.*not supported/],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x0a, 0x22, 0xff, 0x22]), /not UTF-8/],
    ['YAML that does not parse', 'openapi: 3.1.0\ninfo: [', /cannot be read/],
    ['a duplicate key in YAML', 'openapi: 3.1.0\nopenapi: 3.0.0\n', /cannot be read/],
    ['YAML that contains itself', 'openapi: 3.1.0\ninfo: &a\n  b: *a\n', /contains or repeats itself/],
    ['a number that JSON lacks', 'openapi: 3.1.0\nx-n: .inf\n', /JSON cannot/],
  ])('says what is wrong with %s', async (_, text, message) => {
    const error = await refusal(text);
    expect(error.message).toMatch(message);
    expect(error.where).toContain(source);
  });

  it.each([
    { fault: 'a missing comma', text: '{\n "openapi": "3.1.0"\n "info": {}\n}', place: '3:2', message: /comma/ },
    { fault: 'a trailing comma', text: '{\n "openapi": "3.1.0",\n}', place: '3:1', message: /comma/ },
    {
      fault: 'a duplicate member',
      text: '{\n "openapi": "3.1.0",\n  "openapi": "3.0.0"\n}',
      place: '3:3',
      message: /"openapi" occurs twice/,
    },
    { fault: 'text after the end', text: '{}\n}', place: '2:1', message: /after the end/ },
    { fault: 'an end too early', text: '{"openapi": ', place: '1:13', message: /too early/ },
    { fault: 'a bad escape', text: '{"a": "\\x"}', place: '1:8', message: /escape/ },
    { fault: 'a bad number', text: '{"a": 01}', place: '1:7', message: /value is expected/ },
  ])('names line and column of $fault', async ({ text, place, message }) => {
    const error = await refusal(text);
    expect(error.where).toBe(`${source}:${place}`);
    expect(error.message).toMatch(message);
  });

  it('refuses more bytes and deeper nesting than allowed', async () => {
    expect((await refusal(JSON.stringify(minimal), { maxBytes: 10 })).message).toMatch(/more than the 10 allowed/);
    const deep = `{"openapi":"3.1.0","x-a":${'['.repeat(300)}${']'.repeat(300)}}`;
    expect((await refusal(deep)).message).toMatch(/nested deeper than 200 levels/);
    const bottomless = `{"openapi":"3.1.0","x-a":${'['.repeat(200_000)}`;
    expect((await refusal(bottomless)).message).toMatch(/nested deeper than 200 levels/);
    expect((await refusal(`openapi: 3.1.0\nx-a: ${'['.repeat(300)}${']'.repeat(300)}\n`)).message).toMatch(/deeper/);
  });

  it('refuses aliases that multiply', async () => {
    const lines = ['openapi: 3.1.0', 'x-0: &a0 [a,a,a,a,a,a,a,a,a,a]'];
    for (let level = 1; level < 9; level += 1) {
      lines.push(`x-${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(',')}]`);
    }
    expect((await refusal(lines.join('\n'))).message).toMatch(/expand beyond reason/);
  });

  it('refuses a large anchor that is repeated too often', async () => {
    const repeated = Array.from({ length: 90 }, (_, index) => `x-${index}: *a\n`).join('');
    const text = `openapi: 3.1.0\nx-a: &a [${'1,'.repeat(2000)}1]\n${repeated}`;
    expect((await refusal(text)).message).toMatch(/repeats itself/);
  });

  it('keeps a member called __proto__ a member', async () => {
    const document = await load('{"openapi":"3.1.0","x-a":{"__proto__":{"polluted":true}}}');
    expect(valueAt(document.root, '/x-a/__proto__/polluted')).toBe(true);
    expect(valueAt(document.root, '/x-a/polluted')).toBeUndefined();
  });
});

describe('external references', () => {
  const referring = (reference: string): string =>
    JSON.stringify({ ...minimal, components: { schemas: { A: { $ref: reference } } } });
  const reading = (files: Record<string, string>): Pick<LoadOptions, 'readReference'> & { asked: string[] } => {
    const asked: string[] = [];
    const readReference = (url: string): Promise<Uint8Array> => {
      asked.push(url);
      const text = files[url];
      return text === undefined
        ? Promise.reject(new Error('no such file'))
        : Promise.resolve(new TextEncoder().encode(text));
    };
    return { asked, readReference };
  };

  it.each(['other.json#/A', 'http://127.0.0.1:9/x.json', 'file:///etc/passwd'])(
    'refuses %s by default',
    async (reference) => {
      const reader = reading({});
      const error = await refusal(referring(reference), reader);
      expect(error.message).toContain(reference);
      expect(error.where).toBe('/components/schemas/A');
      expect(reader.asked).toEqual([]);
    },
  );

  it.each(['http://127.0.0.1:9/x.json', '//127.0.0.2/x.json', 'file:///etc/passwd'])(
    'refuses %s where only the same host may be read',
    async (reference) => {
      const reader = reading({});
      await refusal(referring(reference), { ...reader, references: 'same-host' });
      expect(reader.asked).toEqual([]);
    },
  );

  it('never lets a remote document name a local file', async () => {
    const reader = reading({});
    await refusal(referring('file:///etc/passwd'), { ...reader, references: 'any' });
    expect(reader.asked).toEqual([]);
  });

  it.each(['3.0.3', '3.1.0', '3.2.0'])('bundles what it may read into a %s document', async (openapi) => {
    const reader = reading({ 'http://127.0.0.1:8080/docs/parts/a.yaml': 'A:\n  type: string\n' });
    const text = JSON.stringify({ ...minimal, openapi, components: { schemas: { A: { $ref: 'parts/a.yaml#/A' } } } });
    const document = await load(text, { ...reader, references: 'same-host' });
    expect(valueAt(document.root, '/components/schemas/A')).toEqual({ type: 'string' });
    expect(document.version).toBe(openapi);
    expect(document.sha256).not.toBe((await load(JSON.stringify(minimal))).sha256);
  });

  it('refuses a forbidden reference within what was read', async () => {
    const reader = reading({ 'http://127.0.0.1:8080/docs/a.json': '{"$ref":"http://127.0.0.1:9/b.json"}' });
    const error = await refusal(referring('a.json'), { ...reader, references: 'same-host' });
    expect(error.message).toContain('http://127.0.0.1:9/b.json');
    expect(reader.asked).toEqual(['http://127.0.0.1:8080/docs/a.json']);
  });

  it('says which reference cannot be read', async () => {
    const error = await refusal(referring('a.json'), { ...reading({}), references: 'same-host' });
    expect(error.message).toMatch(/cannot be followed/);
  });

  it('gives up on a reference that is never answered', async () => {
    const readReference = (): Promise<Uint8Array> => new Promise(() => undefined);
    const error = await refusal(referring('a.json'), { readReference, references: 'any', timeoutMs: 20 });
    expect(error.message).toMatch(/within 20 ms/);
  });

  it('takes a reference to the $id of a schema in the document for what it is', async () => {
    const schemas = { A: { $id: 'http://a.invalid/s', type: 'string' }, B: { $ref: 'http://a.invalid/s' } };
    expect((await load(JSON.stringify({ ...minimal, components: { schemas } }))).version).toBe('3.1.0');
  });

  it('does not take a reference in an example for one', async () => {
    const schemas = { A: { example: { $ref: 'file:///etc/passwd' } } };
    expect((await load(JSON.stringify({ ...minimal, components: { schemas } }))).version).toBe('3.1.0');
  });
});
