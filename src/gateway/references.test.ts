import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataOf, errorOf, fieldsOf } from '../../test/support/gateway-client.js';
import type { UploadClient } from '../../test/support/upload-client.js';
import { fileOf, startUploadClient } from '../../test/support/upload-client.js';

let client: UploadClient;
beforeAll(async () => {
  client = await startUploadClient();
});
afterAll(() => client.gateway.close());

const unknown = `att_${'0'.repeat(24)}`;

describe('a reference to an uploaded file (facts 4, 14)', () => {
  it('goes with any number of mails', async () => {
    const attachments = [{ attachment_id: await client.uploaded() }];
    const subject = 'with a file';
    expect((await client.send(client.mail({ subject, attachments }))).status).toBe(200);
    const batch = await client.batch([client.mail({ subject, attachments }), client.mail({ subject, attachments })]);
    expect(dataOf(batch).results.map(({ status }) => status)).toEqual(['queued', 'queued']);
    const attached = { filename: 'note.txt', attachment_id: attachments[0]?.attachment_id };
    const queued = await client.queued(subject);
    expect(queued).toHaveLength(3);
    for (const message of queued) expect(message).toMatchObject({ attachments: [attached] });
  });

  it('may stand beside a file inside of the mail', async () => {
    const inline = { filename: 'b.txt', content: 'aGVsbG8=' };
    const attachments = [inline, { attachment_id: await client.uploaded('secondSender') }];
    expect((await client.send(client.mail({ attachments }))).status).toBe(200);
  });

  it('must lead to a file of the team', async () => {
    const foreign = await client.uploaded('otherTeam');
    const attachments = [
      { attachment_id: await client.uploaded() },
      { attachment_id: unknown },
      { attachment_id: foreign },
    ];
    const reply = await client.send(client.mail({ subject: 'to nothing', attachments }));
    expect([reply.status, errorOf(reply).code]).toEqual([422, 'validation_error']);
    expect(fieldsOf(reply)).toEqual(['attachments.1.attachment_id', 'attachments.2.attachment_id']);
    expect(await client.queued('to nothing')).toEqual([]);
  });

  it.each([
    ['content beside it', { attachment_id: unknown, content: 'aGVsbG8=' }, 'attachments.0.content'],
    ['an unknown member beside it', { attachment_id: unknown, more: 1 }, 'attachments.0.more'],
    ['an id of another form', { attachment_id: 'att_1' }, 'attachments.0.attachment_id'],
    ['no file at all', 'att', 'attachments.0'],
  ])('is refused with %s', async (_what, attachment, field) => {
    const reply = await client.send(client.mail({ attachments: [attachment] }));
    expect(reply.status).toBe(422);
    expect(fieldsOf(reply)[0]).toBe(field);
  });

  it('still leaves room for files inside of the mail, with all their faults', async () => {
    const reply = await client.send(client.mail({ attachments: [{ filename: 'a.txt' }, { content: 'x', more: 1 }] }));
    expect(fieldsOf(reply)).toEqual(['attachments.0.content', 'attachments.1.filename', 'attachments.1.more']);
  });

  it('is refused with 413 when the mail would grow beyond 25 MiB', async () => {
    const content = Buffer.alloc(14 * 1024 * 1024, 'a');
    const attachment = { attachment_id: fileOf(await client.upload(content)).attachment_id };
    expect((await client.send(client.mail({ attachments: [attachment] }))).status).toBe(200);
    const subject = 'too large';
    const reply = await client.send(client.mail({ subject, attachments: [attachment, attachment] }));
    expect([reply.status, errorOf(reply).code]).toEqual([413, 'payload_too_large']);
    const batch = await client.batch([client.mail({ subject, attachments: [attachment, attachment] }), client.mail()]);
    expect(dataOf(batch).results.map(({ status, error }) => [status, error?.code])).toEqual([
      ['failed', 'payload_too_large'],
      ['queued', undefined],
    ]);
    expect(await client.queued(subject)).toEqual([]);
  });

  it('ends with the life of the file', async () => {
    const id = await client.uploaded();
    await client.control('POST', '/clock', { advance_seconds: 24 * 60 * 60 });
    expect((await client.metadata(id)).status).toBe(404);
    expect((await client.send(client.mail({ attachments: [{ attachment_id: id }] }))).status).toBe(422);
  });
});

describe('recipients since August 2026 (facts 4)', () => {
  const people = (count: number) => Array.from({ length: count }, (_, at) => ({ email: `r${at}@sink.example` }));

  it.each([
    [49, 0],
    [0, 49],
    [20, 29],
  ])('may be %i in cc and %i in bcc', async (cc, bcc) => {
    expect((await client.send(client.mail({ cc: people(cc), bcc: people(bcc) }))).status).toBe(200);
  });

  it.each([
    [50, 0, 'cc'],
    [0, 50, 'bcc'],
    [20, 30, 'bcc'],
    [49, 49, 'bcc'],
  ])('may not be %i in cc and %i in bcc', async (cc, bcc, field) => {
    const reply = await client.send(client.mail({ cc: people(cc), bcc: people(bcc) }));
    expect([reply.status, fieldsOf(reply)]).toEqual([422, [field]]);
  });
});
