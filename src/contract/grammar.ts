import type { LoadedDocument } from './model.js';

/** Kinds of objects an OpenAPI document consists of, named as the specification names them. */
export type ObjectKind =
  | 'OpenAPI'
  | 'Info'
  | 'Server'
  | 'ServerVariable'
  | 'Components'
  | 'PathItem'
  | 'Operation'
  | 'ExternalDocumentation'
  | 'Parameter'
  | 'RequestBody'
  | 'MediaType'
  | 'Encoding'
  | 'Response'
  | 'Callback'
  | 'Example'
  | 'Link'
  | 'Header'
  | 'Tag'
  | 'SecurityScheme'
  | 'Schema';

export type Scalar = 'string' | 'boolean' | 'number' | 'count' | 'any' | 'record' | 'typeName';

/**
 * What a member holds. `map`: free names. `patterned`: names fixed by the specification beside `x-` extensions, which
 * are skipped.
 */
export type Shape =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  | { readonly kind: 'object'; readonly object: ObjectKind }
  | { readonly kind: 'list' | 'map' | 'patterned'; readonly of: Shape };

export interface MemberRule {
  readonly shape: Shape;
  readonly required: boolean;
}

/** The members of each kind of object; `*` stands for every other name. */
export type Grammar = ReadonlyMap<ObjectKind, ReadonlyMap<string, MemberRule>>;

/**
 * The members of every object, one word each: a scalar or an object kind, in `[]` a list, in `{}` a map of free names,
 * in `<>` a patterned map; `!` is required. OpenAPI 3.0.4, 3.1.2 and 3.2.0, section "Schema"; JSON Schema 2020-12.
 */
const source: Readonly<Record<ObjectKind, string>> = {
  OpenAPI:
    'openapi:string! info:Info! jsonSchemaDialect:string servers:[Server] paths:<PathItem> webhooks:{PathItem} ' +
    'components:Components security:[{[string]}] tags:[Tag] externalDocs:ExternalDocumentation',
  Info: 'title:string! version:string! summary:string description:string termsOfService:string contact:record license:record',
  Server: 'url:string! description:string variables:{ServerVariable}',
  ServerVariable: 'enum:[string] default:string! description:string',
  Components:
    'schemas:{Schema} responses:{Response} parameters:{Parameter} examples:{Example} requestBodies:{RequestBody} ' +
    'headers:{Header} securitySchemes:{SecurityScheme} links:{Link} callbacks:{Callback} pathItems:{PathItem} ' +
    'mediaTypes:{MediaType}',
  PathItem:
    '$ref:string summary:string description:string get:Operation put:Operation post:Operation delete:Operation ' +
    'options:Operation head:Operation patch:Operation trace:Operation query:Operation ' +
    'additionalOperations:{Operation} servers:[Server] parameters:[Parameter]',
  Operation:
    'tags:[string] summary:string description:string externalDocs:ExternalDocumentation operationId:string ' +
    'parameters:[Parameter] requestBody:RequestBody responses:<Response> callbacks:{Callback} deprecated:boolean ' +
    'security:[{[string]}] servers:[Server]',
  ExternalDocumentation: 'description:string url:string!',
  Parameter:
    'name:string! in:string! description:string required:boolean deprecated:boolean allowEmptyValue:boolean ' +
    'style:string explode:boolean allowReserved:boolean schema:Schema example:any examples:{Example} content:{MediaType}',
  RequestBody: 'description:string content:{MediaType}! required:boolean',
  MediaType: 'schema:Schema itemSchema:Schema example:any examples:{Example} encoding:{Encoding}',
  Encoding: 'contentType:string headers:{Header} style:string explode:boolean allowReserved:boolean',
  Response: 'summary:string description:string headers:{Header} content:{MediaType} links:{Link}',
  Callback: '*:PathItem',
  Example: 'summary:string description:string value:any externalValue:string',
  Link: 'operationRef:string operationId:string parameters:record requestBody:any description:string server:Server',
  Header:
    'description:string required:boolean deprecated:boolean style:string explode:boolean schema:Schema ' +
    'example:any examples:{Example} content:{MediaType}',
  Tag: 'name:string! summary:string description:string externalDocs:ExternalDocumentation parent:string kind:string',
  SecurityScheme:
    'type:string! description:string name:string in:string scheme:string bearerFormat:string flows:record ' +
    'openIdConnectUrl:string',
  Schema:
    '$ref:string $id:string $schema:string $anchor:string $dynamicRef:string $dynamicAnchor:string $comment:string ' +
    '$defs:{Schema} definitions:{Schema} type:typeName enum:[any] const:any multipleOf:number maximum:number ' +
    'minimum:number exclusiveMaximum:number exclusiveMinimum:number maxLength:count minLength:count pattern:string ' +
    'format:string maxItems:count minItems:count uniqueItems:boolean maxContains:count minContains:count ' +
    'maxProperties:count minProperties:count required:[string] dependentRequired:{[string]} properties:{Schema} ' +
    'patternProperties:{Schema} additionalProperties:Schema propertyNames:Schema unevaluatedProperties:Schema ' +
    'unevaluatedItems:Schema items:Schema prefixItems:[Schema] contains:Schema allOf:[Schema] anyOf:[Schema] ' +
    'oneOf:[Schema] not:Schema if:Schema then:Schema else:Schema dependentSchemas:{Schema} contentEncoding:string ' +
    'contentMediaType:string contentSchema:Schema title:string description:string default:any examples:[any] ' +
    'example:any nullable:boolean discriminator:record readOnly:boolean writeOnly:boolean deprecated:boolean ' +
    'xml:record externalDocs:ExternalDocumentation',
};

const scalars: ReadonlySet<string> = new Set<Scalar>([
  'string',
  'boolean',
  'number',
  'count',
  'any',
  'record',
  'typeName',
]);

function isScalar(word: string): word is Scalar {
  return scalars.has(word);
}

function isObjectKind(word: string): word is ObjectKind {
  return Object.hasOwn(source, word);
}

function parseShape(word: string): Shape {
  const inner = word.slice(1, -1);
  if (word.startsWith('[')) return { kind: 'list', of: parseShape(inner) };
  if (word.startsWith('{')) return { kind: 'map', of: parseShape(inner) };
  if (word.startsWith('<')) return { kind: 'patterned', of: parseShape(inner) };
  if (isScalar(word)) return { kind: 'scalar', scalar: word };
  if (isObjectKind(word)) return { kind: 'object', object: word };
  throw new Error(`the grammar knows no ${word}`);
}

function parseMembers(text: string): Map<string, MemberRule> {
  return new Map(
    text.split(' ').map((entry) => {
      const [name = '', word = ''] = entry.split(':');
      const required = word.endsWith('!');
      return [name, { shape: parseShape(required ? word.slice(0, -1) : word), required }];
    }),
  );
}

const text: MemberRule = { shape: { kind: 'scalar', scalar: 'string' }, required: true };
const flag: MemberRule = { shape: { kind: 'scalar', scalar: 'boolean' }, required: false };

function build(dialect: LoadedDocument['dialect']): Grammar {
  const grammar = new Map<ObjectKind, Map<string, MemberRule>>();
  for (const [kind, members] of Object.entries(source)) {
    if (isObjectKind(kind)) grammar.set(kind, parseMembers(members));
  }
  if (dialect !== '3.2') grammar.get('Response')?.set('description', text);
  if (dialect === '3.0') grammar.get('Schema')?.set('exclusiveMinimum', flag).set('exclusiveMaximum', flag);
  return grammar;
}

const grammars = { '3.0': build('3.0'), '3.1': build('3.1'), '3.2': build('3.2') };

/** The grammar of a dialect. 3.0 writes exclusive limits as booleans; before 3.2 a response must be described. */
export function grammarOf(dialect: LoadedDocument['dialect']): Grammar {
  return grammars[dialect];
}
