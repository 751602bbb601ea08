import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redact.js';

const key = 'smx_mbx_Ab3dE6gH9jK2mN5p';
const redactor = createRedactor([{ name: 'SENDER_KEY', value: key }]);

/** Every way a server or a serializer might write a secret down. */
const embeddings: Readonly<Record<string, (secret: string, before: string) => string>> = {
  plain: (secret, before) => `${before}${secret} after`,
  upper: (secret) => secret.toUpperCase(),
  lower: (secret) => secret.toLowerCase(),
  percent: (secret) => encodeURIComponent(secret),
  'percent of every byte': (secret) =>
    Array.from(Buffer.from(secret), (b) => `%${b.toString(16).padStart(2, '0')}`).join(''),
  form: (secret) => new URLSearchParams({ secret }).toString(),
  json: (secret, before) => JSON.stringify({ before, secret }),
  'json in json': (secret) => JSON.stringify(JSON.stringify({ secret })),
  'json with escapes throughout': (secret) =>
    Array.from({ length: secret.length }, (_, at) => `\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'upper hex': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  base64: (secret, before) => Buffer.from(`${before}:${secret}`).toString('base64'),
  base64url: (secret, before) => Buffer.from(`${before}:${secret}z`).toString('base64url'),
};

/** What a reader gets who undoes the usual encodings, one after the other, everywhere in a text. */
function decodings(text: string): string[] {
  const base64 = [...text.matchAll(/[\w+/-]{8,}/g)].map(([run]) => Buffer.from(run, 'base64').toString());
  const hex = [...text.matchAll(/[0-9a-f]{8,}/gi)].map(([run]) => Buffer.from(run, 'hex').toString());
  const percent = text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    return Buffer.from(run.replaceAll('%', ''), 'hex').toString();
  });
  const escapes = text.replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  const quotes = text.replace(/\\+(.)/g, '$1');
  return [text, percent, escapes, quotes, ...base64, ...hex];
}

describe('a redactor', () => {
  const secrets = fc.oneof(
    fc.stringMatching(/^smx_[a-z]{3}_[A-Za-z0-9]{8,40}$/),
    fc.stringMatching(/^[A-Za-z0-9_-]{6,60}$/),
    fc.stringMatching(/^[!-~]{8,40}$/),
    fc.string({ unit: 'grapheme', minLength: 8, maxLength: 30 }),
  );
  for (const [name, embed] of Object.entries(embeddings)) {
    it(`leaves nothing of a secret that is embedded as ${name}`, () => {
      fc.assert(
        fc.property(secrets, fc.stringMatching(/^[a-z]{0,5}$/), (secret, before) => {
          const made = createRedactor([{ name: 'K', value: secret }]);
          for (const seen of decodings(made.text(embed(secret, before)))) {
            expect(seen.includes(secret)).toBe(false);
          }
        }),
      );
    });
  }

  it('keeps JSON valid and every other value as it was', () => {
    const value = fc.oneof(secrets, fc.string(), fc.integer());
    fc.assert(
      fc.property(secrets, fc.array(value), (secret, values) => {
        const line = JSON.stringify({ values, secret, text: `\n${secret}\\` });
        const seen = JSON.parse(createRedactor([{ name: 'K', value: secret }]).json(line)) as Record<string, unknown>;
        expect(seen['secret']).toBe('$K');
        expect(JSON.stringify(seen).includes(JSON.stringify(secret).slice(1, -1))).toBe(false);
      }),
    );
  });

  it('does not take the end of an escape for the start of a secret', () => {
    const line = JSON.stringify({ a: '\nabcdef', b: 'nabcdef' });
    const seen: unknown = JSON.parse(createRedactor([{ name: 'K', value: 'nabcdef' }]).json(line));
    expect(seen).toEqual({ a: '\nabcdef', b: '$K' });
  });

  it('names the longer of two secrets that start alike', () => {
    const made = createRedactor([
      { name: 'SHORT', value: 'abcdefgh' },
      { name: 'LONG', value: 'abcdefghijkl' },
    ]);
    expect(made.text('abcdefghijkl abcdefgh')).toBe('$LONG $SHORT');
  });

  it.each([key.toUpperCase(), key.toLowerCase()])('knows a secret in another letter case: %s', (text) => {
    expect(redactor.text(text)).toBe('$SENDER_KEY');
  });

  it('hides what only looks like a key', () => {
    expect(redactor.text('no such key: smx_root_ZZZZZZ9')).toBe('no such key: [redacted smx_root_…]');
    expect(redactor.text('keys start with smx_root_')).toBe('keys start with smx_root_');
  });

  it('learns secrets while it is used and ignores empty ones', () => {
    const made = createRedactor([{ name: 'EMPTY', value: '' }]);
    expect(made.text('token-1234')).toBe('token-1234');
    made.add({ name: 'TOKEN', value: 'token-1234' });
    expect(made.text('token-1234')).toBe('$TOKEN');
  });

  it('knows each of many learned secrets by any of its escaped forms', () => {
    const made = createRedactor([{ name: 'ODD', value: 'p%ss wörd"\\' }]);
    const tokens = Array.from({ length: 300 }, (_, n) => `smx-upload-${n.toString(2).padStart(12, '0')}`);
    for (const [n, value] of tokens.entries()) made.add({ name: `TOKEN_${n}`, value });
    for (const [n, token] of tokens.entries()) {
      const [head, tail] = [token.slice(0, 9), token.slice(9)];
      expect(made.text(`?t=${head}%${token.charCodeAt(9).toString(16)}${tail.slice(1)}&`)).toBe(`?t=$TOKEN_${n}&`);
      expect(made.text(`"\\u0073${token.slice(1)}"`)).toBe(`"$TOKEN_${n}"`);
    }
    expect(made.text('p%25ss+w%C3%B6rd%22%5C')).toBe('$ODD');
    expect(made.text('smx-upload-%30')).toBe('smx-upload-%30');
  });

  it.each([
    ['Authorization', `Bearer ${key}`, 'Bearer $SENDER_KEY'],
    ['authorization', `bearer  ${key}`, 'bearer  $SENDER_KEY'],
    ['Authorization', key, '$SENDER_KEY'],
    ['Authorization', 'Bearer somebody-elses', 'Bearer [redacted]'],
    ['Authorization', `Bearer x${key}`, 'Bearer [redacted]'],
    ['Authorization', 'Bearer', 'Bearer'],
    ['Authorization', 'hunter2 hunter3', '[redacted] [redacted]'],
    ['Proxy-Authorization', `Basic ${Buffer.from('u:p').toString('base64')}`, 'Basic [redacted]'],
    ['Set-Cookie', 'sid=1; Secure', '[redacted] [redacted]'],
    ['X-API-Key', 'abc', '[redacted]'],
    ['X-Sendmux-Upload-Token', 'smx_upload_abcdefgh', '[redacted]'],
    ['X-Request-Id', `req_${key}`, 'req_$SENDER_KEY'],
  ])('shows %s: %s as %s', (name, value, shown) => {
    expect(redactor.headerValue(name, value)).toBe(shown);
  });
});
