import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { errorOf, fieldsOf, startClient } from '../../test/support/gateway-client.js';

let client: GatewayClient;
beforeAll(async () => {
  client = await startClient();
});
afterAll(() => client.gateway.close());

const text = (length: number) => 'x'.repeat(length);
const address = (length: number) => `${text(length - '@sink.example'.length)}@sink.example`;
const people = (count: number) => Array.from({ length: count }, (_, at) => ({ email: `p${at}@sink.example` }));
const base64 = (content: string) => Buffer.from(content, 'latin1').toString('base64');
const file = (filename: string, content = 'plain') => ({ filename, content: base64(content) });
const files = (count: number) => Array.from({ length: count }, () => file('a.txt'));

type Members = Record<string, unknown>;

const accepted: readonly (readonly [row: string, members: Members])[] = [
  ['Address.email of 254 characters', { to: { email: address(254) } }],
  ['Address.name of 100 characters', { to: { email: 'a@sink.example', name: text(100) } }],
  ['Address.name of 100 astral characters', { to: { email: 'a@sink.example', name: '😀'.repeat(100) } }],
  ['subject of 1 character', { subject: 'x' }],
  ['subject of 998 characters', { subject: text(998) }],
  ['subject in other scripts', { subject: 'Grüße 😀 שלום ก็ é' }],
  ['subject with control characters but no line break', { subject: 'a\u0000\u000bb' }],
  ['subject with a lone surrogate', { subject: 'a\ud800b' }],
  ['html_body of 1 character', { html_body: 'x' }],
  ['text_body, empty', { text_body: '' }],
  ['reply_to', { reply_to: { email: 'a@sink.example', name: 'A' } }],
  ['return_path', { return_path: 'a@sink.example' }],
  ['cc, empty', { cc: [] }],
  ['cc of 100', { cc: people(100) }],
  ['bcc of 100', { bcc: people(100) }],
  ['cc and bcc of 100 each', { cc: people(100), bcc: people(100) }],
  ['custom_headers, empty', { custom_headers: {} }],
  ['custom_headers value of 500 characters', { custom_headers: { 'X-A': text(500) } }],
  ['custom_headers name with digits and hyphens', { custom_headers: { 'X-Trace-7': 'x' } }],
  ['attachments, empty', { attachments: [] }],
  ['attachments, 10', { attachments: files(10) }],
  [
    'attachment with type and encoding',
    { attachments: [{ ...file('a.txt'), type: 'text/plain', encoding: 'base64' }] },
  ],
  ['attachment filename of 255 characters', { attachments: [file(`${text(251)}.txt`)] }],
  ['attachment filename in another script and upper case', { attachments: [file('ünï.TXT')] }],
];

const refused: readonly (readonly [row: string, members: Members, fields: readonly string[]])[] = [
  ['from missing', { from: undefined }, ['from']],
  ['to missing', { to: undefined }, ['to']],
  ['subject missing', { subject: undefined }, ['subject']],
  ['html_body missing', { html_body: undefined }, ['html_body']],
  ['several members missing', { to: undefined, subject: undefined }, ['to', 'subject']],
  ['Address.email missing', { to: {} }, ['to.email']],
  ['Address.email of 255 characters', { to: { email: address(255) } }, ['to.email']],
  ['Address.name of 101 characters', { to: { email: 'a@sink.example', name: text(101) } }, ['to.name']],
  ['Address.name with CR LF', { from: { email: 'a@sink.example', name: 'A\r\nBcc: b@c.de' } }, ['from.name']],
  ['Address.name with LF', { to: { email: 'a@sink.example', name: 'A\n' } }, ['to.name']],
  ['Address with an unknown member', { from: { email: 'a@sink.example', foo: 1 } }, ['from.foo']],
  ['from as string', { from: 'a@sink.example' }, ['from']],
  ['to as string', { to: 'a@sink.example' }, ['to']],
  ['to as array', { to: [{ email: 'a@sink.example' }] }, ['to']],
  ['subject, empty', { subject: '' }, ['subject']],
  ['subject of 999 characters', { subject: text(999) }, ['subject']],
  ['subject with CR LF', { subject: 'a\r\nBcc: b@c.de' }, ['subject']],
  ['subject as number', { subject: 123 }, ['subject']],
  ['html_body, empty', { html_body: '' }, ['html_body']],
  ['html_body as object', { html_body: {} }, ['html_body']],
  ['text_body as null', { text_body: null }, ['text_body']],
  ['reply_to as string', { reply_to: 'a@sink.example' }, ['reply_to']],
  ['reply_to as null', { reply_to: null }, ['reply_to']],
  ['return_path as object', { return_path: { email: 'a@sink.example' } }, ['return_path']],
  ['return_path of 255 characters', { return_path: address(255) }, ['return_path']],
  ['cc of 101', { cc: people(101) }, ['cc']],
  ['bcc of 101', { bcc: people(101) }, ['bcc']],
  ['cc as string', { cc: 'a@sink.example' }, ['cc']],
  ['cc as null', { cc: null }, ['cc']],
  [
    'cc with a faulty and a strange item',
    { cc: [{ email: 'x' }, { email: 'a@b.cc', type: 1 }] },
    ['cc.0.email', 'cc.1.type'],
  ],
  ['custom_headers as array', { custom_headers: [] }, ['custom_headers']],
  ...['Bcc', 'Subject', 'DKIM-Signature', 'X_foo', 'X-', 'x-lower', 'X-a b'].map(
    (name) =>
      [
        `custom_headers named ${name}`,
        { custom_headers: { [name]: 'x' } },
        [`custom_headers.${name.replace(' ', '_')}`],
      ] as const,
  ),
  [
    'custom_headers of two names that are written alike',
    { custom_headers: { '!': 'x', ' ': 'x' } },
    ['custom_headers._'],
  ],
  ['custom_headers name with CR LF', { custom_headers: { 'X-A\r\n': 'x' } }, ['custom_headers.X-A__']],
  ['custom_headers value of 501 characters', { custom_headers: { 'X-A': text(501) } }, ['custom_headers.X-A']],
  ['custom_headers value with LF', { custom_headers: { 'X-A': 'a\nb' } }, ['custom_headers.X-A']],
  ['custom_headers value as number', { custom_headers: { 'X-A': 1 } }, ['custom_headers.X-A']],
  ['attachments, 11', { attachments: files(11) }, ['attachments']],
  ['attachment without content', { attachments: [{ filename: 'a.txt' }] }, ['attachments.0.content']],
  ['attachment without filename', { attachments: [{ content: 'YQ==' }] }, ['attachments.0.filename']],
  ['attachment with empty content', { attachments: [{ filename: 'a.txt', content: '' }] }, ['attachments.0.content']],
  ['attachment filename, empty', { attachments: [{ filename: '', content: 'YQ==' }] }, ['attachments.0.filename']],
  ['attachment filename of 256 characters', { attachments: [file(`${text(252)}.txt`)] }, ['attachments.0.filename']],
  ['attachment filename with a folder', { attachments: [file('../a.txt')] }, ['attachments.0.filename']],
  ['attachment filename with CR LF', { attachments: [file('a\r\n.txt')] }, ['attachments.0.filename']],
  ['attachment encoding hex', { attachments: [{ ...file('a.txt'), encoding: 'hex' }] }, ['attachments.0.encoding']],
  [
    'attachment by reference',
    { attachments: [{ attachment_id: 'att_1' }] },
    ['attachments.0.filename', 'attachments.0.content', 'attachments.0.attachment_id'],
  ],
  ...['YQ', 'YQ=', 'YQ===', '=YQ=', 'Y Q=', 'YQ\n=', '****'].map(
    (content) =>
      [
        `attachment content ${JSON.stringify(content)}`,
        { attachments: [{ filename: 'a.txt', content }] },
        ['attachments.0.content'],
      ] as const,
  ),
  ['idempotency_key', { idempotency_key: 'k' }, ['idempotency_key']],
  ['provider', { provider: 'x' }, ['provider']],
  ['tags', { tags: [] }, ['tags']],
  ['delivery_group', { delivery_group: 'dgrp_a' }, ['delivery_group']],
  ['htmlBody for html_body', { html_body: undefined, htmlBody: 'x' }, ['html_body', 'htmlBody']],
  ['__proto__', JSON.parse('{"__proto__": {"x": 1}}') as Members, ['__proto__']],
];

const notAddresses = [
  '',
  'a',
  'a@',
  '@b.cc',
  'a@b@c.de',
  'a b@c.de',
  'a@b.cc.',
  'A <a@b.cc>',
  'a@localhost',
  'a@b..cc',
  '.a@b.cc',
];
const binaryFiles: readonly (readonly [extensions: string, head: string])[] = [
  ['png', '\x89PNG\r\n\x1a\n'],
  ['jpg jpeg', '\xff\xd8\xff\xe0'],
  ['gif', 'GIF89a'],
  ['webp', 'RIFF\x10\x00\x00\x00WEBPVP8 '],
  ['bmp', 'BM\x00\x00'],
  ['ico', '\x00\x00\x01\x00'],
  ['pdf', '%PDF-1.7'],
  ['doc xls ppt', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['docx xlsx pptx odt ods odp', 'PK\x03\x04'],
];

function proto(members: Members): unknown {
  const own = JSON.parse(JSON.stringify(client.mail())) as Members;
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(own, name, { value, enumerable: true, configurable: true });
  }
  return own;
}

describe('facts 4, the mail of POST /emails/send', () => {
  it.each(accepted)('accepts %s', async (_row, members) => {
    const reply = await client.send(client.mail(members));
    expect(reply.status, reply.body.toString()).toBe(200);
  });

  it.each(refused)('refuses %s and names the fields', async (_row, members, fields) => {
    const reply = await client.send(proto(members));
    expect(reply.status).toBe(422);
    expect(fieldsOf(reply)).toEqual(fields);
    expect(errorOf(reply).param).toBe(fields[0]);
  });

  it.each(notAddresses)('refuses the address %j wherever one may stand', async (email) => {
    const reply = await client.send(
      client.mail({
        from: { email },
        to: { email },
        reply_to: { email },
        return_path: email,
        cc: [{ email }],
        bcc: [{ email }],
      }),
    );
    expect(reply.status).toBe(422);
    const fields = fieldsOf(reply);
    expect(fields).toEqual(['from.email', 'to.email', 'reply_to.email', 'return_path', 'cc.0.email', 'bcc.0.email']);
  });

  it.each(['[]', '"x"', '1', 'null', 'true'])('refuses the document %s as a body of the wrong type', async (body) => {
    const reply = await client.call('/emails/send', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    expect(reply.status).toBe(422);
    expect(errorOf(reply).param).toBe('body');
  });
});

describe('facts 10, allowed attachments', () => {
  const known = binaryFiles.flatMap(([names, head]) => names.split(' ').map((name) => [name, head] as const));

  it.each(known)('accepts .%s with the content of one', async (name, head) => {
    const reply = await client.send(client.mail({ attachments: [file(`a.${name}`, `${head}${text(40)}`)] }));
    expect(reply.status).toBe(200);
  });

  it.each(known)('refuses .%s with other content', async (name) => {
    const reply = await client.send(client.mail({ attachments: [file(`a.${name}`, 'just text')] }));
    expect(reply.status).toBe(422);
    expect(errorOf(reply).param).toBe('attachments.0.content');
  });

  it.each('txt csv json xml md svg ics vcf'.split(' '))('accepts .%s with any content', async (name) => {
    const reply = await client.send(client.mail({ attachments: [file(`a.${name}`, '\x89PNG')] }));
    expect(reply.status).toBe(200);
  });

  it.each(['a.exe', 'a.bat', 'a.sh', 'a.zip', 'a.tar', 'a.gz', 'a.pdf.exe', 'a.EXE', 'a', 'a.', 'a.constructor'])(
    'refuses the file %s',
    async (filename) => {
      const reply = await client.send(client.mail({ attachments: [file(filename, 'PK\x03\x04')] }));
      expect(reply.status).toBe(422);
      expect(errorOf(reply).param).toBe('attachments.0.filename');
    },
  );
});

describe('a body that is no JSON', () => {
  const bodies: readonly (readonly [what: string, body: string | Buffer])[] = [
    ['nothing', ''],
    ['a truncated object', '{"from":'],
    ['a trailing comma', '{"a":1,}'],
    ['NaN', '{"a":NaN}'],
    ['a byte order mark', '\ufeff{}'],
    ['a lone byte order mark', '\ufeff'],
    ['broken UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['two documents', '{}{}'],
    ['a million open brackets', '['.repeat(1_000_000)],
    ['1000 levels of objects', `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`],
  ];

  it.each(bodies)('is refused with 400 invalid_parameter: %s', async (_what, body) => {
    const headers = { 'Content-Type': 'application/json' };
    const reply = await client.call('/emails/send', { method: 'POST', headers, body });
    expect(reply.status).toBe(400);
    expect(errorOf(reply).code).toBe('invalid_parameter');
    expect(errorOf(reply)).not.toHaveProperty('param');
  });

  it('does not count brackets within strings as nesting', async () => {
    const reply = await client.send(client.mail({ subject: '"\\'.concat('['.repeat(500)) }));
    expect(reply.status).toBe(200);
  });

  it.each([
    undefined,
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '///',
    'application/jsonx',
  ])('is what a Content-Type of %s announces: 400', async (type) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'Content-Type': type };
    const reply = await client.call('/emails/send', { method: 'POST', headers, body: JSON.stringify(client.mail()) });
    expect(reply.status).toBe(400);
    expect(errorOf(reply).code).toBe('invalid_parameter');
  });

  it.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset="UTF-8"'])(
    'is not what a Content-Type of %s announces',
    async (type) => {
      const reply = await client.send(client.mail(), { headers: { 'Content-Type': type } });
      expect(reply.status).toBe(200);
    },
  );
});

describe('hostile but well-formed JSON', () => {
  it.each([
    ['huge numbers', '{"a":1e999999,"b":-0,"c":123456789012345678901234567890}'],
    ['members named twice', '{"subject":"a","subject":1}'],
    ['a name of a million letters', `{"${'n'.repeat(1_000_000)}":1}`],
    ['ten thousand unknown members', `{${Array.from({ length: 10_000 }, (_, at) => `"m${at}":1`).join(',')}}`],
    ['names of objects', '{"constructor":1,"toString":2,"hasOwnProperty":3}'],
    ['a name that is a lone surrogate', '{"\\ud800":1}'],
    ['an empty name', '{"":1}'],
  ])('gets a 422 of modest size: %s', async (_what, body) => {
    const headers = { 'Content-Type': 'application/json' };
    const reply = await client.call('/emails/send', { method: 'POST', headers, body });
    expect(reply.status).toBe(422);
    expect(reply.body.length).toBeLessThan(20_000);
    for (const field of fieldsOf(reply)) expect(field).toMatch(/^[\w-]+(\.[\w-]+)*$/);
  });
});
