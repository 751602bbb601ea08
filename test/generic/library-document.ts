import type { JsonObject } from '../../src/contract/model.js';

const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ 'application/json': { schema: schema(name) } });
const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: schema('Problem') } },
});

/** Refusals of operations that take parameters, and those that take a body besides. */
const refusals = { 400: refusal('A parameter is wrong.'), 401: refusal('No valid token.') };
const absent = { 404: refusal('There is no such thing.') };
const unprocessable = { 422: refusal('The body is wrong.') };

const bookId = {
  name: 'bookId',
  in: 'path',
  required: true,
  schema: { type: 'integer', minimum: 1, maximum: 1_000_000 },
};
const loanId = { name: 'loanId', in: 'path', required: true, schema: { type: 'string', pattern: '^L[0-9]{1,6}$' } };
const tag = { description: 'Names the representation.', schema: { type: 'string' } };
const location = { description: 'Where it is.', schema: { type: 'string', format: 'uri-reference' } };

/** What a client may say of a book. */
const told: JsonObject = {
  title: { type: 'string', minLength: 1, maxLength: 120 },
  subtitle: { type: ['string', 'null'], maxLength: 120 },
  publisher: { type: 'string', maxLength: 60 },
  year: { type: 'integer', minimum: 1450, maximum: 2100 },
  genres: { type: 'array', items: schema('Genre'), minItems: 1, maxItems: 4, uniqueItems: true },
  isbn: { type: 'string', pattern: '^97[89]-[0-9]{10}$' },
  note: { type: 'string', maxLength: 200, writeOnly: true },
};

const schemas: JsonObject = {
  Genre: { type: 'string', enum: ['novel', 'poetry', 'drama', 'science', 'travel'] },
  NewBook: { type: 'object', properties: told, required: ['title', 'year', 'genres'], additionalProperties: false },
  Book: {
    type: 'object',
    properties: {
      id: { type: 'integer', minimum: 1, readOnly: true },
      ...told,
      createdAt: { type: 'string', format: 'date-time', readOnly: true },
    },
    required: ['id', 'title', 'year', 'genres', 'createdAt'],
    additionalProperties: false,
  },
  Shelf: {
    type: 'object',
    properties: { items: { type: 'array', items: schema('Book') }, next: { type: ['string', 'null'] } },
    required: ['items', 'next'],
    additionalProperties: false,
  },
  NewLoan: {
    type: 'object',
    properties: {
      borrower: { type: 'string', minLength: 1, maxLength: 80 },
      days: { type: 'integer', minimum: 1, maximum: 60 },
      renewable: { type: 'boolean' },
    },
    required: ['borrower', 'days'],
    additionalProperties: false,
  },
  Loan: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      bookId: { type: 'integer' },
      borrower: { type: 'string' },
      days: { type: 'integer' },
      renewable: { type: 'boolean' },
    },
    required: ['id', 'bookId', 'borrower', 'days'],
    additionalProperties: false,
  },
  Member: {
    type: 'object',
    properties: { name: { type: 'string' }, since: { type: 'string', format: 'date' } },
    required: ['name', 'since'],
    additionalProperties: false,
  },
  Problem: {
    type: 'object',
    properties: {
      title: { type: 'string' },
      status: { type: 'integer' },
      faults: {
        type: 'array',
        items: {
          type: 'object',
          properties: { at: { type: 'string' }, fault: { type: 'string' } },
          required: ['at', 'fault'],
        },
      },
    },
    required: ['title', 'status'],
    additionalProperties: false,
  },
};

const booksPath: JsonObject = {
  get: {
    operationId: 'listBooks',
    parameters: [
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
      { name: 'page', in: 'query', schema: { type: 'string', pattern: '^p[0-9]{1,6}$' } },
      { name: 'sort', in: 'query', schema: { type: 'string', enum: ['title', '-title', 'year', '-year'] } },
      { name: 'genre', in: 'query', schema: { type: 'array', items: schema('Genre'), maxItems: 3 } },
      {
        name: 'years',
        in: 'query',
        explode: false,
        schema: { type: 'array', items: { type: 'integer', minimum: 1450 }, minItems: 2, maxItems: 2 },
      },
      {
        name: 'filter',
        in: 'query',
        style: 'deepObject',
        schema: {
          type: 'object',
          properties: { title: { type: 'string', maxLength: 120 }, publisher: { type: 'string', maxLength: 60 } },
          additionalProperties: false,
        },
      },
      { name: 'X-Trace', in: 'header', schema: { type: 'string', pattern: '^[a-z0-9-]{1,36}$' } },
    ],
    responses: {
      200: {
        description: 'Some books.',
        headers: { 'X-Total-Count': { required: true, schema: { type: 'integer', minimum: 0 } }, ETag: tag },
        content: json('Shelf'),
      },
      304: { description: 'Unchanged.' },
      ...refusals,
    },
  },
  post: {
    operationId: 'addBook',
    requestBody: { required: true, content: json('NewBook') },
    responses: {
      201: { description: 'Added.', headers: { Location: location }, content: json('Book') },
      401: refusals[401],
      ...unprocessable,
    },
  },
};

const bookPath: JsonObject = {
  parameters: [bookId],
  get: {
    operationId: 'readBook',
    responses: {
      200: { description: 'The book.', headers: { ETag: tag }, content: json('Book') },
      304: { description: 'Unchanged.' },
      ...refusals,
      ...absent,
    },
  },
  put: {
    operationId: 'replaceBook',
    requestBody: { required: true, content: json('Book') },
    responses: { 200: { description: 'Replaced.', content: json('Book') }, ...refusals, ...absent, ...unprocessable },
  },
  delete: {
    operationId: 'removeBook',
    responses: { 204: { description: 'Removed.' }, ...refusals, ...absent },
  },
};

const lendPath: JsonObject = {
  parameters: [bookId],
  post: {
    operationId: 'lendBook',
    requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: schema('NewLoan') } } },
    responses: {
      201: { description: 'Lent.', headers: { Location: location } },
      ...refusals,
      ...absent,
      ...unprocessable,
    },
  },
};

const loanPaths: JsonObject = {
  '/loans': {
    get: {
      operationId: 'listLoans',
      parameters: [
        { name: 'borrower', in: 'query', required: true, schema: { type: 'string', minLength: 1, maxLength: 80 } },
      ],
      responses: {
        200: {
          description: 'What a borrower has.',
          content: { 'application/json': { schema: { type: 'array', items: schema('Loan') } } },
        },
        ...refusals,
      },
    },
  },
  '/loans/{loanId}': {
    parameters: [loanId],
    get: {
      operationId: 'readLoan',
      responses: { 200: { description: 'The loan.', content: json('Loan') }, ...refusals, ...absent },
    },
  },
};

/** The document of a small lending library, which the example server implements to the letter. */
export const libraryDocument: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Lending library', version: '1.0.0' },
  servers: [{ url: '/' }],
  security: [{ token: [] }],
  paths: {
    '/books': booksPath,
    '/books/{bookId}': bookPath,
    '/books/{bookId}/loans': lendPath,
    ...loanPaths,
    '/members/me': {
      get: {
        operationId: 'readMember',
        security: [{ login: ['members:read'] }],
        responses: { 200: { description: 'Who is asking.', content: json('Member') }, 401: refusals[401] },
      },
    },
    '/health': {
      get: {
        operationId: 'readHealth',
        security: [],
        responses: { 200: { description: 'Up.', content: { 'text/plain': { schema: { type: 'string' } } } } },
      },
    },
  },
  components: {
    schemas,
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      login: {
        type: 'oauth2',
        flows: {
          clientCredentials: {
            tokenUrl: 'https://login.example.com/token',
            scopes: { 'members:read': 'Read members.' },
          },
        },
      },
    },
  },
};
