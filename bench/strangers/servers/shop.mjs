import { fileURLToPath } from 'node:url';
import { answering, freePort, launchNode } from '../process.mjs';

const program = fileURLToPath(new URL('../../explore.mjs', import.meta.url));

/** No stranger: the shop of `bench/explore.mjs`, which keeps its document and answers at once. It shows what the tools themselves take. */
export const shop = {
  name: 'shop',
  title: 'shop of bench/explore.mjs',
  document: '/openapi.json',
  async start() {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = launchNode([program, 'serve', String(port)], {});
    await answering(`${url}/openapi.json`, server);
    return { url, document: `${url}/openapi.json`, stop: server.stop };
  },
};
