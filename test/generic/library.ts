import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {
  joinPointer,
  listMember,
  member,
  objectMember,
  pointerToFragment,
  valueAt,
} from '../../src/contract/json-pointer.js';
import type { JsonObject } from '../../src/contract/model.js';
import { ok, refuse, type Answer, type Asked, type Handle } from './http-messages.js';
import { libraryDocument } from './library-document.js';
import { coerce, readPairs, readParameters, resolve, toFault, type Validate } from './read-parameters.js';

/** A server in two parts: what it says of itself and what it does. */
export interface Library {
  readonly document: JsonObject;
  readonly handle: Handle;
}

/** The one token that counts, for both schemes. */
export const libraryToken = 'library-token-4711';

interface Book {
  readonly id: number;
  readonly [name: string]: unknown;
}

interface Loan {
  readonly id: string;
  readonly borrower: string;
  readonly [name: string]: unknown;
}

interface Store {
  readonly books: Map<number, Book>;
  readonly loans: Map<string, Loan>;
  /** Numbers given so far. */
  given: number;
}

/** What an operation gets to see: checked against the document. */
interface Call {
  readonly store: Store;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

const operations: Readonly<Record<string, (call: Call) => Answer>> = {
  listBooks,
  addBook,
  readBook: ({ store, parameters }) => found(store.books.get(Number(parameters['bookId'])), ok),
  replaceBook: ({ store, parameters, body }) =>
    found(store.books.get(Number(parameters['bookId'])), (book) =>
      ok(keep(store, { ...body, id: book.id, createdAt: book['createdAt'] })),
    ),
  removeBook: ({ store, parameters }) =>
    store.books.delete(Number(parameters['bookId'])) ? { status: 204, headers: {} } : notFound(),
  lendBook,
  listLoans: ({ store, parameters }) =>
    ok([...store.loans.values()].filter(({ borrower }) => borrower === parameters['borrower'])),
  readLoan: ({ store, parameters }) => found(store.loans.get(String(parameters['loanId'])), ok),
  readMember: () => ok({ name: 'A reader', since: '2020-02-29' }),
  readHealth: () => ({ status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'up' }),
};

function found<Thing>(thing: Thing | undefined, show: (thing: Thing) => Answer): Answer {
  return thing === undefined ? notFound() : show(thing);
}

function notFound(): Answer {
  return refuse(404, 'There is no such thing');
}

function listBooks({ store, parameters }: Call): Answer {
  const filter = (parameters['filter'] ?? {}) as Readonly<Record<string, string>>;
  const genres = (parameters['genre'] ?? []) as readonly string[];
  const [from, to] = (parameters['years'] ?? [0, Infinity]) as readonly [number, number];
  const matching = [...store.books.values()].filter(
    (book) =>
      Object.entries(filter).every(([name, value]) => book[name] === value) &&
      genres.every((genre) => (book['genres'] as readonly string[]).includes(genre)) &&
      Number(book['year']) >= from &&
      Number(book['year']) <= to,
  );
  const sorted = sort(matching, text(parameters['sort'], 'title'));
  const start = Number(text(parameters['page'], 'p0').slice(1));
  const end = start + Number(parameters['limit'] ?? 20);
  const next = end < sorted.length ? `p${end}` : null;
  return ok({ items: sorted.slice(start, end), next }, { 'X-Total-Count': String(sorted.length) });
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function sort(books: readonly Book[], by: string): readonly Book[] {
  const name = by.replace('-', '');
  const order = books.toSorted((one, other) => (String(one[name]) < String(other[name]) ? -1 : 1));
  return by.startsWith('-') ? order.toReversed() : order;
}

function addBook({ store, body }: Call): Answer {
  store.given += 1;
  const book = keep(store, { ...body, id: store.given, createdAt: '2026-01-02T03:04:05Z' });
  return { ...ok(book, { Location: `/books/${book.id}` }), status: 201 };
}

/** Notes are for the staff and not shown. */
function keep(store: Store, book: Book): Book {
  const kept = { ...Object.fromEntries(Object.entries(book).filter(([name]) => name !== 'note')), id: book.id };
  store.books.set(book.id, kept);
  return kept;
}

function lendBook({ store, parameters, body }: Call): Answer {
  const bookId = Number(parameters['bookId']);
  if (!store.books.has(bookId)) return notFound();
  store.given += 1;
  const id = `L${store.given}`;
  store.loans.set(id, { ...body, id, bookId, borrower: String(body['borrower']) });
  return { status: 201, headers: { Location: `/loans/${id}` } };
}

/** The library without a fault. */
export function openLibrary(): Library {
  const store: Store = { books: new Map(), loans: new Map(), given: 0 };
  const validate = validatorOf(libraryDocument);
  return {
    document: libraryDocument,
    handle: (asked) => {
      const route = routeOf(asked);
      if (route === null) return notFound();
      const allow = methodsAt(route.pointer);
      if (asked.method === 'OPTIONS') return { status: 204, headers: { Allow: allow.join(', ') } };
      const method = asked.method === 'HEAD' ? 'GET' : asked.method;
      if (!allow.includes(method)) return refuse(405, 'No such method', { headers: { Allow: allow.join(', ') } });
      return tagged(asked, serve(asked, { ...route, pointer: joinPointer(route.pointer, method.toLowerCase()) }));
    },
  };

  function serve(asked: Asked, route: Route): Answer {
    const operation = valueAt(libraryDocument, route.pointer);
    const isOpen = member(operation, 'security') !== undefined && listMember(operation, 'security').length === 0;
    if (!isOpen && !holdsToken(asked)) {
      return refuse(401, 'A token is needed', { headers: { 'WWW-Authenticate': 'Bearer realm="library"' } });
    }
    const pointers = [route.pointer.replace(/\/[a-z]+$/, ''), route.pointer].flatMap((holder) =>
      listMember(valueAt(libraryDocument, holder), 'parameters').map((_, at) => joinPointer(holder, 'parameters', at)),
    );
    const { values, faults } = readParameters(asked, pointers, {
      document: libraryDocument,
      validate,
      path: route.path,
    });
    if (faults.length > 0) return refuse(400, 'A parameter is wrong', { faults });
    const body = readBody(asked, route.pointer, validate);
    if ('status' in body) return body;
    const act = operations[text(member(operation, 'operationId'), '')];
    return act === undefined ? notFound() : act({ store, parameters: values, body: body.value });
  }
}

interface Route {
  /** JSON pointer to the path item, or to the operation. */
  readonly pointer: string;
  readonly path: Readonly<Record<string, string>>;
}

function routeOf({ path }: Asked): Route | null {
  for (const template of Object.keys(objectMember(libraryDocument, 'paths'))) {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const match = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '([^/]*)')}$`).exec(path);
    if (match === null) continue;
    const values = names.map((name, at): [string, string] => [name, match[at + 1] ?? '']);
    return { pointer: joinPointer('/paths', template), path: Object.fromEntries(values) };
  }
  return null;
}

function methodsAt(pointer: string): readonly string[] {
  const item = valueAt(libraryDocument, pointer);
  return ['get', 'post', 'put', 'delete']
    .filter((name) => member(item, name) !== undefined)
    .map((name) => name.toUpperCase());
}

function holdsToken({ headers }: Asked): boolean {
  const [scheme = '', token = ''] = (headers['authorization'] ?? '').split(' ');
  return scheme.toLowerCase() === 'bearer' && token === libraryToken;
}

function readBody(asked: Asked, pointer: string, validate: Validate): Answer | { readonly value: Call['body'] } {
  const content = objectMember(objectMember(valueAt(libraryDocument, pointer), 'requestBody'), 'content');
  const [type] = Object.keys(content);
  if (type === undefined) return { value: {} };
  if (asked.body === '') return refuse(422, 'A body is needed', { faults: [{ at: 'body', fault: 'is required' }] });
  if (asked.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== type) return refuse(415, `Send ${type}`);
  const schema = joinPointer(pointer, 'requestBody', 'content', type, 'schema');
  const value = type.endsWith('json') ? parse(asked.body) : readForm(asked.body, schema);
  if (value === undefined) return refuse(422, 'This is no JSON', { faults: [{ at: 'body', fault: 'is no JSON' }] });
  const faults = validate(schema, value)
    .filter((error) => !isForgiven(error.params))
    .map((error) => toFault(error, 'body'));
  return faults.length > 0 ? refuse(422, 'The body is wrong', { faults }) : { value: value as Call['body'] };
}

/** Members that only the server sets are not asked for. */
function isForgiven(params: Readonly<Record<string, unknown>>): boolean {
  return params['missingProperty'] === 'id' || params['missingProperty'] === 'createdAt';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readForm(text: string, pointer: string): unknown {
  const properties = objectMember(resolve(valueAt(libraryDocument, pointer), libraryDocument), 'properties');
  return Object.fromEntries(
    readPairs(text).map(([name, value]) => [name, coerce(value, objectMember(properties, name))]),
  );
}

function validatorOf(document: JsonObject): Validate {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'library');
  return (pointer, value) => {
    const validate = ajv.compile({ $ref: `library#${pointerToFragment(pointer)}` });
    return validate(value) ? [] : (validate.errors ?? []);
  };
}

/** Tags what a GET shows, and answers 304 to who has it (RFC 9110 section 13.1.2). */
function tagged({ method, headers }: Asked, answer: Answer): Answer {
  if (answer.status !== 200 || answer.headers['Content-Type'] !== 'application/json') return answer;
  if (method !== 'GET' && method !== 'HEAD') return answer;
  const tag = `"${createHash('sha256').update(JSON.stringify(answer.body)).digest('hex').slice(0, 16)}"`;
  const known = (headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(tag) || known.includes('*')) return { status: 304, headers: { ETag: tag } };
  return { ...answer, headers: { ...answer.headers, ETag: tag } };
}
