import { describe, expect, test } from 'vitest';
import type { Json } from '../../contract/model.js';
import type { SchemaDialect } from '../schema-source.js';
import { createSchemas } from './schemas.js';

function read(root: Json, dialect: SchemaDialect = '2020-12') {
  const schemas = createSchemas({ root, dialect });
  return {
    ...schemas,
    /** Pointer of what a reference at a place leads to. */
    leads: (from: string, reference: string): string | null => {
      const place = schemas.at(from);
      return place === null ? null : (schemas.target(place, reference)?.pointer ?? null);
    },
  };
}

describe('a reference', () => {
  test('leads to the place its pointer names, escapes decoded', () => {
    const { leads } = read({ $defs: { 'a/b': { 'x%y': true } }, list: [{}, {}] });
    expect(leads('', '#/$defs/a~1b')).toBe('/$defs/a~1b');
    expect(leads('', '#/$defs/a~1b/x%25y')).toBe('/$defs/a~1b/x%y');
    expect(leads('', '#/list/1')).toBe('/list/1');
    expect(leads('', '#')).toBe('');
    expect(leads('', '#/nowhere')).toBeNull();
    expect(leads('', 'other.json#/a')).toBeNull();
  });

  test('starts at the resource that the schema belongs to', () => {
    const root = {
      $id: 'http://a.example/root.json',
      $defs: { inner: { $id: 'inner.json', $defs: { x: {} }, items: {} }, x: {} },
    };
    const { leads } = read(root);
    expect(leads('/$defs/inner/items', '#/$defs/x')).toBe('/$defs/inner/$defs/x');
    expect(leads('/$defs/x', '#/$defs/x')).toBe('/$defs/x');
    expect(leads('/$defs/inner/items', 'root.json#/$defs/x')).toBe('/$defs/x');
    expect(leads('', 'inner.json')).toBe('/$defs/inner');
    expect(leads('', 'http://a.example/inner.json#/$defs/x')).toBe('/$defs/inner/$defs/x');
  });

  test('finds anchors, each in its resource', () => {
    const root = {
      $defs: { a: { $anchor: 'here' }, b: { $id: 'http://b.example/', $defs: { c: { $anchor: 'here' } } } },
    };
    const { leads } = read(root);
    expect(leads('', '#here')).toBe('/$defs/a');
    expect(leads('', 'http://b.example/#here')).toBe('/$defs/b/$defs/c');
    expect(read({ definitions: { a: { id: '#here' } } }, 'draft-04').leads('', '#here')).toBe('/definitions/a');
  });

  test('takes no name from values, and none beside a reference of an old draft', () => {
    const held = { $id: 'http://held.example/' };
    expect(read({ enum: [held], const: held }).leads('', 'http://held.example/')).toBeNull();
    expect(read({ properties: { enum: held } }).leads('', 'http://held.example/')).toBe('/properties/enum');
    const beside = { definitions: { a: { ...held, $ref: '#' } } };
    expect(read(beside, 'draft-07').leads('', 'http://held.example/')).toBeNull();
    expect(read(beside).leads('', 'http://held.example/')).toBe('/definitions/a');
  });
});

describe('a dynamic reference', () => {
  const root = {
    $id: 'http://a.example/strings',
    $ref: 'list',
    $defs: {
      strings: { $dynamicAnchor: 'item', type: 'string' },
      list: { $id: 'list', items: { $dynamicRef: '#item' }, $defs: { any: { $dynamicAnchor: 'item' } } },
    },
  };

  test('leads to the outermost resource on the way that has the anchor', () => {
    const schemas = read(root);
    const top = schemas.at('');
    const list = top && schemas.target(top, 'list');
    const items = list && schemas.child(list, 'items');
    expect(items && schemas.dynamicTarget(items, '#item')?.pointer).toBe('/$defs/strings');
  });

  test('leads to its own resource where nothing was entered before', () => {
    const schemas = read({ $defs: { list: root.$defs.list } });
    const items = schemas.at('/$defs/list/items');
    expect(items && schemas.dynamicTarget(items, '#item')?.pointer).toBe('/$defs/list/$defs/any');
  });
});
