import type { JsonMembers, Operation } from '../parts.js';
import type { GatewayProfile } from '../profiles/profile.js';
import { BASE_PATH } from '../routes.js';
import { headers } from './headers.js';
import type { JsonSchema } from './json-schema.js';
import { descriptions } from './operations.js';
import { parameterRef, parameters, parametersOf } from './parameters.js';
import { responses, uncountedResponses } from './responses.js';

const tags: Readonly<Record<string, string>> = {
  Emails: 'Sending mail.',
  Attachments: 'Files that mails can refer to.',
  Meta: 'The API about itself.',
};

const documentSchema: JsonSchema = {
  type: 'object',
  description: 'An OpenAPI 3.1 document.',
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$', description: 'Version of the standard it follows.' },
    info: { type: 'object', description: 'Title and version of the API.' },
    paths: { type: 'object', description: 'The operations.' },
  },
  required: ['openapi', 'info', 'paths'],
};

function paths({ operations, security }: GatewayProfile): JsonMembers {
  return Object.fromEntries(operations.map((operation) => [operation.path, pathItem(operation, security)]));
}

function pathItem({ kind, method, permission }: Operation, security: GatewayProfile['security']): JsonMembers {
  const { requestBody, responses: replies, ...about } = descriptions[kind];
  const given = parametersOf[kind].map(parameterRef);
  return {
    [method.toLowerCase()]: {
      ...about,
      security: permission === null ? [] : security.alternatives,
      ...(given.length === 0 ? {} : { parameters: given }),
      ...(requestBody === undefined ? {} : { requestBody }),
      responses: replies,
    },
  };
}

function tagsOf(operations: readonly Operation[]): readonly JsonMembers[] {
  const used = new Set(operations.flatMap(({ kind }) => descriptions[kind].tags));
  return Object.entries(tags).flatMap(([name, description]) => (used.has(name) ? [{ name, description }] : []));
}

/**
 * Builds the OpenAPI document of a profile. Its server is given relative to the document itself (OpenAPI 3.1.0 section
 * 4.8.5), so that it is the same wherever the gateway listens and what was computed from it can be kept.
 */
export function buildDocument(profile: GatewayProfile): JsonMembers {
  const { operations, security, requests, replies } = profile;
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sending API',
      version: '1.0.0',
      summary: 'Queues mail, one at a time or in batches.',
      description:
        'The reference implementation that Touchstone is tried on. Every reply but the document itself comes in an envelope with `ok` and `meta.request_id`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: BASE_PATH, description: 'This gateway.' }],
    tags: tagsOf(operations),
    security: security.alternatives,
    paths: paths(profile),
    components: {
      securitySchemes: security.schemes,
      parameters: parameters(operations),
      headers,
      responses: operations.some(({ kind }) => kind === 'complete')
        ? { ...responses, ...uncountedResponses }
        : responses,
      schemas: { ...requests, ...replies, Document: documentSchema },
    },
  };
}
