import {
  isObject,
  joinPointer,
  listMember,
  localPointer,
  member,
  objectMember,
  resolveReference,
  textMember,
  type Resolved,
} from './json-pointer.js';
import type {
  ApiEncoding,
  ApiHeader,
  ApiLink,
  ApiMediaType,
  ApiModel,
  ApiOperation,
  ApiParameter,
  ApiRequestBody,
  ApiResponse,
  Json,
  JsonObject,
  LoadedDocument,
  Method,
  SecurityAlternative,
  SecurityScheme,
} from './model.js';

const methods: readonly Method[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'QUERY'];

/**
 * Builds what the rest of the program knows of a document: its operations with path-item parameters merged,
 * references to parameters, bodies, responses, headers and path items followed, and the security that applies.
 *
 * Total: what is malformed or dangling is left out, because saying so is the task of `lintDocument`.
 */
export function buildModel(document: LoadedDocument): ApiModel {
  const { root } = document;
  const operations = new Map<string, ApiOperation>();
  for (const [path, item] of Object.entries(objectMember(root, 'paths'))) {
    if (!path.startsWith('/')) continue;
    const resolved = resolve(root, { value: item, pointer: joinPointer('/paths', path) });
    if (resolved === null) continue;
    for (const operation of readPathItem(root, path, resolved)) operations.set(operation.key, operation);
  }
  const info = member(root, 'info');
  return {
    title: textMember(info, 'title') ?? '',
    version: textMember(info, 'version') ?? '',
    dialect: document.dialect,
    sha256: document.sha256,
    servers: listMember(root, 'servers').flatMap((server) => textMember(server, 'url') ?? []),
    operations,
    securitySchemes: readSecuritySchemes(root),
  };
}

/** The object at a place, references followed. */
interface Place {
  readonly value: JsonObject;
  readonly pointer: string;
}

function resolve(root: JsonObject, start: Resolved): Place | null {
  const resolved = resolveReference(root, start);
  return resolved !== null && isObject(resolved.value) ? { value: resolved.value, pointer: resolved.pointer } : null;
}

/** The members of an object-valued member, each with its references followed. */
function entriesOf(root: JsonObject, holder: Place, name: string): readonly (readonly [string, Place])[] {
  return Object.entries(objectMember(holder.value, name)).flatMap(([key, value]) => {
    const place = resolve(root, { value, pointer: joinPointer(holder.pointer, name, key) });
    return place === null ? [] : [[key, place] as const];
  });
}

function readPathItem(root: JsonObject, path: string, item: Place): readonly ApiOperation[] {
  const common = readParameters(root, item);
  return methods.flatMap((method) => {
    const name = method.toLowerCase();
    const value = member(item.value, name);
    if (!isObject(value)) return [];
    const operation: Place = { value, pointer: joinPointer(item.pointer, name) };
    return [readOperation(root, { method, path, common }, operation)];
  });
}

interface Route {
  readonly method: Method;
  readonly path: string;
  /** Parameters of the path item. */
  readonly common: readonly ApiParameter[];
}

function readOperation(root: JsonObject, route: Route, operation: Place): ApiOperation {
  const { value, pointer } = operation;
  return {
    key: `${route.method} ${route.path}`,
    method: route.method,
    path: route.path,
    operationId: textMember(value, 'operationId'),
    tags: listMember(value, 'tags').filter((tag) => typeof tag === 'string'),
    deprecated: member(value, 'deprecated') === true,
    parameters: mergeParameters(route.common, readParameters(root, operation)),
    requestBody: readRequestBody(root, operation),
    responses: entriesOf(root, operation, 'responses').flatMap(([status, response]) =>
      status.startsWith('x-') ? [] : [readResponse(root, status, response)],
    ),
    security: readSecurity(member(value, 'security') ?? member(root, 'security')),
    pointer,
  };
}

/** A parameter of the operation replaces one of the path item with the same name and place. */
function mergeParameters(common: readonly ApiParameter[], own: readonly ApiParameter[]): readonly ApiParameter[] {
  const merged = new Map<string, ApiParameter>();
  for (const parameter of [...common, ...own]) merged.set(`${parameter.in} ${parameter.name}`, parameter);
  return [...merged.values()];
}

function readParameters(root: JsonObject, holder: Place): readonly ApiParameter[] {
  return listMember(holder.value, 'parameters').flatMap((value, index) => {
    const place = resolve(root, { value, pointer: joinPointer(holder.pointer, 'parameters', index) });
    return (place === null ? null : readParameter(root, place)) ?? [];
  });
}

const parameterPlaces = ['path', 'query', 'querystring', 'header', 'cookie'] as const;

function readParameter(root: JsonObject, { value, pointer }: Place): ApiParameter | null {
  const name = textMember(value, 'name');
  const where = parameterPlaces.find((place) => place === member(value, 'in'));
  if (name === null || where === undefined) return null;
  // OpenAPI 3.1, "Parameter Object", `in`: header parameters of these names are ignored.
  if (where === 'header' && /^(?:accept|content-type|authorization)$/i.test(name)) return null;
  const style = textMember(value, 'style') ?? (where === 'query' || where === 'cookie' ? 'form' : 'simple');
  const explode = member(value, 'explode');
  const [content] = readContent(root, { value, pointer });
  const examples = [...readExamples(root, { value, pointer }), ...(content?.examples ?? [])];
  return {
    name,
    in: where,
    required: where === 'path' || member(value, 'required') === true,
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form' || style === 'cookie',
    allowReserved: member(value, 'allowReserved') === true,
    schema: content?.schema ?? schemaOf({ value, pointer }),
    mediaType: content?.range ?? null,
    examples,
    pointer,
  };
}

function readRequestBody(root: JsonObject, operation: Place): ApiRequestBody | null {
  const value = member(operation.value, 'requestBody');
  if (value === undefined) return null;
  const body = resolve(root, { value, pointer: joinPointer(operation.pointer, 'requestBody') });
  if (body === null) return null;
  return { required: member(body.value, 'required') === true, content: readContent(root, body), pointer: body.pointer };
}

function readResponse(root: JsonObject, status: string, response: Place): ApiResponse {
  const links = entriesOf(root, response, 'links').map(([, link]) => readLink(link));
  return {
    status,
    content: readContent(root, response),
    headers: readHeaders(root, response),
    ...(links.length > 0 ? { links } : {}),
    pointer: response.pointer,
  };
}

/** What links to another document leads nowhere here. */
function readLink({ value }: Place): ApiLink {
  const parameters = Object.entries(objectMember(value, 'parameters'));
  const reference = textMember(value, 'operationRef');
  return {
    operationId: textMember(value, 'operationId'),
    pointer: reference === null ? null : localPointer(reference),
    parameters: new Map(parameters.flatMap(([name, from]) => (typeof from === 'string' ? [[name, from]] : []))),
  };
}

/** OpenAPI 3.1, "Response Object" and "Encoding Object", `headers`: Content-Type is described elsewhere. */
function readHeaders(root: JsonObject, holder: Place): readonly ApiHeader[] {
  return entriesOf(root, holder, 'headers')
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, header]) => ({
      name,
      required: member(header.value, 'required') === true,
      schema: schemaOf(header) ?? readContent(root, header)[0]?.schema ?? null,
    }));
}

function readContent(root: JsonObject, holder: Place): readonly ApiMediaType[] {
  return Object.entries(objectMember(holder.value, 'content')).flatMap(([range, value]) =>
    isObject(value)
      ? [readMediaType(root, range, { value, pointer: joinPointer(holder.pointer, 'content', range) })]
      : [],
  );
}

function readMediaType(root: JsonObject, range: string, place: Place): ApiMediaType {
  const examples = readExamples(root, place);
  const encoding = entriesOf(root, place, 'encoding').map(([name, held]) => [name, readEncoding(root, held)] as const);
  return {
    range,
    schema: schemaOf(place),
    ...(examples.length > 0 ? { examples } : {}),
    ...(encoding.length > 0 ? { encoding: new Map(encoding) } : {}),
  };
}

function readEncoding(root: JsonObject, place: Place): ApiEncoding {
  const explode = member(place.value, 'explode');
  return {
    contentType: textMember(place.value, 'contentType'),
    style: textMember(place.value, 'style'),
    explode: typeof explode === 'boolean' ? explode : null,
    allowReserved: member(place.value, 'allowReserved') === true,
    headers: readHeaders(root, place),
  };
}

/** `example`, or the values of `examples`: 3.2 calls them `dataValue` where they are not yet serialized. */
function readExamples(root: JsonObject, place: Place): readonly Json[] {
  const single = member(place.value, 'example');
  if (single !== undefined) return [single];
  return entriesOf(root, place, 'examples')
    .map(([, { value }]) => [member(value, 'dataValue'), member(value, 'value')].find((given) => given !== undefined))
    .filter((given) => given !== undefined);
}

function schemaOf({ value, pointer }: Place): string | null {
  const schema = member(value, 'schema');
  return isObject(schema) || typeof schema === 'boolean' ? joinPointer(pointer, 'schema') : null;
}

function readSecurity(security: Json | undefined): readonly SecurityAlternative[] | null {
  if (!Array.isArray(security)) return null;
  return listMember({ security }, 'security')
    .filter(isObject)
    .map((alternative) =>
      Object.keys(alternative).map((scheme) => ({
        scheme,
        scopes: listMember(alternative, scheme).filter((scope) => typeof scope === 'string'),
      })),
    );
}

const schemeTypes = ['apiKey', 'http', 'mutualTLS', 'oauth2', 'openIdConnect'] as const;
const schemePlaces = ['query', 'header', 'cookie'] as const;

function readSecuritySchemes(root: JsonObject): ReadonlyMap<string, SecurityScheme> {
  const components: Place = { value: objectMember(root, 'components'), pointer: '/components' };
  const schemes = entriesOf(root, components, 'securitySchemes').flatMap(([name, { value }]) => {
    const type = schemeTypes.find((known) => known === member(value, 'type'));
    if (type === undefined) return [];
    const scheme: SecurityScheme = {
      name,
      type,
      scheme: type === 'http' ? (textMember(value, 'scheme')?.toLowerCase() ?? null) : null,
      in: type === 'apiKey' ? (schemePlaces.find((place) => place === member(value, 'in')) ?? null) : null,
      parameter: type === 'apiKey' ? textMember(value, 'name') : null,
    };
    return [[name, scheme] as const];
  });
  return new Map(schemes);
}
