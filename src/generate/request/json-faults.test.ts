import { describe, expect, it } from 'vitest';
import { isExtension, jsonFaults } from './json-faults.js';

describe('broken JSON', () => {
  it('is cut off, or what parsers are known to read beyond JSON', () => {
    expect(Object.fromEntries([...jsonFaults({ a: 'b', n: [1] })].map(({ keyword, text }) => [keyword, text]))).toEqual(
      {
        json: '{"a":"b","n":[1]',
        'json: a comma before the end': '{"a":"b","n":[1],}',
        'json: a comma too many': '{,"a":"b","n":[1]}',
        'json: single quotes': "{'a':'b','n':[1]}",
        'json: NaN': '{"a":NaN,"n":[1]}',
        'json: a comment': '/* */{"a":"b","n":[1]}',
        'json: a bare control character': '{"a":"b","n\t":[1]}',
        'json: text after the end': '{"a":"b","n":[1]}}',
      },
    );
  });

  it('is never JSON, whatever the value', () => {
    for (const value of [{}, [], '', "it's", 12, null, { a: 'it\'s \\ "quoted"' }, [[]], { a: [] }]) {
      const texts = [...jsonFaults(value)].map(({ text }) => text);
      expect(texts.length).toBeGreaterThan(2);
      for (const text of texts) expect(() => void JSON.parse(text), text).toThrow(SyntaxError);
    }
  });

  it('tells what some parsers may read from what none can', () => {
    expect([...jsonFaults({ a: 1 })].filter(({ keyword }) => !isExtension(keyword)).map(({ text }) => text)).toEqual([
      '{"a":1',
    ]);
  });
});
