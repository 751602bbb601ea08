import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgedSchema } from '../../../../../test/support/judged-schema.js';
import { formatTexts } from './format-texts.js';

const anyLength = { min: 0, max: Infinity };

function drawn(format: string, lengths = anyLength): readonly string[] {
  const source = formatTexts(format, lengths);
  if (source === null) throw new Error(`${format} is unknown`);
  return [
    ...source.plain,
    ...source.arbitraries.flatMap((arbitrary) => fc.sample(arbitrary, { seed: 3, numRuns: 150 })),
  ];
}

const judged =
  'date date-time time duration email hostname ipv4 ipv6 uri uri-reference uri-template uuid json-pointer relative-json-pointer regex byte'.split(
    ' ',
  );

describe('texts of a format', () => {
  test.each(judged)('are what a validator takes for a %s', (format) => {
    const source = judgedSchema({ type: 'string', format });
    for (const text of drawn(format)) {
      if (format === 'byte' && text === '') continue;
      expect(source.judge('', text), text).toEqual({ kind: 'valid' });
    }
  });

  test.each(judged.concat('iri', 'iri-reference', 'idn-email', 'idn-hostname'))('differ for a %s', (format) => {
    expect(new Set(drawn(format)).size).toBeGreaterThan(5);
  });

  test.each(['email', 'hostname', 'uri', 'json-pointer', 'regex', 'byte'])('are long enough for a %s', (format) => {
    const lengths = { min: 70, max: 400 };
    const source = judgedSchema({ type: 'string', format, minLength: lengths.min, maxLength: lengths.max });
    const texts = drawn(format, lengths);
    const valid = texts.filter((text) => source.judge('', text).kind === 'valid');
    expect(valid.length).toBeGreaterThan(texts.length * 0.9);
  });

  test('name hosts that belong to nobody', () => {
    const reserved =
      /(?:^|\.)(?:example|example\.(?:com|org|net)|test)$|^localhost$|^192\.0\.2\.|^\[2001:db8:|^b\.x$|^a$/;
    for (const email of drawn('email')) expect(email.slice(email.lastIndexOf('@') + 1)).toMatch(reserved);
    for (const host of drawn('hostname')) expect(host).toMatch(reserved);
    for (const uri of drawn('uri').filter((text) => text.includes('://')))
      expect(new URL(uri).hostname).toMatch(reserved);
  });

  test('are none for a format that nobody knows', () => {
    expect(formatTexts('phone-of-my-aunt', anyLength)).toBeNull();
    expect(formatTexts('toString', anyLength)).toBeNull();
  });
});
