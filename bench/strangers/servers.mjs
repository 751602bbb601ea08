import { loopbackTodo } from './servers/loopback-todo.mjs';
import { postgresMeta } from './servers/postgres-meta.mjs';
import { scalarGalaxy } from './servers/scalar-galaxy.mjs';
import { shop } from './servers/shop.mjs';
import { unleash } from './servers/unleash.mjs';

/**
 * Servers that others wrote. Each has a `name`, a `title` with its version, where its `document` comes from, and
 * `start()`, which installs it when it is not there yet and resolves to `{ url, document, key?, excuse?, stop }`: a fresh
 * one on loopback, the URL or file of its real OpenAPI document, a key where it wants one, and what is no fault of its own.
 */
export const servers = [loopbackTodo, postgresMeta, scalarGalaxy, unleash];

/** The servers of that names, or all strangers. @throws Error when a name is unknown. */
export function choose(names) {
  const known = [...servers, shop];
  const unknown = names.find((name) => !known.some((server) => server.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no server ${unknown}; there are ${known.map(({ name }) => name).join(', ')}.`);
  }
  return names.length === 0 ? servers : known.filter(({ name }) => names.includes(name));
}
