import type { Json } from '../../../contract/model.js';

/** Values of one format: unusual but right ones, and wrong ones that look right. */
export interface FormatValues {
  readonly edges: readonly Json[];
  readonly faults: readonly Json[];
}

const label63 = 'a'.repeat(63);

/** The formats of JSON Schema 2020-12, section 7.3, and of the OpenAPI registry. */
export const formatValues: Readonly<Record<string, FormatValues>> = {
  'date-time': {
    edges: [
      '2024-02-29T23:59:59Z',
      '1998-12-31T23:59:60Z',
      '2024-01-01T00:00:00+14:00',
      '2024-01-01T00:00:00-12:00',
      '2024-01-01T00:00:00.123456789Z',
      '2024-01-01t00:00:00z',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
    ],
    faults: [
      '2023-02-29T00:00:00Z',
      '2024-01-01T00:00:00',
      '2024-01-01 00:00:00Z',
      '2024-01-01T24:00:00Z',
      '2024-13-01T00:00:00Z',
      '2024-01-01',
      '1704067200',
    ],
  },
  date: {
    edges: ['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'],
    faults: ['2023-02-29', '2024-13-01', '2024-00-10', '2024-1-1', '01/02/2024', '20240101', '2024-01-01T00:00:00Z'],
  },
  time: {
    edges: ['23:59:60Z', '00:00:00+14:00', '12:00:00.123456789Z', '12:00:00-12:00'],
    faults: ['24:00:00Z', '12:60:00Z', '12:00', '12:00:00 PM', 'noon'],
  },
  duration: {
    edges: ['PT0S', 'P1W', 'P1Y2M3DT4H5M6S', 'P999Y', 'PT36H'],
    faults: ['P', 'PT', 'P1', '1D', 'P1Y2W', '-P1D', 'P1D2H'],
  },
  email: {
    edges: [`${'a'.repeat(64)}@example.com`, "first.last+tag'x@example.com", 'a@b.example', `a@${label63}.example`],
    faults: [
      'a.example.com',
      'a@',
      '@example.com',
      'a@example.com@example.com',
      'a b@example.com',
      'a..b@example.com',
      'a@-.example.com',
    ],
  },
  'idn-email': {
    edges: ['δοκιμή@παράδειγμα.example', `${'a'.repeat(64)}@example.com`],
    faults: ['δοκιμή', 'δοκιμή@', '@παράδειγμα.example'],
  },
  hostname: {
    edges: ['a', `${label63}.example`, 'xn--nxasmq6b.example', 'a-b.example', '0.example'],
    faults: ['-a.example', 'a-.example', 'a..example', `${label63}a.example`, 'a_b.example', 'a b', 'http://a.example'],
  },
  'idn-hostname': {
    edges: ['παράδειγμα.example', 'xn--hxajbheg2az3al.example'],
    faults: ['-παράδειγμα', 'a..example', 'a b'],
  },
  ipv4: {
    edges: ['0.0.0.0', '255.255.255.255', '127.0.0.1'],
    faults: ['256.0.0.1', '1.2.3', '1.2.3.4.5', '01.2.3.4', '0x7f.0.0.1', '1.2.3.4/24', '::1'],
  },
  ipv6: {
    edges: ['::', '::1', '::ffff:192.0.2.1', '2001:db8:0:0:0:0:0:1', '2001:DB8::1', 'fe80::'],
    faults: [':::', '1::2::3', '12345::', '2001:db8', '::1%eth0', '[::1]', '192.0.2.1', 'g::1'],
  },
  uri: {
    edges: [
      'urn:example:a',
      'http://[2001:db8::1]:80/',
      'mailto:a@example.com',
      'https://example.com/%F0%9F%98%80?a=b&c#d',
      'https://user@example.com:8443/a;b=c/d',
      `https://example.com/${'a'.repeat(2000)}`,
    ],
    faults: [
      '//example.com/a',
      '/a/b',
      'example',
      'http://a b.example',
      'http://example.com/%zz',
      '://example.com',
      '',
    ],
  },
  'uri-reference': {
    edges: ['', '#', '?a', '/a/b', '../a', '//example.com/a', 'https://example.com/'],
    faults: ['\\\\host\\share', 'a b', '%zz', 'http://[::1'],
  },
  iri: {
    edges: ['https://παράδειγμα.example/δ?ε#ζ', 'urn:example:a'],
    faults: ['/δ', 'δ', 'http://a b.example'],
  },
  'iri-reference': { edges: ['', '/δ', '#ζ', '../δ'], faults: ['\\\\host\\δ', 'a b'] },
  'uri-template': {
    edges: ['', 'https://example.com/{a}{?b,c*}', '{+path}/x', '{#f}'],
    faults: ['{', 'https://example.com/{a', 'a}b', '{a b}'],
  },
  uuid: {
    edges: [
      '00000000-0000-0000-0000-000000000000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
      'F47AC10B-58CC-4372-A567-0E02B2C3D479',
      '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
    ],
    faults: [
      'f47ac10b58cc4372a5670e02b2c3d479',
      'f47ac10b-58cc-4372-a567-0e02b2c3d47',
      'g47ac10b-58cc-4372-a567-0e02b2c3d479',
      '{f47ac10b-58cc-4372-a567-0e02b2c3d479}',
      '0',
    ],
  },
  'json-pointer': { edges: ['', '/', '/a~1b~0c/0', '/-', '/ '], faults: ['a', '/~', '/~2', '#/a', 'a/b'] },
  'relative-json-pointer': { edges: ['0', '1/a', '0#', '10/~0'], faults: ['-1', '01', '/a', '0##', 'a'] },
  regex: { edges: ['', '^a+$', '[\\s\\S]', '(?:a|b){1,3}'], faults: ['(', '[a', '*a', 'a{2,1}', '(?P<n>a)'] },
  byte: { edges: ['', 'AA==', 'AAA=', '++//'], faults: ['A', 'AA=', 'A===', 'A*==', '__--'] },
  int32: { edges: [2 ** 31 - 1, -(2 ** 31), 0], faults: [2 ** 31, -(2 ** 31) - 1, 1e10] },
  int64: { edges: [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0, 2 ** 31], faults: [1.5] },
  float: { edges: [0, -1.5, 1e30, 1e-30], faults: [1e39] },
  double: { edges: [0, -1.5, 1e300, 1e-300], faults: [] },
};
