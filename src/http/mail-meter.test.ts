import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { HeaderLine } from './exchange.js';
import { mailEndpoint, meterMail } from './mail-meter.js';

const mail = {
  from: { email: 'me@sender.example' },
  to: { email: 'You@Sink.example', name: 'not@counted.example' },
  subject: 'Hello',
  html_body: '<p>\nTo: no@recipient.example</p>',
};
const url = 'https://api.example/api/v1/emails/send';

function meter(body: unknown, headers: readonly HeaderLine[] = []): ReturnType<typeof meterMail> {
  const bytes =
    typeof body === 'string'
      ? Buffer.from(body)
      : body instanceof Uint8Array
        ? body
        : Buffer.from(JSON.stringify(body));
  return meterMail({ url, headers, body: bytes });
}

describe('a request body', () => {
  it('counts as one message to its recipients, copies included', () => {
    const cc = [{ email: 'c@sink.example' }, { email: 'd@sink.example' }];
    expect(meter({ ...mail, cc, bcc: [{ email: 'e@sink.example' }], reply_to: { email: 'r@x.example' } })).toEqual({
      messages: 1,
      recipients: ['you@sink.example', 'c@sink.example', 'd@sink.example', 'e@sink.example'],
    });
  });

  it('counts when no address is written as it is', () => {
    const escaped = JSON.stringify({ ...mail, from: { name: 'x' } }).replaceAll('@', String.raw`\u0040`);
    expect(escaped).not.toContain('@');
    expect(meter(escaped)).toEqual({ messages: 1, recipients: ['you@sink.example'] });
  });

  it('counts as many messages as it holds mails, at whatever depth', () => {
    expect(meter({ messages: [mail, mail, { ...mail, to: null }] }).messages).toBe(2);
    expect(meter([mail, [mail], { a: { b: mail } }]).messages).toBe(3);
  });

  it.each([
    ['an unknown member', { ...mail, tags: [] }],
    ['a text body only', { ...mail, html_body: undefined, text_body: 'x' }],
    ['an empty subject', { ...mail, subject: '' }],
    ['a subject of another type', { ...mail, subject: 5 }],
    ['a bare address', { ...mail, to: 'a@b.example' }],
    ['a list of addresses', { ...mail, to: ['a@b.example'] }],
    ['an address list in a string', { ...mail, to: { email: 'x <a@b.example>, c@d.example' } }],
    ['a malformed address', { ...mail, to: { email: 'a@@b' } }],
    ['other letter case of its members', { FROM: mail.from, To: mail.to, Subject: 'x', HTML_BODY: 'x' }],
    ['a hidden copy only', { ...mail, to: undefined, bcc: [{ email: 'a@b.example' }] }],
    ['a sender without an address', { ...mail, from: { name: 'x' } }],
  ])('counts with %s: a lenient server might take it', (_, body) => {
    expect(meter(body).messages).toBe(1);
  });

  it.each([
    ['no recipient', { ...mail, to: undefined }],
    ['a recipient that is no address', { ...mail, to: { email: 'nobody' } }],
    ['half an address', { ...mail, to: { email: 'nobody@' } }],
    ['no sender', { ...mail, from: undefined }],
    ['no subject', { ...mail, subject: undefined }],
    ['a subject of null', { ...mail, subject: null }],
    ['no body', { ...mail, html_body: undefined }],
    ['nothing', {}],
  ])('costs nothing with %s', (_, body) => {
    expect(meter(body)).toEqual({ messages: 0, recipients: [] });
  });

  it.each(['', 'null', 'to=a@b.example', JSON.stringify(mail).slice(0, -1), `${JSON.stringify(mail)}]`, '"to"'])(
    'costs nothing when it is no JSON object: %s',
    (text) => {
      expect(meter(text).messages).toBe(0);
    },
  );

  it.each([
    ['a trailing comma', JSON.stringify(mail).replace(/}$/, ',}')],
    ['a byte order mark', `\uFEFF${JSON.stringify(mail)}`],
    ['a bare word', JSON.stringify(mail).replace('{', '{"a":NaN,')],
    ['a bad escape', JSON.stringify(mail).replace('Hello', '\\x')],
    ['escaped member names', JSON.stringify(mail).replace('"to"', '"\\u0074o"')],
    ['two texts in a row', `{}\n${JSON.stringify(mail)}`],
  ])('counts in spite of %s', (_, text) => {
    expect(meter(text).messages).toBe(1);
  });

  it('counts every repeated member, whichever a server takes', () => {
    const text = JSON.stringify(mail).replace('{', '{"to":{"email":"stranger@x.example"},');
    expect(meter(text).recipients).toEqual(['stranger@x.example', 'you@sink.example']);
  });

  it.each([
    ['subject', { ...mail, subject: 'x\r\nBcc: s@x.example, t@x.example' }, ['s@x.example', 't@x.example']],
    ['name', { ...mail, to: { ...mail.to, name: 'x\ncc:s@x.example' } }, ['s@x.example']],
    ['custom header', { ...mail, custom_headers: { Bcc: 's@x.example' } }, ['s@x.example']],
  ])('counts recipients smuggled in through a %s', (_, body, smuggled) => {
    expect(meter(body).recipients).toEqual(expect.arrayContaining(smuggled));
  });

  it.each([
    ['gzip', gzipSync(JSON.stringify(mail)), ['Content-Encoding', 'gzip']],
    ['deflate', deflateSync(JSON.stringify(mail)), ['content-encoding', 'Deflate']],
    ['UTF-16', Buffer.from(JSON.stringify(mail), 'utf16le'), ['Content-Type', 'application/json; charset=utf-16le']],
    ['another media type', Buffer.from(JSON.stringify(mail)), ['Content-Type', 'text/plain']],
  ] as [string, Uint8Array, HeaderLine][])('counts when it is sent as %s', (_, bytes, header) => {
    expect(meter(bytes, [header]).messages).toBe(1);
  });

  it('is read to its end however long or deep it is', () => {
    const long = { attachments: [{ content: 'A'.repeat(3_000_000) }], ...mail, text_body: '"\\'.repeat(500_000) };
    expect(meter(long).messages).toBe(1);
    const deep = `${'[{"a":'.repeat(100_000)}${JSON.stringify(mail)}${'}]'.repeat(100_000)}`;
    expect(meter(deep).messages).toBe(1);
  });
});

describe('an endpoint that sends mail', () => {
  it.each([
    ['https://h/emails/send', 'send'],
    ['https://h/api/v1/emails/send?x=1', 'send'],
    ['https://h/api/v1/emails/send/batch', 'batch'],
    ['https://h/api/v1/Emails//SEND/', 'send'],
    ['https://h/api/v1/emails/%73end', 'send'],
    ['https://h/emails/x/../send;v=1', 'send'],
    ['https://h/emails/sender', null],
    ['https://h/openapi.json', null],
    ['https://h/emails/%zz', null],
  ])('is recognised as leniently as a router does: %s is %s', (address, endpoint) => {
    expect(mailEndpoint(address)).toBe(endpoint);
  });
});
