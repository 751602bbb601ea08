import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPacked, startServer, type Installation, type Result } from './installed.js';

let installed: Installation;

beforeAll(async () => {
  installed = await installPacked();
});

afterAll(() => installed.remove());

/** What every failure owes its reader: one sentence that begins with our name, nothing on stdout, no stack trace. */
function expectSentence({ out, err }: Result, said: RegExp): void {
  expect(out).toBe('');
  expect(err).toMatch(said);
  expect(err).toMatch(/^touchstone: /m);
  expect(err).not.toMatch(/^\s+at .*\.[jt]s:\d+/m);
  expect(err).not.toContain('bug of touchstone');
}

describe('what cannot be used exits with 2 before anything is sent', () => {
  test.each([
    { argv: ['run', 'not-a-url'], said: /target is not an absolute http or https URL\.\n {2}Write it like/ },
    { argv: ['run', '--no-such-flag'], said: /unknown option '--no-such-flag'/ },
    { argv: ['rnu'], said: /unknown command 'rnu'\.\n {2}Did you mean run\?/ },
    { argv: ['run', '--mode', 'ful'], said: /--mode takes one of .*\.\n {2}Did you mean full\?/ },
    { argv: ['run', '--profile', 'sendin@2026-06'], said: /Did you mean sending@2026-06\?/ },
    { argv: ['run', '--only', 'ENV-999'], said: /ENV-999/ },
    { argv: ['run', '--config', 'missing.yaml'], said: /config file missing\.yaml cannot be read/ },
    { argv: ['run', '--document', 'missing.json'], said: /missing\.json/ },
    { argv: ['explain', 'ENV-99'], said: /there is no requirement ENV-99\.\n {2}Did you mean ENV-/ },
  ])('$argv', async ({ argv, said }) => {
    const result = await installed.run(argv);
    expectSentence(result, said);
    expect(result.exitCode).toBe(2);
  });

  test.each([
    { name: 'typo.yaml', text: 'modes: safe', said: /typo\.yaml: modes is no setting\.\n {2}Did you mean mode\?/ },
    { name: 'broken.json', text: '{ "mode": }', said: /config file broken\.json cannot be parsed/ },
    {
      name: 'unset.yaml',
      text: 'target: https://api.example.com\nprincipals: { sender: { env: MY_KEY } }',
      said: /principals\.sender is to be read from \$MY_KEY, which is not set\.\n {2}Set MY_KEY/,
    },
    {
      name: 'literal.yaml',
      text: 'target: https://api.example.com\nprincipals: { sender: { value: smx_literal } }',
      said: /holds a secret itself, which is accepted for loopback targets only/,
    },
  ])('a config file like $name', async ({ name, text, said }) => {
    await writeFile(join(installed.cwd, name), text);
    const result = await installed.run(['run', '--config', name]);
    expectSentence(result, said);
    expect(result.err).not.toContain('smx_literal');
    expect(result.exitCode).toBe(2);
  });

  test('a literal secret among the arguments, which is not repeated', async () => {
    const result = await installed.run(['run', 'http://127.0.0.1:1', '--header', 'Authorization: Bearer smx_argv']);
    expectSentence(result, /argument 3 looks like a secret/);
    expect(result.err).not.toContain('smx_argv');
    expect(result.exitCode).toBe(2);
  });
});

describe('a target that cannot be tested exits with 3', () => {
  test('nobody listens', async () => {
    const result = await installed.run(['run', 'http://127.0.0.1:1/api/v1']);
    expectSentence(result, /http:\/\/127\.0\.0\.1:1 cannot be reached.*\n {2}Check that the server is running/);
    expect(result.exitCode).toBe(3);
  });

  test.each([
    { title: 'a web page', status: 200, type: 'text/html', body: '<!doctype html><title>Hello</title>' },
    { title: 'JSON that breaks off', status: 200, type: 'application/json', body: '{"openapi": "3.1.0", "paths": {' },
    { title: 'some other JSON', status: 200, type: 'application/json', body: '[1, 2]' },
    { title: 'nothing', status: 404, type: 'application/json', body: '{}' },
    { title: 'a redirect', status: 302, type: 'text/plain', body: '' },
  ])('$title is served where the document should be', async ({ status, type, body }) => {
    const server = await startServer((_, response) => response.writeHead(status, { 'content-type': type }).end(body));
    const result = await installed.run(['run', server.url]);
    await server.close();
    expectSentence(result, /openapi\.json/);
    expect(result.exitCode).toBe(3);
  });

  test('the key is refused', async () => {
    const gateway = installed.start(['serve']);
    const url = await gateway.says(/http:\/\/127\.0\.0\.1:\d+\/api\/v1/);
    const result = await installed.run(['run', url], { TOUCHSTONE_SENDER_KEY: 'smx_not_a_key' });
    gateway.process.kill('SIGTERM');
    expectSentence(result, /refuses the key of the principal sender .*\$TOUCHSTONE_SENDER_KEY/);
    expect(`${result.out}${result.err}`).not.toContain('smx_not_a_key');
    expect(result.exitCode).toBe(3);
    expect((await gateway.ended).exitCode).toBe(0);
  });
});

describe('a fault of ours, or of the machine, exits with 4', () => {
  test('a file is in the place of the reports folder', async () => {
    await writeFile(join(installed.cwd, 'taken'), 'mine');
    const result = await installed.run(['run', '--reports', 'taken']);
    expectSentence(result, /reports cannot be written to .*taken/);
    expect(result.exitCode).toBe(4);
  });
});

test('a reader that has seen enough is no error', async () => {
  const listing = installed.start(['list', '--json']);
  listing.process.stdout?.destroy();
  const { exitCode, err } = await listing.ended;
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
});

test('help and version need no more than a moment of reading: nothing else is loaded or written', async () => {
  const before = await readdir(installed.cwd);
  expect((await installed.run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await installed.run(['help', 'run'])).out).toContain('--max-messages <n>');
  expect(await readdir(installed.cwd)).toEqual(before);
});
