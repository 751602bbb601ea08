import { defaultLoadOptions, loadDocument } from '../../src/contract/document.js';
import { buildModel } from '../../src/contract/model-builder.js';
import type { ApiOperation, Json } from '../../src/contract/model.js';
import { createValidators } from '../../src/contract/validators.js';
import { createCaseMaker, type CaseMakerApi } from '../../src/generate/case-maker.js';
import type { CaseMaker, RequestValue, WireRequest, WireVerdict } from '../../src/generate/request-case.js';

/** A document with a maker of requests for it. */
export interface RequestApi extends CaseMakerApi {
  readonly maker: CaseMaker;
  operation(key: string): ApiOperation;
}

/** Understands a document given as bytes or as members of an otherwise empty one. */
export async function openRequests(source: Uint8Array | object, openapi = '3.1.0'): Promise<RequestApi> {
  const bytes = source instanceof Uint8Array ? source : new TextEncoder().encode(whole(source, openapi));
  const document = await loadDocument({ source: 'http://127.0.0.1/', bytes, mediaType: null }, defaultLoadOptions);
  const api = { document, model: buildModel(document), validators: createValidators(document) };
  return {
    ...api,
    maker: createCaseMaker(api),
    operation: (key) => {
      const found = api.model.operations.get(key);
      if (found === undefined) throw new Error(`no ${key}`);
      return found;
    },
  };
}

function whole(members: object, openapi: string): string {
  return JSON.stringify({ openapi, info: { title: 'T', version: '1' }, paths: {}, ...members });
}

/** What a value looks like on the wire, and what that is worth. */
export interface Written {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly wire: WireRequest;
  readonly verdict: WireVerdict;
}

/** Writes a request of the only operation of a document. */
export async function write(
  members: object,
  value: RequestValue,
  options: { readonly openapi?: string; readonly mediaType?: string } = {},
): Promise<Written> {
  const { maker, model } = await openRequests(members, options.openapi);
  const [operation] = model.operations.values();
  if (operation === undefined) throw new Error('no operation');
  const { wire, verdict } = maker.assemble(operation, value, options.mediaType ?? null);
  return {
    path: wire.path,
    headers: Object.fromEntries(wire.headers),
    body: wire.body === null ? null : new TextDecoder().decode(wire.body),
    wire,
    verdict,
  };
}

/** A document with one GET and one parameter called `color`. */
export function withParameter(parameter: object): object {
  const where = (parameter as { in?: string }).in ?? 'query';
  const path = where === 'path' ? '/p/{color}' : '/p';
  return { paths: { [path]: { get: { parameters: [{ name: 'color', in: where, ...parameter }] } } } };
}

/** The verdict on one value of one parameter called `color`. */
export async function judgeParameter(parameter: object, value: Json, openapi?: string): Promise<Written> {
  const where = (parameter as { in?: string }).in ?? 'query';
  return write(withParameter(parameter), { [where]: { color: value } }, openapi === undefined ? {} : { openapi });
}

/** A document with one POST that takes a body of one type. */
export function withBody(schema: Json, mediaType = 'application/json', more: object = {}): object {
  return {
    paths: { '/p': { post: { requestBody: { required: true, content: { [mediaType]: { schema, ...more } } } } } },
  };
}
