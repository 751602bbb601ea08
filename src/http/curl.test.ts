import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { rawServer } from '../../test/support/loopback.js';
import { curlFor, curlOf } from './curl.js';
import { requestRecord } from './exchange-record.js';
import type { HeaderLine, SentRequest } from './exchange.js';
import { createRedactor } from './redact.js';

const key = 'smx_mbx_Ab3dE6gH9jK2mN5p';
const redactor = createRedactor([{ name: 'SENDER_KEY', value: key }]);
const hasCurl = existsSync('/usr/bin/curl');
const run = promisify(execFile);

function sent(request: Partial<SentRequest> & { url: string }): SentRequest {
  return { method: 'GET', headers: [], body: null, ...request };
}

const nasty = Buffer.from(`{"a":"it's $HOME \`id\` \\\\ \\"q\\"","k":"${key}5"}\n\n`);
const json: HeaderLine = ['Content-Type', 'application/json'];

describe('the command for a request', () => {
  it.skipIf(!hasCurl).each([
    ['a plain GET', { method: 'GET' }],
    [
      'a key in a header',
      {
        headers: [
          ['Authorization', `Bearer ${key}`],
          ['Accept', 'a/b'],
        ],
      },
    ],
    ['quotes, dollars and a key in the body', { method: 'POST', headers: [json], body: nasty }],
    ['a body that looks like a file name', { method: 'POST', headers: [json], body: Buffer.from('@/etc/hostname') }],
    ['a body without a type', { method: 'PATCH', body: Buffer.from('a=b') }],
    ['an empty body', { method: 'POST', headers: [['content-length', '0']] }],
    ['a binary body', { method: 'PUT', headers: [json], body: Buffer.from([0, 1, 255, 10, 13, 0]) }],
    ['a long text body', { method: 'POST', headers: [json], body: Buffer.from('x'.repeat(9000)) }],
    [
      'an empty header and one that expands',
      {
        headers: [
          ['X-Empty', ''],
          ['X-Odd', '$HOME `id` "\' \\'],
        ],
      },
    ],
    ['a method of its own', { method: 'PURGE' }],
    ['a HEAD', { method: 'HEAD' }],
    ['a body with a GET', { method: 'GET', headers: [json], body: Buffer.from('{}') }],
    ['a Host of its own', { headers: [['Host', 'other.example']] }],
  ] as [string, Partial<SentRequest>][])('sends the same bytes again: %s', async (_, request) => {
    const server = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
    const full = sent({ ...request, url: `${server.url}/a/../b?list[]={x}&k=${key}` });
    const command = curlFor(full, redactor);
    expect(command).not.toContain(key);
    const env = { SENDER_KEY: key, PATH: process.env['PATH'], HOME: '/wrong' };
    await run('/bin/sh', ['-c', command], { env });
    const [head = '', body] = split(server.received[0] ?? '');
    expect(body).toBe(Buffer.from(full.body ?? '').toString('latin1'));
    const lines = head.split('\r\n');
    expect(lines.shift()).toBe(`${full.method} /a/../b?list[]={x}&k=${key} HTTP/1.1`);
    const host = full.headers.find(([name]) => name === 'Host')?.[1] ?? server.url.slice('http://'.length);
    const length = full.body === null ? [] : [`Content-Length: ${full.body.length}`];
    const others = full.headers.filter(([name]) => name !== 'Host').map(([name, value]) => `${name}: ${value}`.trim());
    expect(lines.map((line) => line.trim()).sort()).toEqual([`Host: ${host}`, ...others, ...length].sort());
  });

  it('reads as one would write it', () => {
    const url = 'https://api.example/api/v1/emails/send';
    const body = Buffer.from('{"a":1}');
    const headers: HeaderLine[] = [
      ['host', 'api.example'],
      ['connection', 'keep-alive'],
      ['User-Agent', 'touchstone/1'],
      ['Accept', '*/*'],
      ['Authorization', `Bearer ${key}`],
      json,
      ['content-length', '7'],
    ];
    expect(curlFor(sent({ method: 'POST', url, headers, body }), redactor).split(' \\\n  ')).toEqual([
      `curl -sS -i --http1.1 '${url}'`,
      "-H 'User-Agent: touchstone/1'",
      "-H 'Accept: */*'",
      '-H "Authorization: Bearer $SENDER_KEY"',
      "-H 'Content-Type: application/json'",
      `--data-binary '{"a":1}'`,
    ]);
  });

  it('takes for a secret only what the record names as one', () => {
    const headers: HeaderLine[] = [['X-Note', 'costs $SENDER_KEYS and $HOME']];
    const { request } = requestRecord(sent({ url: 'http://h/', headers }), { redactor });
    expect(curlOf({ request })).toContain("-H 'X-Note: costs $SENDER_KEYS and $HOME'");
    expect(curlOf({ request, secrets: ['SENDER', 'SENDER_KEYS'] })).toContain(
      '"X-Note: costs $SENDER_KEYS and \\$HOME"',
    );
  });

  it('names a body that is too long to be shown', () => {
    const command = curlFor(sent({ method: 'POST', url: 'http://h/', body: Buffer.alloc(20_000, 'a') }), redactor);
    expect(command).toMatch(/^# request\.body: 20000 bytes, SHA-256 [0-9a-f]{64}/);
    expect(command).toContain("--data-binary '@request.body'");
    expect(command.length).toBeLessThan(500);
  });
});

function split(message: string): [string | undefined, string] {
  const end = message.indexOf('\r\n\r\n');
  return [message.slice(0, end), message.slice(end + 4)];
}
