import type { RequirementId } from '../../src/requirements/index.js';
import { ok, refuse, type Answer, type Asked, type Handle } from './http-messages.js';
import { libraryToken, type Library } from './library.js';

/** A switchable fault of the example server, as those of the reference gateway are. */
export interface GenericDefect {
  readonly id: `${RequirementId}:${string}`;
  readonly requirement: RequirementId;
  /** Requirements that are violated along with it, because the same replies speak of both. */
  readonly companions: readonly RequirementId[];
  readonly title: string;
  apply(library: Library): Library;
}

type Rewrite = (handle: Handle) => Handle;

function defect(
  id: GenericDefect['id'],
  title: string,
  { rewrite, companions = [] }: { readonly rewrite: Rewrite; readonly companions?: readonly RequirementId[] },
): GenericDefect {
  const requirement = id.slice(0, id.indexOf(':')) as RequirementId;
  const apply = ({ document, handle }: Library): Library => ({ document, handle: rewrite(handle) });
  return { id, requirement, companions, title, apply };
}

/** Changes the answers to some requests. */
const answering =
  (where: (asked: Asked) => boolean, change: (answer: Answer, asked: Asked) => Answer): Rewrite =>
  (handle) =>
  (asked) =>
    where(asked) ? change(handle(asked), asked) : handle(asked);

/** Changes what the server gets to see of some requests. */
const asking =
  (where: (asked: Asked) => boolean, change: (asked: Asked) => Asked): Rewrite =>
  (handle) =>
  (asked) =>
    handle(where(asked) ? change(asked) : asked);

const at = (method: string, path: RegExp) => (asked: Asked) => asked.method === method && path.test(asked.path);
const book = /^\/books\/[^/]+$/;
const addBook = at('POST', /^\/books$/);
const readBook = at('GET', book);
const readMember = at('GET', /^\/members\/me$/);

const without = <Value>(members: Readonly<Record<string, Value>>, name: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));

const withoutHeader = (answer: Answer, name: string): Answer => ({ ...answer, headers: without(answer.headers, name) });

/** Changes members of a JSON body that is sent. */
const withMembers = (asked: Asked, change: (body: Record<string, unknown>) => object): Asked => {
  try {
    const body: unknown = JSON.parse(asked.body);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return asked;
    return { ...asked, body: JSON.stringify(change({ ...body })) };
  } catch {
    return asked;
  }
};

const shown = (answer: Answer, change: (body: Record<string, unknown>) => object): Answer =>
  answer.status === 200 ? { ...answer, body: change({ ...(answer.body as object) }) } : answer;

const authorized = (asked: Asked): Asked => ({
  ...asked,
  headers: { ...asked.headers, authorization: `Bearer ${libraryToken}` },
});

/** One at least for each requirement of the area GEN. */
export const genericDefects: readonly GenericDefect[] = [
  defect('GEN-01:unchecked-member', 'A book without a title makes the server fail', {
    rewrite: answering(addBook, (answer, { body }) =>
      answer.status === 422 && !body.includes('"title"') ? { status: 500, headers: {} } : answer,
    ),
  }),
  defect(
    'GEN-01:unknown-media-type',
    'A body of a type that nobody knows makes the server fail, where there should be none',
    {
      rewrite: answering(at('DELETE', book), (answer, { headers }) =>
        headers['content-type'] === 'application/x-unknown' ? { status: 500, headers: {} } : answer,
      ),
    },
  ),
  defect('GEN-02:created-200', 'A book is added with 200 where the document says 201', {
    rewrite: answering(addBook, (answer) => (answer.status === 201 ? { ...answer, status: 200 } : answer)),
  }),
  defect('GEN-03:html-refusal', 'A book that is not there is told of in HTML', {
    rewrite: answering(readBook, (answer) =>
      answer.status === 404
        ? { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>Not found</h1>' }
        : answer,
    ),
  }),
  defect('GEN-04:missing-member', 'A book is shown without its year', {
    rewrite: answering(readBook, (answer) => shown(answer, (body) => without(body, 'year'))),
  }),
  defect('GEN-05:count-in-words', 'X-Total-Count is a word', {
    rewrite: answering(at('GET', /^\/books$/), (answer) =>
      answer.status === 200 ? { ...answer, headers: { ...answer.headers, 'X-Total-Count': 'many' } } : answer,
    ),
  }),
  defect('GEN-06:optional-demanded', 'A book without the optional publisher is refused', {
    rewrite: answering(addBook, (answer, { body }) =>
      answer.status === 201 && !/"publisher"|\\u0000/.test(body) ? refuse(400, 'publisher is missing') : answer,
    ),
  }),
  defect('GEN-07:unlimited-note', 'A note may be as long as it likes', {
    rewrite: asking(addBook, (asked) =>
      withMembers(asked, ({ note, ...rest }) => (typeof note === 'string' ? rest : { note, ...rest })),
    ),
  }),
  defect('GEN-08:bad-request', 'Every fault of a body is "Bad request"', {
    rewrite: answering(addBook, (answer) => (answer.status === 422 ? refuse(422, 'Bad request') : answer)),
  }),
  defect('GEN-09:open-route', 'The member is shown to who sends no token', {
    rewrite: asking(readMember, (asked) => (asked.headers['authorization'] === undefined ? authorized(asked) : asked)),
  }),
  defect('GEN-10:unverified-token', 'The member is shown to who sends any token', {
    rewrite: asking(readMember, (asked) => (asked.headers['authorization'] === undefined ? asked : authorized(asked))),
  }),
  defect('GEN-11:no-challenge', 'A 401 comes without WWW-Authenticate', {
    rewrite: answering(
      () => true,
      (answer) => withoutHeader(answer, 'WWW-Authenticate'),
    ),
  }),
  defect('GEN-12:hidden-method', 'PATCH of a book works and is not documented', {
    rewrite: answering(at('PATCH', book), () => ok({ patched: true })),
  }),
  defect('GEN-13:no-allow', 'A 405 comes without Allow', {
    rewrite: answering(
      ({ method }) => method !== 'OPTIONS',
      (answer) => withoutHeader(answer, 'Allow'),
    ),
  }),
  defect('GEN-14:no-head', 'HEAD of the list of books is not found', {
    rewrite: answering(at('HEAD', /^\/books$/), () => refuse(404, 'Not found')),
  }),
  defect('GEN-15:ignored-tag', 'If-None-Match is not read', {
    rewrite: asking(
      () => true,
      (asked) => ({ ...asked, headers: without(asked.headers, 'if-none-match') }),
    ),
  }),
  defect('GEN-16:silent-loan', 'A loan is created and nothing said of it', {
    rewrite: answering(at('POST', /\/loans$/), (answer) => withoutHeader(answer, 'Location')),
  }),
  defect('GEN-17:lost-book', 'Location leads to a book that is not there', {
    rewrite: answering(addBook, (answer) =>
      answer.status === 201 ? { ...answer, headers: { ...answer.headers, Location: '/books/999999' } } : answer,
    ),
  }),
  defect('GEN-18:dropped-member', 'Another publisher is stored than was sent', {
    rewrite: asking(addBook, (asked) =>
      withMembers(asked, (body) =>
        typeof body['publisher'] === 'string' && body['publisher'].length <= 60
          ? { ...body, publisher: 'unknown' }
          : body,
      ),
    ),
  }),
  defect('GEN-19:still-there', 'A book that was removed stays', {
    rewrite: (handle) => (asked) => {
      const answer = at('DELETE', book)(asked) ? handle({ ...asked, method: 'GET' }) : handle(asked);
      return at('DELETE', book)(asked) && answer.status === 200 ? { status: 204, headers: {} } : answer;
    },
  }),
  defect('GEN-20:debug-header', 'A header field repeats the token', {
    rewrite: answering(readMember, (answer, { headers }) => ({
      ...answer,
      headers: { ...answer.headers, 'X-Debug': headers['authorization'] ?? '' },
    })),
  }),
  defect('GEN-21:poisoned', 'Once a loan of 60 days was made, the server fails for everyone', {
    rewrite: (handle) => {
      let poisoned = false;
      return (asked) => {
        if (poisoned) return { status: 500, headers: {} };
        poisoned = at('POST', /\/loans$/)(asked) && /days=60(&|$)/.test(asked.body);
        return handle(asked);
      };
    },
  }),
  defect('GEN-22:unrouted', 'The health of the server is documented and not there', {
    rewrite: asking(at('GET', /^\/health$/), (asked) => ({ ...asked, path: '/nowhere' })),
  }),
];
