import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmPackages } from '../install.mjs';
import { startPostgres } from '../postgres.mjs';
import { answering, freePort, launchNode, scratchFolder } from '../process.mjs';

const version = '0.99.0';

/** One of each kind of thing the API shows, so that no list is empty. */
const contents = `
  create schema shop;
  create type shop.state as enum ('open', 'paid');
  create table shop.customer (id bigint generated always as identity primary key, name text not null unique);
  create table shop.purchase (
    id bigint generated always as identity primary key,
    customer_id bigint references shop.customer,
    state shop.state default 'open',
    amount numeric(10, 2) check (amount >= 0)
  );
  comment on table shop.purchase is 'What was bought';
  create index purchase_state on shop.purchase (state);
  create view shop.open_purchase as select * from shop.purchase where state = 'open';
  create materialized view shop.turnover as select sum(amount) as amount from shop.purchase;
  create function shop.touch() returns trigger language plpgsql as 'begin return new; end';
  create trigger touched before update on shop.purchase for each row execute function shop.touch();
  alter table shop.customer enable row level security;
  create policy own on shop.customer for select to public using (true);
  create role clerk;
`;

/** A REST API over the catalogue of a PostgreSQL database. */
export const postgresMeta = {
  name: 'postgres-meta',
  title: `@supabase/postgres-meta ${version}`,
  document: 'printed by the program itself',
  async start() {
    const place = npmPackages(`@supabase/postgres-meta@${version}`);
    const program = join(place, 'node_modules/@supabase/postgres-meta/dist/server/server.js');
    const document = join(scratchFolder('document'), 'openapi.json');
    const printed = execFileSync(process.execPath, [program], {
      env: { PATH: process.env.PATH, PG_META_EXPORT_DOCS: 'true' },
    });
    writeFileSync(document, printed);
    const database = await startPostgres();
    database.sql(contents);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = launchNode([program], {
      env: {
        PG_META_HOST: '127.0.0.1',
        PG_META_PORT: String(port),
        PG_META_DB_HOST: '127.0.0.1',
        PG_META_DB_PORT: String(database.port),
      },
    });
    await answering(`${url}/health`, server);
    const stop = async () => {
      await server.stop();
      await database.stop();
    };
    return { url, document, stop };
  },
};
