import { joinPointer } from './json-pointer.js';
import { buildModel } from './model-builder.js';
import type {
  ApiMediaType,
  ApiOperation,
  ApiParameter,
  ApiRequestBody,
  ApiResponse,
  Drift,
  LoadedDocument,
} from './model.js';
import { copySchemas } from './schema-copy.js';
import { createSchemaComparison, type SchemaComparison } from './schema-drift.js';

/** A hostile document must not fill the report. */
const mostDrifts = 500;

/**
 * Says what is missing, extra, narrower or wider in a served document, compared with the expected one: operations,
 * parameters, bodies, statuses, media types and schemas. Requests that accept less and replies that may hold more are
 * breaking. Headers of replies are left out, because documents need not declare them (SPEC-10), and so is all prose.
 * Each pair of schemas is compared once, however often it is referred to.
 */
export function compareDocuments(expected: LoadedDocument, served: LoadedDocument): readonly Drift[] {
  const drifts = new Map<string, Drift>();
  // A schema may describe requests and replies; a difference in it is told once, as breaking if either breaks.
  const report = (drift: Drift) => {
    const key = `${drift.kind} ${drift.pointer} ${drift.message}`;
    const known = drifts.get(key);
    if (known ? drift.breaking && !known.breaking : drifts.size < mostDrifts) drifts.set(key, drift);
  };
  const schemas = (direction: 'request' | 'response') =>
    createSchemaComparison({
      expected: copySchemas(expected, direction).root,
      served: copySchemas(served, direction).root,
      direction,
      report,
    });
  const comparison: Comparison = { request: schemas('request'), response: schemas('response'), report };
  const want = byRoute(buildModel(expected).operations.values());
  const have = byRoute(buildModel(served).operations.values());
  for (const [route, operation] of want) {
    const other = have.get(route);
    if (other === undefined) report(missingOperation(operation));
    else compareOperation(operation, other, comparison);
  }
  for (const [route, { key, pointer }] of have) {
    if (!want.has(route)) report({ kind: 'extra', pointer, message: `${key} is not in the profile.`, breaking: false });
  }
  return [...drifts.values()];
}

interface Comparison {
  readonly request: SchemaComparison;
  readonly response: SchemaComparison;
  readonly report: (drift: Drift) => void;
}

/** Names of path parameters are free: `/x/{id}` and `/x/{upload_id}` are one route. */
function byRoute(operations: Iterable<ApiOperation>): ReadonlyMap<string, ApiOperation> {
  return new Map(
    [...operations].map((operation) => [
      `${operation.method} ${operation.path.replace(/\{[^}]*\}/g, '{}')}`,
      operation,
    ]),
  );
}

function missingOperation({ key, method, path }: ApiOperation): Drift {
  const pointer = joinPointer('/paths', path, method.toLowerCase());
  return { kind: 'missing', pointer, message: `${key} is not declared.`, breaking: true };
}

function compareOperation(expected: ApiOperation, served: ApiOperation, comparison: Comparison): void {
  compareParameters(expected, served, comparison);
  compareRequestBodies(expected, served, comparison);
  compareResponses(expected, served, comparison);
}

function parameterName(parameter: ApiParameter): string {
  if (parameter.in === 'path') return 'path';
  return `${parameter.in} ${parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name}`;
}

function compareParameters(expected: ApiOperation, served: ApiOperation, { request, report }: Comparison): void {
  // Path parameters are the route itself, which the two have in common.
  const known = (all: readonly ApiParameter[]) =>
    new Map(all.filter(({ in: place }) => place !== 'path').map((one) => [parameterName(one), one]));
  const [want, have] = [known(expected.parameters), known(served.parameters)];
  const at = joinPointer(served.pointer, 'parameters');
  for (const [id, one] of want) {
    const other = have.get(id);
    const named = `The ${one.in} parameter ${one.name}`;
    if (other === undefined) {
      report({ kind: 'missing', pointer: at, message: `${named} is not declared.`, breaking: true });
      continue;
    }
    compareRequired(one, other, { named, report });
    request.compare(one.schema, other.schema, joinPointer(other.pointer, 'schema'));
  }
  for (const [id, { name, in: place, required, pointer }] of have) {
    if (want.has(id)) continue;
    const message = `The ${place} parameter ${name} is not in the profile${required ? ', and it is required' : ''}.`;
    report({ kind: 'extra', pointer, message, breaking: required });
  }
}

interface Demanded {
  readonly required: boolean;
  readonly pointer: string;
}

function compareRequired(
  expected: Demanded,
  served: Demanded,
  { named, report }: { readonly named: string; readonly report: Comparison['report'] },
): void {
  if (expected.required === served.required) return;
  const pointer = joinPointer(served.pointer, 'required');
  if (served.required) report({ kind: 'narrower', pointer, message: `${named} is required.`, breaking: true });
  else report({ kind: 'wider', pointer, message: `${named} is optional.`, breaking: false });
}

function compareRequestBodies(expected: ApiOperation, served: ApiOperation, comparison: Comparison): void {
  const [want, have] = [expected.requestBody, served.requestBody];
  const pointer = joinPointer(served.pointer, 'requestBody');
  if (want === null && have === null) return;
  if (want === null || have === null) {
    comparison.report(
      want === null
        ? { kind: 'extra', pointer, message: 'A body is declared.', breaking: have?.required ?? false }
        : { kind: 'missing', pointer, message: 'No body is declared.', breaking: true },
    );
    return;
  }
  compareRequired(want, have, { named: 'The body', report: comparison.report });
  compareContent(want, have, { comparison, direction: 'request' });
}

function compareContent(
  expected: ApiRequestBody | ApiResponse,
  served: ApiRequestBody | ApiResponse,
  { comparison, direction }: { readonly comparison: Comparison; readonly direction: 'request' | 'response' },
): void {
  const at = joinPointer(served.pointer, 'content');
  const essence = ({ range }: ApiMediaType) => range.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const have = new Map(served.content.map((media) => [essence(media), media]));
  for (const media of expected.content) {
    const other = have.get(essence(media)) ?? have.get('*/*');
    const pointer = joinPointer(at, other?.range ?? media.range);
    if (other) comparison[direction].compare(media.schema, other.schema, joinPointer(pointer, 'schema'));
    else {
      comparison.report({ kind: 'missing', pointer, message: `${media.range} is not declared.`, breaking: true });
    }
  }
  const want = new Set(expected.content.map(essence));
  for (const media of served.content) {
    if (want.has(essence(media)) || essence(media) === '*/*') continue;
    const message = `${media.range} is not in the profile.`;
    comparison.report({ kind: 'extra', pointer: joinPointer(at, media.range), message, breaking: false });
  }
}

/** The response a document declares for a status: its own, that of its class, or the default one. */
function responseFor(responses: readonly ApiResponse[], status: string): ApiResponse | undefined {
  const named = (wanted: string) => responses.find((response) => response.status.toUpperCase() === wanted);
  return named(status.toUpperCase()) ?? named(`${status.charAt(0)}XX`) ?? named('DEFAULT');
}

/** `default` covers everything, `4XX` every 4xx, and a status itself. */
function covers(status: string, other: string): boolean {
  const name = status.toUpperCase();
  return (
    name === 'DEFAULT' || name === other.toUpperCase() || (name.endsWith('XX') && name.startsWith(other.charAt(0)))
  );
}

function compareResponses(expected: ApiOperation, served: ApiOperation, comparison: Comparison): void {
  for (const response of expected.responses) {
    const { status } = response;
    const other = responseFor(served.responses, status);
    if (other) compareContent(response, other, { comparison, direction: 'response' });
    else if (status !== 'default') {
      const pointer = joinPointer(served.pointer, 'responses', status);
      const breaking = status.startsWith('2');
      comparison.report({ kind: 'missing', pointer, message: `The status ${status} is not declared.`, breaking });
    }
  }
  for (const response of served.responses) {
    const { status } = response;
    if (expected.responses.some((one) => covers(status, one.status))) continue;
    const other = responseFor(expected.responses, status);
    if (other) compareContent(other, response, { comparison, direction: 'response' });
    else {
      const message = `The status ${status} is not in the profile.`;
      comparison.report({ kind: 'extra', pointer: response.pointer, message, breaking: /^[23]/.test(status) });
    }
  }
}
