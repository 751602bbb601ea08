import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, fieldsOf } from '../../test/support/gateway-client.js';
import type { UploadClient } from '../../test/support/upload-client.js';
import { fileOf, startUploadClient } from '../../test/support/upload-client.js';

let client: UploadClient;
beforeAll(async () => {
  client = await startUploadClient();
});
afterAll(() => client.gateway.close());

const pdf = Buffer.from('%PDF-1.7\n');
const mb = 1024 * 1024;

describe('a direct upload (facts 2, 4, 5, 14)', () => {
  it('answers 201 with the metadata and where they are', async () => {
    const before = Date.now();
    const reply = await client.upload('hello', { headers: { 'Content-Type': 'text/plain' } });
    expect(reply.status).toBe(201);
    const { attachment_id: id, expires_at: expiresAt, ...rest } = fileOf(reply);
    expect(id).toMatch(/^att_[a-z0-9]{24}$/);
    expect(rest).toEqual({ filename: 'note.txt', content_type: 'text/plain', size_bytes: 5 });
    expect(expiresAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(before + 24 * 60 * 60 * 1000);
    expect(reply.header('location')).toBe(`/api/v1/emails/attachments/${id}`);
    expect(reply.header('x-ratelimit-remaining')).not.toBeNull();
    expect(fileOf(await client.metadata(id))).toEqual(fileOf(reply));
  });

  it.each([
    ['filename=a.txt&content_type=text/csv', { 'Content-Type': 'text/plain' }, 'text/csv'],
    ['filename=a.txt', { 'Content-Type': 'text/plain' }, 'text/plain'],
    ['filename=a.txt', {}, 'application/octet-stream'],
  ])('of %s with %j is of the type %s', async (query, headers, type) => {
    expect(fileOf(await client.upload('x', { query, headers })).content_type).toBe(type);
  });

  it.each([
    ['no filename', '', 'missing_parameter'],
    ['an empty filename', 'filename=', 'invalid_parameter'],
    ['a filename of 256 characters', `filename=${'a'.repeat(252)}.txt`, 'invalid_parameter'],
    ['a folder in the filename', 'filename=..%2Fa.txt', 'invalid_parameter'],
    ['a line end in the filename', 'filename=a%0D%0Ab.txt', 'invalid_parameter'],
  ])('answers 400 to %s', async (_what, query, code) => {
    const reply = await client.upload('x', { query });
    expect(reply.status).toBe(400);
    expect(errorOf(reply)).toMatchObject({ code, param: 'filename' });
  });

  it('takes a filename of 255 characters with quotes and letters of any language', async () => {
    const filename = `"ü"${'a'.repeat(248)}.txt`;
    const reply = await client.upload('x', { query: `filename=${encodeURIComponent(filename)}` });
    expect(fileOf(reply).filename).toBe(filename);
  });

  it('answers 400 where the length is not stated, or is nothing', async () => {
    const chunked = await client.call('/emails/attachments?filename=a.txt', {
      method: 'POST',
      body: [Buffer.from('hello')],
    });
    expect([chunked.status, errorOf(chunked).param]).toEqual([400, 'Content-Length']);
    const empty = await client.upload('');
    expect([empty.status, errorOf(empty).code]).toEqual([400, 'invalid_parameter']);
  });

  it('takes 18 MiB and answers 413 to a byte more', async () => {
    expect((await client.upload(Buffer.alloc(18 * mb, 'a'))).status).toBe(201);
    const reply = await client.upload(Buffer.alloc(18 * mb + 1, 'a'));
    expect([reply.status, errorOf(reply).code]).toEqual([413, 'payload_too_large']);
  });

  it.each(['a.exe', 'a.bat', 'a.sh', 'a.zip', 'a.tar', 'a.gz', 'a.pdf.exe', 'A.EXE', 'exe', '.txt.'])(
    'answers 422 to a file called %s',
    async (filename) => {
      const reply = await client.upload(pdf, { query: `filename=${filename}` });
      expect([reply.status, errorOf(reply).code]).toEqual([422, 'validation_error']);
      expect(fieldsOf(reply)).toEqual(['filename']);
    },
  );

  it('holds binary formats, not texts, to their content', async () => {
    expect((await client.upload(pdf, { query: 'filename=a.PDF' })).status).toBe(201);
    expect((await client.upload(pdf, { query: 'filename=a.txt' })).status).toBe(201);
    const reply = await client.upload('text', { query: 'filename=a.pdf' });
    expect(reply.status).toBe(422);
    expect(fieldsOf(reply)).toEqual(['body']);
    expect((await client.upload(pdf, { query: 'filename=a.png' })).status).toBe(422);
  });

  it.each([
    ['anonymous', null, 401],
    ['unprivileged', 'unprivileged', 403],
    ['revoked', 'revoked', 401],
  ] as const)('is refused to the %s', async (_who, as, status) => {
    expect((await client.upload('x', { as })).status).toBe(status);
    expect((await client.announce({ filename: 'a.txt', size_bytes: 1 }, { as })).status).toBe(status);
    expect((await client.metadata(await client.uploaded(), { as })).status).toBe(status);
  });

  it('honours idempotency keys over bytes, name and type', async () => {
    const once = { idempotencyKey: 'upload-1', headers: { 'Content-Type': 'text/plain' } };
    const first = await client.upload('hello', once);
    const again = await client.upload('hello', once);
    expect(again.status).toBe(201);
    expect(again.body.equals(first.body)).toBe(true);
    expect(again.header('location')).toBe(first.header('location'));
    expect((await client.upload('hallo', once)).status).toBe(409);
    expect((await client.upload('hello', { ...once, query: 'filename=b.txt' })).status).toBe(409);
    expect((await client.upload('hello', { ...once, headers: { 'Content-Type': 'text/csv' } })).status).toBe(409);
  });
});

describe('the metadata of a file (facts 12, 19)', () => {
  it('have a weak tag that does not change, and 304 without a body', async () => {
    const id = await client.uploaded();
    const [first, second] = [await client.metadata(id), await client.metadata(id)];
    const tag = first.header('etag') ?? '';
    expect(tag).toMatch(/^W\/"[^"]+"$/);
    expect(second.header('etag')).toBe(tag);
    expect(second.header('x-request-id')).not.toBe(first.header('x-request-id'));
    const reply = await client.metadata(id, { headers: { 'If-None-Match': tag } });
    expect([reply.status, reply.body.length, reply.header('etag')]).toEqual([304, 0, tag]);
    expect(reply.header('cache-control')).toBe('no-store');
    expect(reply.header('x-ratelimit-remaining')).not.toBeNull();
    const stranger = await client.metadata(id, { as: null, headers: { 'If-None-Match': tag } });
    expect(stranger.status).toBe(401);
  });

  it.each([`att_${'a'.repeat(24)}`, 'abc', '..%2f', '%00'])('are not there for the id %s', async (id) => {
    const reply = await client.metadata(id);
    expect([reply.status, errorOf(reply).code]).toEqual([404, 'not_found']);
  });

  it('are there for the team, for nobody else', async () => {
    const id = await client.uploaded();
    expect((await client.metadata(id, { as: 'secondSender' })).status).toBe(200);
    expect((await client.metadata(id, { as: 'otherTeam' })).status).toBe(404);
  });

  it('answer HEAD like GET, without the body', async () => {
    const id = await client.uploaded();
    const reply = await client.metadata(id, { method: 'HEAD' });
    expect([reply.status, reply.body.length]).toEqual([200, 0]);
    expect(reply.header('etag')).toBe((await client.metadata(id)).header('etag'));
  });

  it('answer 405 to other methods, and say which there are', async () => {
    const reply = await client.metadata(await client.uploaded(), { method: 'DELETE' });
    expect([reply.status, reply.header('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});
