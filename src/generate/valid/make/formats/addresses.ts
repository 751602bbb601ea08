import fc, { type Arbitrary } from 'fast-check';
import { format, lengthened, type Format } from './format.js';

/** Names that belong to nobody (RFC 2606 and RFC 6761): what is made up reaches no stranger. */
const domains = fc.constantFrom('example.com', 'example.org', 'example.net');
const oddDomains = fc.constantFrom(
  'sub.example.com',
  'a.b.c.example.org',
  'xn--bcher-kva.example',
  '1.example',
  'a-b.test',
);
const localNames = fc.constantFrom('a', 'ada', 'grace', 'alan', 'user', 'info', 'no-reply', 'first.last');
const oddLocalNames = fc.constantFrom(
  'a+tag',
  "o'brien",
  'x_y',
  'A.B-C',
  '1',
  'a!b',
  'a#b',
  'a%b',
  'a&b',
  'a=b',
  'a/b',
  '{x}',
  'a~b',
);
const number = fc.integer({ min: 1, max: 999_999 });

/** No top-level domain has one letter. */
const shortEmail = 'a@b.x';

export const email: Format = (lengths) =>
  lengthened(
    lengths,
    format(
      ['a@example.com', shortEmail],
      fc.tuple(localNames, number, domains).map(([name, count, domain]) => `${name}${count}@${domain}`),
      fc.tuple(fc.oneof(localNames, oddLocalNames), fc.oneof(domains, oddDomains)).map((parts) => parts.join('@')),
    ),
    longerEmail,
  );

/** The local part may take 64 octets (RFC 5321, section 4.5.3.1); labels of the domain take the rest. */
function longerEmail(text: string, missing: number): string {
  if (missing + text.indexOf('@') <= 64) return 'a'.repeat(missing) + text;
  return text.replace('@', `@${labels(missing)}`);
}

function labels(characters: number): string {
  return (
    'aaaaaaa.'.repeat(Math.floor(characters / 8)) + (characters % 8 < 2 ? 'a.' : `${'a'.repeat((characters % 8) - 1)}.`)
  );
}

export const idnEmail: Format = (lengths) => {
  const { plain, arbitraries } = email(lengths);
  const [ordinary = fc.constant('a@example.com')] = arbitraries;
  return format(
    plain,
    ordinary,
    fc.constantFrom('zoë@example.com', '用户@example.com', 'δοκιμή@παράδειγμα.example', 'a@bücher.example'),
  );
};

export const hostname: Format = (lengths) =>
  lengthened(
    lengths,
    format(
      ['example.com', 'a'],
      fc.tuple(number, domains).map(([count, domain]) => `host${count}.${domain}`),
      fc.oneof(oddDomains, fc.constant('localhost'), fc.constant(`${'a'.repeat(63)}.example`)),
    ),
    (text, missing) => labels(missing) + text,
  );

export const idnHostname: Format = (lengths) => {
  const { plain, arbitraries } = hostname(lengths);
  const [ordinary = fc.constant('example.com')] = arbitraries;
  return format(plain, ordinary, fc.constantFrom('bücher.example', 'παράδειγμα.example', '例え.テスト', 'example.com'));
};

const octet = fc.integer({ min: 0, max: 255 });

/** Mostly of the ranges for documentation (RFC 5737, RFC 3849). */
export const ipv4: Format = () =>
  format(
    ['192.0.2.1'],
    octet.map((last) => `192.0.2.${last}`),
    fc.oneof(
      fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.')),
      fc.constantFrom('0.0.0.0', '255.255.255.255', '127.0.0.1', '10.0.0.1'),
    ),
  );

const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));

export const ipv6: Format = () =>
  format(
    ['2001:db8::1', '::1'],
    group.map((last) => `2001:db8::${last}`),
    fc.oneof(
      fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':')),
      fc.constantFrom('::', '::1', '::ffff:192.0.2.1', 'fe80::', '1::', '2001:DB8::A', '1:2:3:4:5:6:7::'),
    ),
  );

const paths = fc.constantFrom('', '/', '/a', '/items/1', '/a/b.txt');
const oddPaths = fc.constantFrom('/%20', '/a%2Fb', '/a;b=c', '/~x', '//', '/.', "/('a')", '/a:b@c', '/%F0%9F%8E%89');
const endings = fc.constantFrom('', '?a=1', '?a=1&b=%26', '?', '#top', '?q=a+b#c', '#');

export const uri: Format = (lengths) =>
  lengthened(
    lengths,
    format(
      ['https://example.com/', 'a:b'],
      fc.tuple(domains, paths, number).map(([domain, path, count]) => `https://${domain}${path}?n=${count}`),
      fc.oneof(
        fc
          .tuple(
            fc.constantFrom('http', 'https', 'ftp'),
            fc.oneof(domains, oddDomains),
            fc.constantFrom('', ':8080'),
            fc.oneof(paths, oddPaths),
            endings,
          )
          .map(([scheme, domain, port, path, ending]) => `${scheme}://${domain}${port}${path}${ending}`),
        fc.constantFrom(
          'urn:isbn:0451450523',
          'mailto:a@example.com',
          'data:,x',
          'tag:example.com,2020:x',
          'http://[2001:db8::1]/',
          'http://192.0.2.1/',
          'http://user@example.com/',
        ),
      ),
    ),
    (text, missing) => text + 'a'.repeat(missing),
  );

export const uriReference: Format = (lengths) => {
  const { plain, arbitraries } = uri(lengths);
  const [ordinary = fc.constant('/')] = arbitraries;
  return format(
    [...plain, '/'],
    ordinary,
    withOthers(arbitraries, '/a', 'a/b', '../c', '?q=1', '#f', '//example.com/x', './a:b'),
  );
};

export const iri: Format = (lengths) => {
  const { plain, arbitraries } = uri(lengths);
  const [ordinary = fc.constant('https://example.com/')] = arbitraries;
  return format(
    plain,
    ordinary,
    withOthers(arbitraries, 'https://example.com/ü', 'https://bücher.example/?ñ=é', 'https://example.com/日本'),
  );
};

export const iriReference: Format = (lengths) => {
  const { plain, arbitraries } = uriReference(lengths);
  const [ordinary = fc.constant('/')] = arbitraries;
  return format(plain, ordinary, withOthers(arbitraries, '/ü', 'ñ/é', '#日本', '?ключ=1'));
};

function withOthers(arbitraries: readonly Arbitrary<string>[], ...others: readonly string[]): Arbitrary<string> {
  return fc.oneof(...arbitraries.slice(-1), fc.constantFrom(...others));
}

/** RFC 6570. */
export const uriTemplate: Format = () =>
  format(
    ['/{id}', '/'],
    fc
      .tuple(fc.constantFrom('items', 'users', 'a'), fc.constantFrom('id', 'name', 'q'))
      .map(([path, name]) => `/${path}/{${name}}`),
    fc.constantFrom('{?q,page}', '{+path}/x', '{#f}', '/{id*}', '{/a,b}', '{;x}', '{&y}', 'no-template', '/{a:3}'),
  );
