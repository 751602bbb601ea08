import type { CheckContext, Observation } from '../../src/checks/check.js';
import type { Tried } from '../../src/checks/oracle.js';
import type { HeaderLine } from '../../src/http/exchange.js';
import { broken, replied, triedCase, type MadeCase } from '../support/tried.js';
import { libraryToken, type Library } from './library.js';

interface Sending {
  /** Concrete path with its query; default: that of the operation. */
  readonly path?: string;
  readonly json?: unknown;
  readonly form?: string;
  readonly headers?: readonly HeaderLine[];
  /** Null: none. */
  readonly token?: string | null;
  /** Sent instead of the operation's. */
  readonly method?: string;
}

const full = { title: 'Walden', publisher: 'Ticknor', year: 1854, genres: ['travel'] };

/** What an exploration would try on a library, written out: one or two requests for each requirement of the area GEN. */
export function tryEverything({ handle }: Library, context: CheckContext): readonly Tried[] {
  const send = sender(handle, context);
  const one = (key: string, sending: Sending = {}, made: MadeCase = {}): Tried =>
    triedCase(context, send(key, sending), made);

  const created = send('POST /books', { json: full });
  const id = String(created.object?.['id']);
  const item = `/books/${id}`;
  const location = (seen: Observation) => seen.header('location');
  const read = send('GET /books/{bookId}', { path: location(created) ?? item });
  const lent = send('POST /books/{bookId}/loans', { path: `${item}/loans`, form: 'borrower=Anna&days=7' });
  const loan = location(lent);
  const member = send('GET /members/me');
  const list = send('GET /books');
  const tag = read.header('etag') ?? '';

  const tries: Tried[] = [
    triedCase(context, created, { mediaType: 'application/json' }),
    triedCase(context, read),
    triedCase(context, list),
    triedCase(context, member),
    one('POST /books', { json: { title: 'Emma', year: 1815, genres: ['novel'] } }, { mediaType: 'application/json' }),
    one('POST /books', { json: { year: 1815, genres: ['novel'] } }, broken('/body/title', 'required')),
    one('POST /books', { json: { ...full, note: 'x'.repeat(201) } }, broken('/body/note', 'maxLength')),
    one('GET /books/{bookId}', { path: '/books/123456' }),
    one('GET /books', { path: '/books?limit=0' }, broken('/query/limit', 'minimum')),
    { kind: 'credential', given: 'none', accepted: member, seen: send('GET /members/me', { token: null }) },
    {
      kind: 'credential',
      given: 'unknown',
      accepted: member,
      seen: send('GET /members/me', { token: 'made-up-9e8d' }),
    },
    methodOf(send('GET /books/{bookId}', { path: item, method: 'PATCH' })),
    {
      kind: 'body',
      seen: send('DELETE /books/{bookId}', {
        path: '/books/123456',
        headers: [['Content-Type', 'application/x-unknown']],
      }),
    },
    { kind: 'head', got: list, seen: send('GET /books', { method: 'HEAD' }), again: send('GET /books') },
    {
      kind: 'conditional',
      got: read,
      seen: send('GET /books/{bookId}', { path: item, headers: [['If-None-Match', tag]] }),
    },
    { kind: 'created', created, read },
    { kind: 'created', created: lent, read: loan === null ? null : send('GET /loans/{loanId}', { path: loan }) },
    {
      kind: 'deleted',
      deleted: send('DELETE /books/{bookId}', { path: item }),
      read: send('GET /books/{bookId}', { path: item }),
    },
    plainOf('GET /health', [send('GET /nowhere'), send('GET /health'), send('GET /health')], context),
  ];
  // Last, for a server that does not survive it.
  const before = send('GET /books');
  const since = send('POST /books/{bookId}/loans', { path: `${item}/loans`, form: 'borrower=Anna&days=60' });
  return [...tries, { kind: 'canary', before, since, after: send('GET /books') }];
}

function methodOf(seen: Observation): Tried {
  return { kind: 'method', method: 'PATCH', documented: ['GET', 'PUT', 'DELETE'], seen, beside: null };
}

function plainOf(
  key: string,
  [beside, ...plain]: readonly [Observation, ...Observation[]],
  { model }: CheckContext,
): Tried {
  const operation = model.operations.get(key);
  if (operation === undefined) throw new Error(`the document lists no ${key}`);
  return {
    kind: 'operation',
    operation,
    plain,
    present: plain.some(({ status }) => ![404, 405, 501].includes(status)),
    beside,
  };
}

function sender(handle: Library['handle'], context: CheckContext) {
  return (key: string, sending: Sending = {}): Observation => {
    const [named = '', template = ''] = key.split(' ');
    const { path = template, method = named, json, form, token = libraryToken, headers: more = [] } = sending;
    const body = json === undefined ? form : JSON.stringify(json);
    const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
    const asked: HeaderLine[] = [
      ...(token === null ? [] : [['Authorization', `Bearer ${token}`] as const]),
      ...(body === undefined ? [] : [['Content-Type', type] as const]),
      ...more,
    ];
    const [pathname = '', query = ''] = path.split('?');
    const headers = Object.fromEntries(asked.map(([name, value]) => [name.toLowerCase(), value]));
    const answer = handle({ method, path: pathname, query, headers, body: body ?? '' });
    return replied(context, method === named ? key : null, {
      method,
      path,
      asked,
      ...(body === undefined ? {} : { sent: body }),
      status: answer.status,
      headers: Object.entries(answer.headers),
      type: null,
      ...(answer.body === undefined || method === 'HEAD' ? {} : { body: answer.body }),
    });
  };
}
