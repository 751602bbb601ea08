import type { ApiOperation, DocumentProblem, SecurityAlternative } from '../contract/model.js';
import { batch, send, specification } from '../requirements/operations.js';
import type { CheckContext, Observation, Violation } from './check.js';
import { oneOf, show } from './show.js';

/** What a requirement about the document itself finds wrong with it. Pure: the document is in the context. */
export type DocumentCheck = (context: CheckContext) => readonly Violation[];

/**
 * What is wrong with the document, which was asked for in `fetched`. One that was given by hand is not what the target
 * answered, so its faults have no exchange for a proof.
 */
export function judgeDocument(
  check: DocumentCheck,
  { exchange: { request } }: Observation,
  context: CheckContext,
): readonly Violation[] {
  const { source } = context.document;
  const violations = check(context);
  if (source === request.url) return violations;
  const document = /^https?:/.test(source) ? source : source.replace(/^.*[\\/]/s, '');
  return violations.map((each) => ({
    ...each,
    actual: `${each.actual} (the document was given by hand, so no exchange shows it)`,
    document,
  }));
}

/** Statuses that the documents promise for both sends (SPEC-07). */
const promisedStatuses = ['200', '400', '401', '402', '403', '409', '413', '422', '429', '503'];

/** Rules of the lint that other requirements than SPEC-03 speak of. */
const unsatisfiable = 'unsatisfiable-schema';
const duplicateId = 'duplicate-operation-id';

/** SPEC-02: the document is OpenAPI 3.1. */
export const isOpenApi31: DocumentCheck = ({ document: { version } }) =>
  /^3\.1\.\d+$/.test(version)
    ? []
    : [{ message: 'The document is not OpenAPI 3.1.', expected: '3.1.0 or later 3.1', actual: show(version) }];

/** SPEC-03: the document is valid and its references resolve. */
export const isValid: DocumentCheck = ({ problems }) =>
  problems.filter(({ rule }) => rule !== unsatisfiable && rule !== duplicateId).map(problemFound);

/** SPEC-11: every schema can be satisfied. */
export const isSatisfiable: DocumentCheck = ({ problems }) =>
  problems.filter(({ rule }) => rule === unsatisfiable).map(problemFound);

function problemFound({ rule, severity, pointer, line, message }: DocumentProblem): Violation {
  const violation = {
    message: `${pointer === '' ? 'The document' : pointer} breaks the rule ${rule}.`,
    expected: `no ${rule}`,
    actual: line === null ? message : `line ${line}: ${message}`,
  };
  return severity === 'error' ? violation : { ...violation, tolerated: true };
}

/** SPEC-04: the document lists what the profile promises, below the base URL. */
export const listsOperations: DocumentCheck = ({ profile, model, target }) => {
  const missing = profile.operations.filter((key) => !model.operations.has(key));
  const base = new URL(target).pathname.replace(/\/$/, '');
  return missing.map((key) => {
    const [method = '', path = ''] = key.split(' ');
    const repeated = base !== '' && model.operations.has(`${method} ${base}${path}`);
    return {
      message: `The document does not list ${key}.`,
      expected: key,
      actual: repeated ? `the base path is repeated: ${method} ${base}${path}` : 'no such operation',
    };
  });
};

/** SPEC-05: the first server is the one under test, and every operationId names one operation. */
export const namesServer: DocumentCheck = ({ model, target, problems }) => [
  ...serverFaults(model.servers[0], target),
  ...problems.filter(({ rule }) => rule === duplicateId).map(problemFound),
];

function serverFaults(server: string | undefined, target: string): readonly Violation[] {
  const expected = `a URL that ends in ${new URL(target).pathname}`;
  if (server === undefined) return [{ message: 'The document names no server.', expected, actual: 'no servers' }];
  // Variables stand for values that the document does not fix.
  if (server.includes('{')) return [];
  const document = `${target}/openapi.json`;
  const url = URL.canParse(server, document) ? new URL(server, document) : null;
  if (url === null || trimmed(url.pathname) !== trimmed(new URL(target).pathname)) {
    return [{ message: 'The first server has another base path.', expected, actual: show(server) }];
  }
  if (isLoopback(url.hostname) && !isLoopback(new URL(target).hostname)) {
    return [{ message: 'The first server is a developer machine.', expected: 'a public host', actual: show(server) }];
  }
  return [];
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}

/** SPEC-06: sends require a bearer token, the document requires nothing. */
export const declaresSecurity: DocumentCheck = (context) => [
  ...[send, batch].flatMap((key) => sendSecurityFaults(key, context)),
  ...documentSecurityFaults(context),
];

function sendSecurityFaults(key: string, { model }: CheckContext): readonly Violation[] {
  const operation = model.operations.get(key);
  if (!operation) return [];
  const expected = 'a required HTTP bearer scheme';
  const alternatives = operation.security ?? [];
  if (alternatives.length === 0 || alternatives.some((one) => one.length === 0)) {
    return [{ message: `${key} is declared open to everyone.`, expected, actual: describeSecurity(operation) }];
  }
  const bearer = alternatives.some((one) => one.some(({ scheme }) => isBearer(model.securitySchemes.get(scheme))));
  if (bearer) return [];
  return [{ message: `${key} does not declare bearer authentication.`, expected, actual: describeSecurity(operation) }];
}

/** OAuth tokens are bearer tokens, too (RFC 6750). */
function isBearer(scheme: { type: string; scheme: string | null } | undefined): boolean {
  return scheme?.type === 'oauth2' || (scheme?.type === 'http' && scheme.scheme === 'bearer');
}

function documentSecurityFaults({ model }: CheckContext): readonly Violation[] {
  const operation = model.operations.get(specification);
  const alternatives = operation?.security ?? [];
  if (!operation || alternatives.length === 0 || alternatives.some((one) => one.length === 0)) return [];
  return [
    {
      message: `${specification} is declared as protected.`,
      expected: 'security: []',
      actual: describeSecurity(operation),
    },
  ];
}

function describeSecurity({ security }: ApiOperation): string {
  if (security === null) return 'no security declared';
  if (security.length === 0) return 'security: []';
  return security.map(describeAlternative).join(' or ');
}

function describeAlternative(alternative: SecurityAlternative): string {
  return alternative.length === 0 ? 'nothing' : alternative.map(({ scheme }) => scheme).join(' and ');
}

/** SPEC-07: each send declares its idempotency key, a required JSON body and the promised statuses. */
export const declaresSends: DocumentCheck = ({ model }) =>
  [send, batch].flatMap((key) => {
    const operation = model.operations.get(key);
    return operation ? [...keyFaults(operation), ...bodyFaults(operation), ...statusFaults(operation)] : [];
  });

function keyFaults({ key, parameters }: ApiOperation): readonly Violation[] {
  const declared = parameters.some((one) => one.in === 'header' && one.name.toLowerCase() === 'idempotency-key');
  if (declared) return [];
  return [{ message: `${key} does not declare Idempotency-Key.`, expected: 'a header parameter', actual: 'none' }];
}

function bodyFaults({ key, requestBody }: ApiOperation): readonly Violation[] {
  const json = requestBody?.content.some(({ range }) => range.toLowerCase().startsWith('application/json')) ?? false;
  if (json && requestBody?.required) return [];
  return [
    {
      message: `${key} does not declare a required JSON body.`,
      expected: 'required: true with application/json',
      actual: json ? 'an optional body' : 'no JSON body',
    },
  ];
}

/** A range such as `4XX` or `default` declares every status in it. */
function statusFaults({ key, responses }: ApiOperation): readonly Violation[] {
  const declared = new Set(responses.map(({ status }) => status.toUpperCase()));
  if (declared.has('DEFAULT')) return [];
  const missing = promisedStatuses.filter((status) => !declared.has(status) && !declared.has(`${status.charAt(0)}XX`));
  if (missing.length === 0) return [];
  return [
    {
      message: `${key} does not declare every promised status.`,
      expected: oneOf(promisedStatuses),
      actual: `not declared: ${missing.join(', ')}`,
    },
  ];
}
