import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, fieldsOf } from '../../test/support/gateway-client.js';
import type { UploadClient } from '../../test/support/upload-client.js';
import { fileOf, intentOf, startUploadClient } from '../../test/support/upload-client.js';

let client: UploadClient;
beforeAll(async () => {
  client = await startUploadClient();
});
afterAll(() => client.gateway.close());

const token = 'X-Sendmux-Upload-Token';

describe('an announced upload (facts 4, 5, 14)', () => {
  it('says where, how and with which headers to upload', async () => {
    const before = Date.now();
    const reply = await client.announce({ filename: 'a.txt', size_bytes: 5, content_type: 'text/plain' });
    expect(reply.status).toBe(201);
    const { expires_at: expiresAt, headers, ...rest } = intentOf(reply);
    expect(rest).toEqual({
      upload_id: expect.stringMatching(/^upl_[a-z0-9]{24}$/) as unknown,
      upload_url: `${client.gateway.url}/emails/attachment-uploads/${rest.upload_id}`,
      method: 'PUT',
      max_size_bytes: 18_874_368,
    });
    expect(headers).toEqual({
      'Content-Type': 'text/plain',
      'Content-Length': '5',
      [token]: expect.stringMatching(/^smx_upload_[\w-]{32}$/) as unknown,
    });
    const life = Date.parse(expiresAt) - before;
    expect(life).toBeGreaterThanOrEqual(15 * 60 * 1000);
    expect(life).toBeLessThan(60 * 60 * 1000);
  });

  it.each([
    ['no filename', { size_bytes: 5 }, 'filename'],
    ['an empty filename', { filename: '', size_bytes: 5 }, 'filename'],
    ['no size', { filename: 'a.txt' }, 'size_bytes'],
    ['size 0', { filename: 'a.txt', size_bytes: 0 }, 'size_bytes'],
    ['a negative size', { filename: 'a.txt', size_bytes: -1 }, 'size_bytes'],
    ['half a byte', { filename: 'a.txt', size_bytes: 1.5 }, 'size_bytes'],
    ['a size in words', { filename: 'a.txt', size_bytes: '5' }, 'size_bytes'],
    ['a digest in capitals', { filename: 'a.txt', size_bytes: 5, sha256: 'A'.repeat(64) }, 'sha256'],
    ['a short digest', { filename: 'a.txt', size_bytes: 5, sha256: 'a'.repeat(63) }, 'sha256'],
    ['a type with a line end', { filename: 'a.txt', size_bytes: 5, content_type: 'a\r\nb' }, 'content_type'],
    ['an unknown member', { filename: 'a.txt', size_bytes: 5, more: 1 }, 'more'],
  ])('is refused with %s', async (_what, intent, field) => {
    const reply = await client.announce(intent);
    expect([reply.status, errorOf(reply).code]).toEqual([422, 'validation_error']);
    expect(fieldsOf(reply)).toEqual([field]);
  });

  it('may be of 18 MiB; a byte more is 413', async () => {
    expect((await client.announce({ filename: 'a.txt', size_bytes: 18_874_368 })).status).toBe(201);
    const reply = await client.announce({ filename: 'a.txt', size_bytes: 18_874_369 });
    expect([reply.status, errorOf(reply).code]).toEqual([413, 'payload_too_large']);
  });

  it('is announced once under an idempotency key', async () => {
    const wanted = { filename: 'a.txt', size_bytes: 5 };
    const first = await client.announce(wanted, { idempotencyKey: 'intent-1' });
    const again = await client.announce(wanted, { idempotencyKey: 'intent-1' });
    expect(intentOf(again)).toEqual(intentOf(first));
    expect((await client.announce({ ...wanted, size_bytes: 6 }, { idempotencyKey: 'intent-1' })).status).toBe(409);
  });
});

describe('completing an upload (facts 14)', () => {
  it('takes the token alone, and costs the key nothing', async () => {
    const intent = await client.announced();
    const left = async () => Number((await client.metadata('x')).header('x-ratelimit-remaining'));
    const before = await left();
    const reply = await client.put(intent, 'hello');
    expect(reply.status).toBe(201);
    expect(fileOf(reply)).toMatchObject({ filename: 'note.txt', size_bytes: 5 });
    expect(reply.header('location')).toBe(`/api/v1/emails/attachments/${fileOf(reply).attachment_id}`);
    expect(reply.header('x-ratelimit-limit')).toBeNull();
    expect(await left()).toBe(before - 1);
    expect(fileOf(await client.metadata(fileOf(reply).attachment_id))).toEqual(fileOf(reply));
  });

  it('answers 401 without the token, with another one and with a key instead', async () => {
    const [intent, other] = [await client.announced(), await client.announced()];
    const authorization = { Authorization: `Bearer ${client.gateway.keys.sender}` };
    const attempts = [
      { [token]: null },
      { [token]: '' },
      { [token]: 'smx_upload_x' },
      { [token]: other.headers[token] ?? '' },
      { [token]: null, ...authorization },
    ];
    for (const attempt of attempts) {
      const reply = await client.put(intent, 'hello', attempt);
      expect([reply.status, errorOf(reply).code]).toEqual([401, 'authentication_required']);
    }
    expect((await client.put(intent, 'hello', authorization)).status).toBe(201);
  });

  it('does not let the token send mail', async () => {
    const intent = await client.announced();
    const headers = { Authorization: `Bearer ${intent.headers[token] ?? ''}` };
    expect((await client.send(client.mail(), { as: null, headers })).status).toBe(401);
  });

  it('answers 413 to another size, 400 to another type or none and to chunks', async () => {
    const intent = await client.announced();
    expect((await client.put(intent, 'hell')).status).toBe(413);
    expect((await client.put(intent, 'hello!')).status).toBe(413);
    for (const type of ['text/plain', null]) {
      const reply = await client.put(intent, 'hello', { 'Content-Type': type });
      expect([reply.status, errorOf(reply).param]).toEqual([400, 'Content-Type']);
    }
    expect((await client.put(intent, [Buffer.from('hello')])).status).toBe(400);
    expect((await client.put(intent, 'hello')).status).toBe(201);
  });

  it('holds the bytes to the digest that was announced', async () => {
    const sha256 = createHash('sha256').update('hello').digest('hex');
    const intent = await client.announced({ sha256 });
    const reply = await client.put(intent, 'hallo');
    expect([reply.status, errorOf(reply).param]).toEqual([422, 'sha256']);
    expect((await client.put(intent, 'hello')).status).toBe(201);
  });

  it('holds the bytes to the name that was announced', async () => {
    expect((await client.put(await client.announced({ filename: 'a.pdf' }), 'hello')).status).toBe(422);
    expect((await client.put(await client.announced({ filename: 'a.exe' }), 'hello')).status).toBe(422);
  });

  it('may be repeated, but not with another content', async () => {
    const intent = await client.announced();
    const first = await client.put(intent, 'hello');
    const again = await client.put(intent, 'hello');
    expect([again.status, fileOf(again)]).toEqual([201, fileOf(first)]);
    const other = await client.put(intent, 'hallo');
    expect([other.status, errorOf(other).code]).toEqual([409, 'conflict']);
    expect(fileOf(await client.metadata(fileOf(first).attachment_id))).toEqual(fileOf(first));
  });

  it('is not to be had at another id, nor after a quarter of an hour', async () => {
    const intent = await client.announced();
    const elsewhere = { ...intent, upload_url: intent.upload_url.replace(/upl_.*/, `upl_${'0'.repeat(24)}`) };
    expect((await client.put(elsewhere, 'hello')).status).toBe(404);
    await client.control('POST', '/clock', { advance_seconds: 15 * 60 });
    expect((await client.put(intent, 'hello')).status).toBe(404);
  });
});

describe('before the body is read', () => {
  /** Sends a head and no body; resolves with what has come back when the connection ends or goes quiet. */
  const sendHead = (url: string, headers: Readonly<Record<string, string>>) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port, pathname } = new URL(url);
      const socket = connect(Number(port), hostname);
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      let received = '';
      socket.setEncoding('latin1');
      socket.on('error', reject);
      socket.on('data', (text: string) => {
        received += text;
        socket.destroy();
      });
      socket.on('close', () => resolve(received));
      socket.write(`PUT ${pathname} HTTP/1.1\r\nHost: x\r\n${lines.join('')}\r\n`);
    });

  it('a wrong token is refused', async () => {
    const intent = await client.announced();
    const received = await sendHead(intent.upload_url, { ...intent.headers, [token]: 'wrong' });
    expect(received).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('another length is refused', async () => {
    const intent = await client.announced();
    const received = await sendHead(intent.upload_url, { ...intent.headers, 'Content-Length': '18000000' });
    expect(received).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('who waits for leave to send it is told no, or yes', async () => {
    const intent = await client.announced();
    const waiting = { ...intent.headers, Expect: '100-continue' };
    expect(await sendHead(intent.upload_url, waiting)).toMatch(/^HTTP\/1\.1 100 /);
    expect(await sendHead(intent.upload_url, { ...waiting, [token]: 'wrong' })).toMatch(/^HTTP\/1\.1 401 /);
  });
});
