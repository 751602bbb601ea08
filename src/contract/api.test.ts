import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { understand, type UnderstoodApi } from './api.js';
import type { ContentCache } from './cache.js';
import { defaultLoadOptions } from './document.js';
import type { Json } from './model.js';

const data = new URL('../../../shared/data/', import.meta.url);
const skip = existsSync(data) ? false : 'the documents of ../shared are not here';

async function read(name: string): Promise<UnderstoodApi> {
  const bytes = await readFile(new URL(name, data));
  return understand({ source: name, bytes, mediaType: null }, defaultLoadOptions);
}

describe('understand', () => {
  it('lints a document once per content', async () => {
    const entries = new Map<string, Json>();
    const cache: ContentCache = {
      get: (name, content) => Promise.resolve(entries.get(name + content) ?? null),
      set: (name, content, value) => Promise.resolve(void entries.set(name + content, value)),
    };
    const text = '{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/a/{id}":{"get":{"responses":{}}}}}';
    const fetched = { source: 'http://127.0.0.1/', bytes: new TextEncoder().encode(text), mediaType: null };
    const first = await understand(fetched, { ...defaultLoadOptions, cache });
    expect(first.problems.map(({ rule }) => rule)).toEqual(['missing-responses', 'path-parameter']);
    expect([...entries.values()]).toEqual([first.problems]);
    entries.forEach((_, key) => entries.set(key, []));
    expect((await understand(fetched, { ...defaultLoadOptions, cache })).problems).toEqual([]);
  });
});

describe.skipIf(skip)(`real documents${skip ? ` (skipped: ${skip})` : ''}`, () => {
  it.each([
    ['sendmux/openapi-sending.2026-06.json', 3],
    ['sendmux/openapi-sending.2026-08.json', 7],
    ['sendmux/openapi-management.2026-08.json', 94],
    ['openapi/box.json', 296],
    ['openapi/discord.json', 242],
    ['openapi/twilio.json', 197],
    ['openapi/github.json', 1223],
  ])('%s: every operation is known and its schemas compile', async (name, count) => {
    const { model, validators, problems } = await read(name);
    expect(model.operations.size).toBe(count);
    expect(problems.every(({ line }) => line !== null)).toBe(true);
    const operations = [...model.operations.values()].slice(0, 15);
    const pointers = operations.flatMap(({ responses }) =>
      responses.flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? [])),
    );
    const undecided = pointers.filter((pointer) => validators.schema(pointer, {}).kind === 'undecided');
    expect(undecided).toEqual([]);
  });

  it('the sending documents have no fault', async () => {
    expect((await read('sendmux/openapi-sending.2026-06.json')).problems).toEqual([]);
    expect((await read('sendmux/openapi-sending.2026-08.json')).problems).toEqual([]);
  });

  it('ten schemas of the management document accept no value', async () => {
    const { problems } = await read('sendmux/openapi-management.2026-08.json');
    const names = problems.filter(({ rule }) => rule === 'unsatisfiable-schema').map(({ pointer }) => pointer);
    expect(names.map((pointer) => pointer.replace('/components/schemas/', ''))).toEqual([
      'MailboxMe',
      'MailboxMeItemResponse',
      'MailboxMessage',
      'MailboxMessageDetailResponse',
      'MailboxRealtimeEvent',
      'MailboxRealtimeMessage',
      'MailboxThread',
      'MailboxThreadDetailResponse',
      'WebhookSubscriptionWithSecret',
      'WebhookSubscriptionWithSecretResponse',
    ]);
  });

  it('both validators find fault with the same bodies of the sending document', async () => {
    const { model, validators } = await read('sendmux/openapi-sending.2026-08.json');
    for (const operation of model.operations.values()) {
      await validators.prepare(operation);
      const documented = operation.responses.filter(
        ({ status, content }) => /^\d+$/.test(status) && content.length > 0,
      );
      const verdicts = documented.map(
        ({ status }) =>
          validators.response(operation, Number(status), { mediaType: 'application/json', value: 42 }).kind,
      );
      expect(verdicts).toEqual(documented.map(() => 'invalid'));
    }
  });
});
