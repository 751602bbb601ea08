// A PostgreSQL of Debian's with nothing in it, on loopback, for one server.

import { execFileSync } from 'node:child_process';
import { chownSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresPrograms } from './install.mjs';
import { freePort, launch, scratchFolder } from './process.mjs';

/**
 * Starts one; its superuser is `postgres` and needs no password.
 * @returns `port`, `sql(text, database)` and `stop()`, after which nothing of it is left.
 */
export async function startPostgres() {
  const programs = postgresPrograms();
  const data = scratchFolder('postgres');
  const user = ownUser();
  if (user.uid !== undefined) chownSync(data, user.uid, user.gid);
  const quiet = { ...user, cwd: data, stdio: ['ignore', 'ignore', 2] };
  execFileSync(join(programs, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '-N'], quiet);
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'fsync=off', 'max_connections=200'].flatMap((one) => ['-c', one]);
  const server = launch(join(programs, 'postgres'), ['-D', data, '-p', String(port), '-k', data, ...settings], {
    ...user,
    cwd: data,
    signal: 'SIGINT',
  });
  const sql = (text, database = 'postgres') =>
    execFileSync(
      join(programs, 'psql'),
      ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-qAt', '-v', 'ON_ERROR_STOP=1', database],
      { input: text, encoding: 'utf8', cwd: '/' },
    );
  await ready(() => execFileSync(join(programs, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]));
  const stop = async () => {
    await server.stop();
    rmSync(data, { recursive: true });
  };
  return { port, sql, stop };
}

/** PostgreSQL refuses to run as root: there it runs as the user that its package made. */
function ownUser() {
  if (process.getuid() !== 0) return {};
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function ready(ask) {
  for (let left = 100; ; left -= 1) {
    try {
      return ask();
    } catch (error) {
      if (left === 0) throw error;
      await sleep(100);
    }
  }
}
