import { describe, expect, it } from 'vitest';
import type { ContentCache } from './cache.js';
import { defaultLoadOptions, loadDocument } from './document.js';
import type { Json, LoadedDocument } from './model.js';
import { generateTypes } from './types.js';

function load(members: object): Promise<LoadedDocument> {
  const text = JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {}, ...members });
  const fetched = { source: 'http://127.0.0.1/', bytes: new TextEncoder().encode(text), mediaType: null };
  return loadDocument(fetched, defaultLoadOptions);
}

function memory(): ContentCache & { readonly entries: Map<string, Json> } {
  const entries = new Map<string, Json>();
  return {
    entries,
    get: (name, content) => Promise.resolve(entries.get(`${name} ${content}`) ?? null),
    set: (name, content, value) => {
      entries.set(`${name} ${content}`, value);
      return Promise.resolve();
    },
  };
}

const responses = {
  200: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Mail' } } } },
};
const mail = {
  Mail: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, size: { type: 'integer' } } },
};

describe('generateTypes', () => {
  it('writes the same text for the same document, marked as generated', async () => {
    const document = await load({ paths: { '/a': { get: { responses } } }, components: { schemas: mail } });
    const types = await generateTypes(document);
    expect(types).toMatch(/^\/\*\*\n \* Generated .*do not edit/);
    expect(types).toContain('export interface paths');
    expect(types).toMatch(/Mail: \{\s+id: string;\s+size\?: number;/);
    expect(await generateTypes(document)).toBe(types);
  });

  it('writes types for a document with faults that do not concern types', async () => {
    const get = { operationId: 'same', responses };
    const document = await load({ paths: { '/a': { get }, '/b': { get } }, components: { schemas: mail } });
    expect(await generateTypes(document)).toContain('"/b"');
  });

  it('does not follow references that an example or an extension holds', async () => {
    const document = await load({
      components: { schemas: { A: { type: 'string', example: { $ref: 'file:///etc/passwd' } } } },
      'x-a': { $ref: './none.json' },
    });
    expect(await generateTypes(document)).toMatch(/A: string;/);
  });

  it('takes kept types where there are some', async () => {
    const document = await load({});
    const cache = memory();
    const types = await generateTypes(document, cache);
    expect([...cache.entries.values()]).toEqual([types]);
    for (const key of cache.entries.keys()) cache.entries.set(key, 'kept');
    expect(await generateTypes(document, cache)).toBe('kept');
    const elsewhere = await load({ servers: [{ url: 'http://127.0.0.1:4010' }] });
    expect(await generateTypes(elsewhere, cache)).toBe('kept');
    const further = await load({ components: { schemas: { Further: { type: 'string' } } } });
    expect(await generateTypes(further, cache)).toContain('Further: string');
  });

  it('says where a reference leads nowhere', async () => {
    const document = await load({
      paths: { '/a': { get: { responses: { 200: { $ref: '#/components/responses/No' } } } } },
    });
    await expect(generateTypes(document)).rejects.toMatchObject({
      where: '/paths/~1a/get/responses/200',
      code: 'DOCUMENT',
    });
  });
});
