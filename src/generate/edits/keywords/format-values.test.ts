import { describe, expect, it } from 'vitest';
import { judgedSchema } from '../../../../test/support/judged-schema.js';
import { formatValues } from './format-values.js';

/** Formats that the validators of this project assert. */
const asserted = Object.entries(formatValues).filter(
  ([format]) =>
    judgedSchema({ format }).judge('', '\u0000 {').kind === 'invalid' || /^(?:int|float|double)/.test(format),
);

describe('formatValues', () => {
  it('covers the formats that are asserted', () => {
    expect(asserted.map(([format]) => format)).toEqual(
      expect.arrayContaining(['date-time', 'email', 'uuid', 'byte', 'ipv6']),
    );
  });

  it.each(asserted)('has edges of %s that are right', (format, { edges }) => {
    const wrong = edges.filter((value) => judgedSchema({ format }).judge('', value).kind !== 'valid');
    expect(wrong).toEqual([]);
    expect(edges.length).toBeGreaterThan(1);
  });

  // Any number is a double, and to the validators, a float.
  it.each(asserted.filter(([format]) => format !== 'double' && format !== 'float'))(
    'has values that are nearly %s, but wrong',
    (format, { faults }) => {
      const wrong = faults.filter((value) => judgedSchema({ format }).judge('', value).kind === 'invalid');
      expect(wrong.length).toBeGreaterThan(0);
      expect(faults.filter((value) => !wrong.includes(value))).toEqual([]);
    },
  );
});
