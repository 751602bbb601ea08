import SwaggerParser from '@apidevtools/swagger-parser';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Documented } from '../../../test/support/documented.js';
import { documentOf } from '../../../test/support/documented.js';
import { startClient } from '../../../test/support/gateway-client.js';
import type { HttpReply } from '../../../test/support/http-call.js';
import type { UploadClient } from '../../../test/support/upload-client.js';
import { fileOf, startUploadClient } from '../../../test/support/upload-client.js';
import { findProfile, profiles as contracts } from '../../requirements/profiles/index.js';
import { createBodyValidator } from '../enforce.js';
import { findGatewayProfile, gatewayProfiles } from './index.js';

describe.each(gatewayProfiles.map((profile) => [profile.id, profile] as const))('%s', (id, profile) => {
  let documented: Documented;
  beforeAll(async () => {
    const client = await startClient({ profile: id });
    documented = await documentOf(client);
    await client.gateway.close();
  });

  it('has a valid document of the operations that the contract promises', async () => {
    await SwaggerParser.validate(structuredClone(documented.document) as never);
    const listed = documented
      .membersAt('paths')
      .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));
    expect(listed.toSorted()).toEqual(findProfile(id).operations.toSorted());
  });

  it('has the limits of the contract', () => {
    const { ccMax, bccMax, recipientsMax, batchMax } = findProfile(id).values;
    const mail = ['components', 'schemas', 'EmailSendRequest', 'properties'];
    expect(documented.at(...mail, 'cc', 'maxItems')).toBe(ccMax);
    expect(documented.at(...mail, 'bcc', 'maxItems')).toBe(bccMax);
    expect(profile.recipientsMax).toBe(recipientsMax);
    const batch = ['components', 'schemas', 'BatchSendRequest', 'properties', 'messages', 'maxItems'];
    expect(documented.at(...batch)).toBe(batchMax);
  });

  it('enforces every keyword that a request schema uses', () => {
    const known = new Set('type properties required additionalProperties propertyNames items $ref anyOf'.split(' '));
    for (const one of 'minItems maxItems minLength maxLength pattern format enum minimum'.split(' ')) known.add(one);
    // These say nothing that could be enforced; content in base64 is `attachments.ts`'s.
    for (const one of 'description examples default contentEncoding'.split(' ')) known.add(one);
    const unknown: string[] = [];
    const walk = (schema: object) => {
      for (const [keyword, value] of Object.entries(schema)) {
        if (!known.has(keyword)) unknown.push(keyword);
        if (keyword === 'properties' || keyword === 'anyOf') Object.values(value as object).forEach(walk);
        if (['items', 'propertyNames'].includes(keyword) || (keyword === 'additionalProperties' && value !== false)) {
          walk(value as object);
        }
      }
    };
    Object.values(profile.requests).forEach(walk);
    expect(unknown).toEqual([]);
  });

  it('enforces what its document says, as an independent validator reads it', () => {
    const validate = createBodyValidator(profile.requests);
    const valid = documented.schemaAt('#/components/schemas/EmailSendRequest');
    fc.assert(
      fc.property(mails, (mail) => {
        expect(validate('EmailSendRequest', mail).length === 0, JSON.stringify(mail)).toBe(valid(mail));
      }),
      { numRuns: 800, seed: 2 },
    );
  });
});

it('the gateway speaks every contract but the one for any API', () => {
  const spoken = gatewayProfiles.map(({ id }): string => id);
  expect(contracts.map(({ id }) => id).filter((id) => !spoken.includes(id))).toEqual(['openapi']);
  expect(() => findGatewayProfile('sending@2026-07')).toThrow(/sending@2026-07/);
});

const person = fc.constant({ email: 'a@sink.example' });
const id = fc.constantFrom(`att_${'a'.repeat(24)}`, 'att_short', 7, null);
const group = fc.constantFrom('dgrp_a', 'dgrp_', 'group', 1);

/** Mails with the members that profiles differ in. */
const mails = fc.record(
  {
    from: person,
    to: person,
    subject: fc.constant('s'),
    html_body: fc.constant('h'),
    cc: fc.array(person, { minLength: 47, maxLength: 102, size: 'max' }),
    attachments: fc.array(
      fc.record(
        { attachment_id: id, filename: fc.constant('a.txt'), content: fc.constant('eA=='), more: fc.constant(1) },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
    delivery_group: fc.oneof(group, fc.array(group, { maxLength: 52, size: 'max' }), fc.jsonValue()),
    idempotency_key: fc.constantFrom('key-1', '', 'a key', 'x'.repeat(256), 1),
  },
  { requiredKeys: ['from', 'to', 'subject', 'html_body'] },
);

describe('replies about files and the connection', () => {
  let client: UploadClient;
  let documented: Documented;
  beforeAll(async () => {
    client = await startUploadClient({ profile: 'sending@2026-10' });
    documented = await documentOf(client);
  });
  afterAll(() => client.gateway.close());

  it('are what the document says of them', async () => {
    const statuses = new Set<number>();
    for (const [operation, reply] of await provokeReplies(client)) {
      statuses.add(reply.status);
      documented.expectDocumented(operation, reply);
    }
    expect([...statuses].toSorted((one, other) => one - other)).toEqual([
      200, 201, 304, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503,
    ]);
  });
});

type Provoked = readonly [operation: readonly [method: string, path: string], reply: HttpReply];

const upload = ['POST', '/emails/attachments'] as const;
const attachment = ['GET', '/emails/attachments/{attachment_id}'] as const;
const announce = ['POST', '/emails/attachment-uploads'] as const;
const complete = ['PUT', '/emails/attachment-uploads/{upload_id}'] as const;
const connection = ['GET', '/me'] as const;

async function provokeReplies(client: UploadClient): Promise<readonly Provoked[]> {
  const usual = await repliesNow(client);
  const faulty: Provoked[] = [];
  for (const fault of ['internal-error', 'service-unavailable']) {
    const intent = await client.announced();
    await client.control('POST', '/faults', { fault });
    faulty.push(...(await repliesNow(client)), [complete, await client.put(intent, 'hello')]);
    await client.control('DELETE', '/faults');
  }
  const intent = await client.announced();
  const done = await client.put(intent, 'hello');
  const id = fileOf(done).attachment_id;
  const etag = (await client.metadata(id)).header('etag') ?? '';
  const once = { idempotencyKey: 'once' };
  await client.upload('hello', once);
  const wrong: readonly Provoked[] = [
    [complete, done],
    [complete, await client.put(intent, 'hallo')],
    [complete, await client.put(intent, 'hell')],
    [complete, await client.put(intent, 'hello', { 'Content-Type': 'a/b' })],
    [complete, await client.put(intent, 'hello', { 'X-Sendmux-Upload-Token': null })],
    [complete, await client.put({ ...intent, upload_url: `${intent.upload_url}x` }, 'hello')],
    [complete, await client.put(await client.announced({ filename: 'a.pdf' }), 'hello')],
    [attachment, await client.metadata(id, { headers: { 'If-None-Match': etag } })],
    [attachment, await client.metadata('x')],
    [upload, await client.upload('hallo', once)],
    [upload, await client.upload('')],
    [upload, await client.upload('x', { query: '' })],
    [upload, await client.upload('x', { query: 'filename=a.exe' })],
    [upload, await client.upload(Buffer.alloc(18_874_369))],
    [announce, await client.announce({})],
    [announce, await client.announce({ filename: 'a.txt', size_bytes: 18_874_369 })],
    [connection, await client.call('/me', { headers: { 'If-None-Match': '*' } })],
  ];
  await client.control('POST', '/rate-limit', { limit: 0, window_seconds: 60 });
  return [...usual, ...faulty, ...wrong, ...(await repliesNow(client))];
}

/** One reply of each operation to those who may and may not, as things stand. */
async function repliesNow(client: UploadClient): Promise<readonly Provoked[]> {
  const replies: Provoked[] = [];
  for (const as of ['sender', 'unprivileged', null] as const) {
    replies.push([upload, await client.upload('hello', { as })]);
    replies.push([attachment, await client.metadata(`att_${'0'.repeat(24)}`, { as })]);
    replies.push([announce, await client.announce({ filename: 'a.txt', size_bytes: 5 }, { as })]);
    replies.push([connection, await client.call('/me', { as })]);
  }
  return replies;
}
