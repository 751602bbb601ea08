import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmPackages } from '../install.mjs';
import { answering, freePort, launchNode } from '../process.mjs';

const version = '0.3.25';
const galaxy = '0.2.20';

/** What the package's readme tells its users to write. */
const program = `
  import { readFileSync } from 'node:fs';
  import { serve } from '@hono/node-server';
  import { createMockServer } from '@scalar/mock-server';

  const specification = readFileSync('node_modules/@scalar/galaxy/dist/3.1.json', 'utf8');
  const { fetch } = await createMockServer({ specification });
  serve({ fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) });
`;

/** A server that makes its replies up from the document, by other people's reading of OpenAPI 3.1. */
export const scalarGalaxy = {
  name: 'scalar-galaxy',
  title: `@scalar/mock-server ${version} with @scalar/galaxy ${galaxy}`,
  document: '/openapi.json',
  async start() {
    const place = npmPackages(`@scalar/mock-server@${version}`, `@scalar/galaxy@${galaxy}`, '@hono/node-server@1.19.0');
    writeFileSync(join(place, 'serve.mjs'), program);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = launchNode(['serve.mjs'], { cwd: place, env: { PORT: String(port) } });
    await answering(`${url}/openapi.json`, server);
    // It takes any token for a good one.
    return { url, document: `${url}/openapi.json`, key: 'any-token', stop: server.stop };
  },
};
