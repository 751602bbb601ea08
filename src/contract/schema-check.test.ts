import { describe, expect, it } from 'vitest';
import { compileSchema } from './schema-check.js';

describe('compileSchema', () => {
  const check = compileSchema({
    type: 'object',
    required: ['url'],
    additionalProperties: false,
    properties: { url: { type: 'string', format: 'uri' }, mode: { enum: ['smoke', 'safe'] } },
  });

  it('finds nothing wrong with a value that matches', () => {
    expect(check({ url: 'http://127.0.0.1:1/', mode: 'smoke' })).toEqual([]);
  });

  it('reports every violation with its place, and names the member that is too much', () => {
    const violations = check({ url: 'no url', colour: 1 });
    expect(violations.map(({ at, keyword }) => [at, keyword])).toEqual([
      ['', 'additionalProperties'],
      ['/url', 'format'],
    ]);
    expect(violations[0]?.message).toContain('"colour"');
    expect(violations[0]?.schema).toBe('/additionalProperties');
  });

  it('lists the allowed values of an enumeration', () => {
    expect(check({ url: 'http://a/', mode: 'wild' })[0]?.message).toContain('["smoke","safe"]');
  });

  it('refuses a schema with a mistyped keyword', () => {
    expect(() => compileSchema({ type: 'object', requried: ['a'] })).toThrow(/requried/);
  });
});
