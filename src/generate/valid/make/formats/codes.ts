import fc, { type Arbitrary } from 'fast-check';
import { plainText, words } from '../words.js';
import { format, lengthened, type Format } from './format.js';

const half = fc.integer({ min: 0, max: 0xffff_ffff }).map((value) => value.toString(16).padStart(8, '0'));

/** RFC 9562: version 4 as anybody makes them, and other versions. */
export const uuid: Format = () => {
  const digits = fc.tuple(half, half, half, half).map((parts) => parts.join(''));
  const written = (hex: string, version: string): string =>
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  return format(
    ['00000000-0000-4000-8000-000000000000'],
    digits.map((hex) => written(hex, '4')),
    fc.tuple(digits, fc.constantFrom('1', '3', '5', '7')).map(([hex, version]) => written(hex, version).toUpperCase()),
  );
};

const tokens = fc.constantFrom('a', 'b', '0', '12', 'name', 'a~1b', 'm~0n', '', ' ', 'é', '%', '"', '-');

/** RFC 6901. */
export const jsonPointer: Format = (lengths) =>
  lengthened(
    lengths,
    format(['/a', ''], pointers(1, 2), pointers(0, 5)),
    (text, missing) => text + (text === '' ? `/${'a'.repeat(missing - 1)}` : 'a'.repeat(missing)),
  );

function pointers(minLength: number, maxLength: number): Arbitrary<string> {
  return fc.array(tokens, { minLength, maxLength }).map((parts) => parts.map((part) => `/${part}`).join(''));
}

export const relativeJsonPointer: Format = () =>
  format(
    ['0', '0/a'],
    fc.tuple(fc.nat(9), pointers(0, 2)).map(([up, below]) => `${up}${below}`),
    fc.nat(200).map((up) => `${up}#`),
  );

export const regex: Format = (lengths) =>
  lengthened(
    lengths,
    format(
      ['a'],
      fc.constantFrom('^a+$', '[a-z]{2,4}', 'a|b', '\\d+', '.*'),
      fc.constantFrom('^(?:a|b)*$', '(?=a)', '[^\\s]+', '\\u00e9', '(?<year>\\d{4})', '^$', '\\p{L}', '[\\w-]', 'a{0}'),
    ),
    (text, missing) => text + 'a'.repeat(missing),
  );

/** Base64 with padding (RFC 4648, section 4); four characters hold three octets. */
export const base64: Format = ({ min, max }) => {
  const least = Math.ceil(Math.max(min, 1) / 4);
  const most = Math.max(least, Math.min(Math.floor(max / 4), least + 16));
  const blocks = (limit: number): Arbitrary<string> =>
    fc
      .array(octets, { minLength: least * 3 - 2, maxLength: Math.max(least * 3 - 2, limit * 3) })
      .map((bytes) => Buffer.from(bytes).toString('base64'));
  return format([least === 1 ? 'YQ==' : 'YWFh'.repeat(least), ''], blocks(Math.min(most, least + 4)), blocks(most));
};

const octets = fc.integer({ min: 0, max: 255 });

/** Any text: it is not shown, or not read as text. */
export const opaque: Format = (lengths) =>
  format([plainText(lengths)], words(lengths, 'small'), words(lengths, 'medium'));

/** `contentMediaType: application/json`: a text that holds JSON. */
export const jsonText: Format = () =>
  format(
    ['{}', '0'],
    fc.constantFrom('{}', '[]', '0', 'true', '"a"'),
    fc.constantFrom('{"a":[1,null]}', ' [ ] ', '-1e2', '"\\u00e9"'),
  );
