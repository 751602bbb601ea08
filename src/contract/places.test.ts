import { describe, expect, it } from 'vitest';
import { linesOf, positionAt } from './places.js';

describe('linesOf', () => {
  const json = '{\n  "a": {\n    "b/c": [\n      1,\n      {"d": 2}\n    ]\n  },\r\n  "e": "x"\n}';

  it('finds the lines of members and items in JSON', () => {
    const lines = linesOf({ text: json, format: 'json' }, ['/a', '/a/b~1c/1/d', '/e', '', '/nowhere', '/a/b~1c/0']);
    expect(Object.fromEntries(lines)).toEqual({ '': 1, '/a': 2, '/a/b~1c/0': 4, '/a/b~1c/1/d': 5, '/e': 8 });
  });

  it('finds them in YAML', () => {
    const text = 'a:\n  b/c:\n    - 1\n    - d: 2\n"200":\n  e: x\n';
    const lines = linesOf({ text, format: 'yaml' }, ['/a', '/a/b~1c/1/d', '/200/e', '/nowhere']);
    expect(Object.fromEntries(lines)).toEqual({ '/a': 1, '/a/b~1c/1/d': 4, '/200/e': 6 });
  });
});

describe('positionAt', () => {
  it('counts lines and columns from 1, whatever ends a line', () => {
    expect(positionAt('a\r\nb\nc', 5)).toEqual({ line: 3, column: 1 });
    expect(positionAt('abc', 2)).toEqual({ line: 1, column: 3 });
  });
});
