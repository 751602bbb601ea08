import SwaggerParser from '@apidevtools/swagger-parser';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Documented } from '../../test/support/documented.js';
import { documentOf } from '../../test/support/documented.js';
import type { GatewayClient } from '../../test/support/gateway-client.js';
import { startClient } from '../../test/support/gateway-client.js';
import type { HttpReply } from '../../test/support/http-call.js';
import { requestSchemas } from './document/requests.js';
import { createBodyValidator } from './enforce.js';

type Members = Readonly<Record<string, unknown>>;

const validateBody = createBodyValidator(requestSchemas);
let client: GatewayClient;
let documented: Documented;

beforeAll(async () => {
  client = await startClient({ rateLimit: { limit: 40, windowSeconds: 60 } });
  documented = await documentOf(client);
});
afterAll(() => client.gateway.close());

const at: Documented['at'] = (...path) => documented.at(...path);
const membersAt: Documented['membersAt'] = (...path) => documented.membersAt(...path);
const schemaAt: Documented['schemaAt'] = (pointer) => documented.schemaAt(pointer);

describe('the document (facts 1, 2 and 16)', () => {
  it('is valid OpenAPI 3.1 in which every reference resolves', async () => {
    expect(at('openapi')).toBe('3.1.0');
    await SwaggerParser.validate(structuredClone(documented.document) as never);
  });

  it('lists the three operations, with unique ids, summaries and declared tags', () => {
    const listed = membersAt('paths').flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({
        key: `${method} ${path}`,
        operation: operation as Members,
      })),
    );
    expect(listed.map(({ key }) => key)).toEqual(['post /emails/send', 'post /emails/send/batch', 'get /openapi.json']);
    expect(new Set(listed.map(({ operation }) => operation['operationId'])).size).toBe(3);
    const tags = membersAt('tags').map(([, tag]) => tag['name']);
    for (const { operation } of listed) {
      expect(operation['summary']).toBeTruthy();
      for (const tag of operation['tags'] as readonly string[]) expect(tags).toContain(tag);
    }
  });

  it('names its own base URL as the server, wherever it listens', () => {
    const { url } = client.gateway;
    expect(new URL(String(at('servers', '0', 'url')), `${url}/openapi.json`).href).toBe(url);
    expect(JSON.stringify(documented.document)).not.toContain(new URL(url).host);
  });

  it('declares bearer for the sends and nothing for itself', () => {
    expect(at('paths', '/emails/send', 'post', 'security')).toEqual([{ bearerKey: [] }]);
    expect(at('paths', '/openapi.json', 'get', 'security')).toEqual([]);
    expect(at('components', 'securitySchemes', 'bearerKey')).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  it.each(['/emails/send', '/emails/send/batch'])('promises every status and parameter of facts 2 for %s', (path) => {
    const statuses = ['200', '400', '401', '402', '403', '404', '409', '413', '422', '429', '500', '503', 'default'];
    expect(membersAt('paths', path, 'post', 'responses').map(([status]) => status)).toEqual(statuses);
    expect(at('paths', path, 'post', 'parameters')).toEqual([{ $ref: '#/components/parameters/IdempotencyKey' }]);
    expect(at('components', 'parameters', 'IdempotencyKey', 'in')).toBe('header');
    expect(at('components', 'parameters', 'IdempotencyKey', 'schema', 'maxLength')).toBe(255);
    expect(at('paths', path, 'post', 'requestBody', 'required')).toBe(true);
  });

  it('describes every schema, property and header in words', () => {
    const undescribed: string[] = [];
    const walk = (name: string, schema: Members) => {
      if (schema['description'] === undefined && schema['$ref'] === undefined) undescribed.push(name);
      const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Members>);
      for (const [property, inner] of properties) walk(`${name}.${property}`, inner);
    };
    for (const [name, schema] of membersAt('components', 'schemas')) walk(name, schema);
    for (const [name, header] of membersAt('components', 'headers')) walk(name, header);
    expect(undescribed).toEqual([]);
  });

  it('ties id, status and error of a batch item together', () => {
    const valid = schemaAt('#/components/schemas/BatchItem');
    const id = `eml_${'a'.repeat(24)}`;
    const error = { code: 'not_found', message: 'm', retryable: false };
    expect(valid({ index: 0, message_id: id, status: 'queued' })).toBe(true);
    expect(valid({ index: 0, message_id: null, status: 'failed', error })).toBe(true);
    expect(valid({ index: 0, message_id: null, status: 'failed' })).toBe(false);
    expect(valid({ index: 0, message_id: id, status: 'failed', error })).toBe(false);
    expect(valid({ index: 0, message_id: null, status: 'queued' })).toBe(false);
    expect(valid({ index: 0, message_id: id, status: 'queued', error })).toBe(false);
    const inverted = { ...error, retryable: true };
    expect(valid({ index: 0, message_id: null, status: 'failed', error: inverted })).toBe(false);
  });
});

describe('document and enforcement', () => {
  it('agree on any mail, as an independent validator reads the document', () => {
    const valid = schemaAt('#/components/schemas/EmailSendRequest');
    fc.assert(
      fc.property(mutatedMail(), (mail) => {
        expect(validateBody('EmailSendRequest', mail).length === 0).toBe(valid(mail));
      }),
      { numRuns: 1500, seed: 1 },
    );
  });

  it('agree on the frame of any batch', () => {
    const valid = schemaAt('#/components/schemas/BatchSendRequest');
    const mail = client.mail();
    const frames = fc.oneof(
      fc.record({ messages: fc.array(fc.constant(mail), { maxLength: 101, size: 'max' }) }),
      fc.record({ messages: fc.jsonValue(), more: fc.jsonValue() }, { requiredKeys: [] }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(frames, (batch) => {
        const kept = validateBody('BatchSendRequest', batch).length === 0;
        // What the messages are is asked of each of them.
        if (!kept || everyMailIsValid(batch)) expect(kept).toBe(valid(batch));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('agree on every reply, headers included', async () => {
    const replies = await provokeEverything();
    const statuses = new Set<number>();
    for (const { path, reply } of replies) {
      statuses.add(reply.status);
      documented.expectDocumented([path === '/openapi.json' ? 'GET' : 'POST', path], reply);
    }
    expect([...statuses].sort()).toEqual([200, 304, 400, 401, 402, 403, 404, 409, 413, 422, 429, 500, 503]);
  });
});

function everyMailIsValid(batch: unknown): boolean {
  const { messages } = batch as { messages: unknown[] };
  return messages.every((message) => validateBody('EmailSendRequest', message).length === 0);
}

/** A mail with every member, in which some places hold something else. */
function mutatedMail(): fc.Arbitrary<unknown> {
  const email = fc.oneof(
    { weight: 4, arbitrary: fc.constant('a.b+c@sink.example') },
    fc.emailAddress(),
    fc.string({ maxLength: 12, unit: fc.constantFrom('a', '@', '.', '-', ' ', 'ü', '"') }),
  );
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom('', 'a\nb', 'x'.repeat(100), 'x'.repeat(101), '😀'.repeat(998), 'x'.repeat(999)),
  );
  const strange = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 12, arbitrary }, fc.jsonValue());
  const address = strange(
    fc.record({ email: strange(email), name: strange(line), ['more']: fc.jsonValue() }, { requiredKeys: ['email'] }),
  );
  const plain = fc.constant({ email: 'a@sink.example' });
  const people = strange(fc.array(fc.oneof({ weight: 5, arbitrary: plain }, address), { maxLength: 102, size: 'max' }));
  const attachment = fc.record(
    { filename: strange(line), content: strange(line), type: strange(line), encoding: strange(fc.constant('base64')) },
    { requiredKeys: [] },
  );
  const names = fc.constantFrom('X-A', 'X-', 'Bcc', 'x-a', 'X-A b', '__proto__');
  return fc.record(
    {
      from: fc.oneof(plain, address),
      to: fc.oneof(plain, address),
      subject: fc.oneof({ weight: 3, arbitrary: fc.constant('s') }, line),
      html_body: fc.oneof({ weight: 3, arbitrary: fc.constant('h') }, line),
      text_body: line,
      reply_to: address,
      return_path: strange(email),
      cc: people,
      bcc: people,
      custom_headers: strange(fc.dictionary(names, strange(line))),
      attachments: strange(fc.array(attachment, { maxLength: 12 })),
      unknown: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
}

interface Provoked {
  readonly path: string;
  readonly reply: HttpReply;
}

async function provokeEverything(): Promise<readonly Provoked[]> {
  const found: Provoked[] = [];
  const add = async (path: string, reply: Promise<HttpReply>) => void found.push({ path, reply: await reply });
  const sends = (reply: Promise<HttpReply>) => add('/emails/send', reply);
  const batches = (reply: Promise<HttpReply>) => add('/emails/send/batch', reply);
  const tag = (await client.call('/openapi.json')).header('etag') ?? '';
  await add('/openapi.json', client.call('/openapi.json'));
  await add('/openapi.json', client.call('/openapi.json', { headers: { 'If-None-Match': tag } }));
  await sends(client.send(client.mail()));
  await sends(client.send(client.mail(), { idempotencyKey: 'k' }));
  await sends(client.send(client.mail(), { idempotencyKey: 'k' }));
  await sends(client.send(client.mail({ subject: 'other' }), { idempotencyKey: 'k' }));
  await sends(client.send(client.mail(), { idempotencyKey: 'k'.repeat(256) }));
  await sends(client.send({}));
  await sends(client.send(client.mail(), { as: null }));
  await sends(client.send(client.mail(), { as: 'unprivileged' }));
  await sends(client.send(client.mail({ from: { email: client.gateway.fixtures.siblingFrom } })));
  await sends(client.send(client.mail({ from: { email: client.gateway.fixtures.foreignFrom } })));
  await sends(client.send(client.mail({ html_body: 'x'.repeat(26_214_400) })));
  await batches(
    client.batch([client.mail(), {}, null, client.mail({ from: { email: client.gateway.fixtures.foreignFrom } })]),
  );
  await batches(client.batch([{}, null]));
  await batches(client.batch([]));
  for (const fault of [
    'internal-error',
    'service-unavailable',
    'queue-down',
    'no-providers',
    'no-credits',
    'billing-restricted',
  ]) {
    await client.control('POST', '/faults', { fault });
    await sends(client.send(client.mail()));
    await batches(client.batch([client.mail(), client.mail()]));
    await client.control('DELETE', '/faults');
  }
  await client.control('POST', '/faults', { fault: 'queue-down', times: 1 });
  await batches(client.batch([client.mail(), client.mail()]));
  while (found.at(-1)?.reply.status !== 429) await sends(client.send(client.mail()));
  return found;
}
