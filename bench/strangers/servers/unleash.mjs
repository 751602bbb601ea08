import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { npmPackages } from '../install.mjs';
import { startPostgres } from '../postgres.mjs';
import { answering, freePort, launchNode } from '../process.mjs';

const version = '8.2.0';

/** A server of feature flags that people run in production, with keys, roles and entity tags. */
export const unleash = {
  name: 'unleash',
  title: `unleash-server ${version}`,
  document: '/docs/openapi.json',
  async start() {
    const place = npmPackages(`unleash-server@${version}`);
    const database = await startPostgres();
    database.sql('create database unleash');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const key = `*:*.${randomBytes(28).toString('hex')}`;
    const server = launchNode([join(place, 'node_modules/unleash-server/dist/server.js')], {
      revive: true,
      env: {
        HTTP_HOST: '127.0.0.1',
        HTTP_PORT: String(port),
        UNLEASH_URL: url,
        DATABASE_URL: `postgres://postgres@127.0.0.1:${database.port}/unleash`,
        DATABASE_SSL: 'false',
        CHECK_VERSION: 'false',
        SEND_TELEMETRY: 'false',
        INIT_ADMIN_API_TOKENS: key,
        LOG_LEVEL: 'error',
      },
    });
    await answering(`${url}/health`, server);
    const stop = async () => {
      await server.stop();
      await database.stop();
    };
    return { url, document: `${url}/docs/openapi.json`, key, stop, deaths: server.deaths };
  },
};
