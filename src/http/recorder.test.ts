import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileError } from '../errors.js';
import type { Exchange } from './exchange.js';
import { toRecord } from './exchange-record.js';
import { openRecorder, readLog } from './recorder.js';
import { createRedactor } from './redact.js';

const key = 'smx_mbx_Ab3dE6gH9jK2mN5p';
const redactor = createRedactor([{ name: 'SENDER_KEY', value: key }]);

async function logPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'deep', 'run.ndjson');
}

async function all(path: string): Promise<unknown[]> {
  const events = [];
  for await (const event of readLog(path)) events.push(event);
  return events;
}

function exchange(body: Uint8Array, more: Partial<Exchange> = {}): Exchange {
  return {
    id: 'TEST.record/1',
    intent: { by: 'test', operation: null, principal: 'sender', authenticated: true, replayOf: null, faulted: false },
    request: {
      method: 'POST',
      url: `http://127.0.0.1/x?key=${key}`,
      headers: [['Authorization', `Bearer ${key}`]],
      body: Buffer.from(`{"key":"${key}"}`),
    },
    response: {
      status: 200,
      statusText: 'OK',
      headers: [['X-Echo', key]],
      body,
      bodyBytes: body.length,
      truncated: false,
      tls: null,
    },
    failure: null,
    timings: { startedAt: 0, firstByteMs: 1, totalMs: 2 },
    ...more,
  };
}

describe('a record', () => {
  it('holds the whole exchange and no secret', () => {
    const record = toRecord(exchange(Buffer.from(`{"echo":"${key}","ü":1}`)), { redactor });
    expect(JSON.stringify(record)).not.toContain(key);
    expect(record.request.url).toBe('http://127.0.0.1/x?key=$SENDER_KEY');
    expect(record.request.headers).toEqual([['Authorization', 'Bearer $SENDER_KEY']]);
    expect(record.response).toMatchObject({ status: 200, headers: [['X-Echo', '$SENDER_KEY']] });
    expect(record.response?.body).toMatchObject({
      encoding: 'utf-8',
      content: '{"echo":"$SENDER_KEY","ü":1}',
      cut: false,
    });
    expect(record.secrets).toEqual(['SENDER_KEY']);
  });

  it('keeps a body that is no clean text as base64', () => {
    const bytes = Buffer.from([0xff, 0, 1]);
    const { response } = toRecord(exchange(bytes), { redactor });
    expect(response?.body).toEqual({ bytes: 3, encoding: 'base64', content: '/wAB', cut: false });
    expect(toRecord(exchange(Buffer.from('a\x1b[31m')), { redactor }).response?.body?.encoding).toBe('base64');
  });

  it('has no body for an empty one, and a failure instead of a response', () => {
    expect(toRecord(exchange(Buffer.alloc(0)), { redactor }).response?.body).toBeNull();
    const failure = { phase: 'headers', code: 'X', message: `at ${key}` } as const;
    const record = toRecord(exchange(Buffer.alloc(0), { response: null, failure }), { redactor });
    expect(record).toMatchObject({ response: null, failure: { ...failure, message: 'at $SENDER_KEY' } });
  });

  it('cuts a long body between characters, and never inside a secret', () => {
    const options = { redactor, maxBodyBytes: 20 };
    const text = toRecord(exchange(Buffer.from('ä'.repeat(30))), options).response?.body;
    const sha256 = createHash('sha256').update('ä'.repeat(30)).digest('hex');
    expect(text).toEqual({ bytes: 60, encoding: 'utf-8', content: 'ä'.repeat(10), cut: true, sha256 });
    const odd = toRecord(exchange(Buffer.from(`x${'ä'.repeat(30)}`)), options).response?.body;
    expect(odd?.content).toBe(`x${'ä'.repeat(9)}`);
    for (let before = 0; before < 20; before += 1) {
      const body = `${'-'.repeat(before)}${key}${key}${'+'.repeat(5000)}`;
      const content = toRecord(exchange(Buffer.from(body)), options).response?.body?.content ?? '';
      expect(content.replace('$SENDER_KEY', '')).toMatch(/^-*$/);
      const binary = toRecord(exchange(Buffer.from(`\0${body}`)), options).response?.body?.content ?? '';
      expect(Buffer.from(binary.replace('$SENDER_KEY', ''), 'base64').toString()).not.toContain(key.slice(0, 6));
    }
  });
});

describe('a log', () => {
  it('holds each event as it is written, one redacted line each', async () => {
    const path = await logPath();
    const recorder = await openRecorder(path, { redactor });
    const events = [{ kind: 'a', text: `\u2028 line\nbreaks ${'x'.repeat(100_000)}` }, { kind: 'b' }];
    for (const event of events) {
      recorder.write(event);
      await endOfTurn();
    }
    recorder.write({ kind: 'c', secret: key });
    expect(await all(path)).toEqual([...events, { kind: 'c', secret: '$SENDER_KEY' }]);
    await recorder.close();
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(4);
  });

  it('replaces the log of an earlier run', async () => {
    const path = await logPath();
    for (const kind of ['first', 'second']) {
      const recorder = await openRecorder(path, { redactor });
      recorder.write({ kind });
      await recorder.close();
    }
    expect(await all(path)).toEqual([{ kind: 'second' }]);
  });

  it('is read up to a last line that was cut off', async () => {
    const path = await logPath();
    const recorder = await openRecorder(path, { redactor });
    recorder.write({ kind: 'a' });
    await recorder.close();
    await appendFile(path, '{"kind":"b","te');
    expect(await all(path)).toEqual([{ kind: 'a' }]);
  });

  it('that was damaged elsewhere is refused with the line that is wrong', async () => {
    const path = await logPath();
    await (await openRecorder(path, { redactor })).close();
    await writeFile(path, '{"kind":"a"}\n{"kind"\n{"kind":"c"}\n');
    await expect(all(path)).rejects.toThrow('line 2 is no JSON');
  });

  it('that cannot be made or found is a FileError with advice', async () => {
    const path = await logPath();
    await (await openRecorder(path, { redactor })).close();
    await expect(openRecorder(join(path, 'x'), { redactor })).rejects.toMatchObject({
      code: 'FILE',
      advice: expect.stringContaining('--reports') as string,
    });
    await expect(all(`${path}.missing`)).rejects.toBeInstanceOf(FileError);
  });
});
