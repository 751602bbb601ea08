import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmPackages } from '../install.mjs';
import { answering, freePort, launchNode, scratchFolder } from '../process.mjs';

const version = '6.0.0';

const excuse = [
  {
    operation: 'POST /todos',
    status: 500,
    given: '/body/remindAtAddress',
    reason: 'the address is looked up at a service beyond this machine',
  },
];

/** LoopBack's tutorial: todos in memory, written to a file. */
export const loopbackTodo = {
  name: 'loopback-todo',
  title: `@loopback/example-todo ${version}`,
  document: '/openapi.json',
  async start() {
    const place = npmPackages(`@loopback/example-todo@${version}`);
    const cwd = scratchFolder('todo');
    mkdirSync(join(cwd, 'data'));
    writeFileSync(join(cwd, 'data/db.json'), '{ "ids": {}, "models": {} }');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = launchNode([join(place, 'node_modules/@loopback/example-todo/dist/index.js')], {
      cwd,
      env: { HOST: '127.0.0.1', PORT: String(port) },
    });
    await answering(url, server);
    return { url, document: `${url}/openapi.json`, excuse, stop: server.stop };
  },
};
