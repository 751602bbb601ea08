import { isObject } from '../../contract/json-pointer.js';
import { isJsonType, matchMediaType } from '../../contract/media-type.js';
import type { Json } from '../../contract/model.js';
import type { HeaderLine } from '../../http/exchange.js';
import type { AssembledRequest, RequestValue, WireRequest } from '../request-case.js';
import { encode, writeBody, type BodyOutline, type BodyWritten } from './body.js';
import { encodeText } from './escape.js';
import { writeForm } from './form.js';
import { writeCookies, writeHeaders } from './header.js';
import { partSlots, type RequestOutline, type RequestContext } from './outline.js';
import { writePath } from './path.js';
import { writeQuery } from './query.js';
import { createReader } from './read-back.js';

/** A value to send, and as what its body is sent. */
export interface RequestDraft {
  readonly value: RequestValue;
  readonly mediaType: string | null;
}

/**
 * Puts values of one operation into their wire form and judges that. What was judged to become a case is not judged again
 * when it is sent, nor is its body written again when it is sent under another path.
 */
export function createAssembler(
  context: RequestContext,
  outline: RequestOutline,
): (draft: RequestDraft) => AssembledRequest {
  const bodyOf = keepByPart(
    ({ value }) => (value.rawBody === undefined ? value.body : undefined),
    (draft) => writeRequestBody(outline, draft),
  );
  const read = createReader(context, outline);
  return keepByPart(
    ({ value }) => value,
    (draft): AssembledRequest => {
      const { wire, unsendable } = writeRequest(context, outline, { value: draft.value, body: bodyOf(draft) });
      if (unsendable === undefined) return { wire, verdict: read(wire) };
      return { wire, verdict: { kind: 'undecided', reason: `HTTP cannot carry the value of ${unsendable}` } };
    },
  );
}

/** The same function, which works out its answer once to drafts of one type that share the part it looks at. */
function keepByPart<Answer>(
  partOf: (draft: RequestDraft) => unknown,
  work: (draft: RequestDraft) => Answer,
): (draft: RequestDraft) => Answer {
  const known = new WeakMap<object, { readonly mediaType: string | null; readonly answer: Answer }>();
  return (draft) => {
    const part = partOf(draft);
    if (typeof part !== 'object' || part === null) return work(draft);
    const found = known.get(part);
    if (found?.mediaType === draft.mediaType) return found.answer;
    const answer = work(draft);
    known.set(part, { mediaType: draft.mediaType, answer });
    return answer;
  };
}

interface Written {
  readonly wire: WireRequest;
  /** A parameter whose value did not get into it; undefined: all did. */
  readonly unsendable: string | undefined;
}

function writeRequest(
  context: RequestContext,
  outline: RequestOutline,
  { value, body }: { readonly value: RequestValue; readonly body: BodyWritten | null },
): Written {
  const headers = writeHeaders(partSlots(outline, 'header'), membersOf(value.header));
  const cookies = writeCookies(partSlots(outline, 'cookie'), membersOf(value.cookie));
  const path = writePath(outline.template, partSlots(outline, 'path'), membersOf(value.path));
  const query = writeRequestQuery(context, outline, value);
  const contentType: readonly HeaderLine[] = body === null ? [] : [['Content-Type', body.contentType]];
  const wire: WireRequest = {
    method: outline.operation.method,
    path: query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`,
    headers: [...contentType, ...headers.lines, ...cookies.lines],
    body: body?.bytes ?? null,
  };
  return { wire, unsendable: [...headers.unsendable, ...cookies.unsendable][0] };
}

function membersOf(part: Readonly<Record<string, Json>> | undefined): Readonly<Record<string, Json>> {
  return isObject(part) ? part : {};
}

function writeRequestQuery(context: RequestContext, outline: RequestOutline, value: RequestValue): string {
  const { querystring } = outline;
  if (querystring === null) return writeQuery(partSlots(outline, 'query'), membersOf(value.query));
  if (value.query === undefined) return '';
  const { schema, mediaType } = querystring;
  if (mediaType !== null && isJsonType(mediaType)) return encodeText(JSON.stringify(value.query));
  return writeForm({ shape: context.shapeOf(schema), encoding: new Map() }, value.query);
}

function writeRequestBody(outline: RequestOutline, { value, mediaType }: RequestDraft): BodyWritten | null {
  if (value.rawBody !== undefined) {
    return {
      bytes: encode(value.rawBody),
      contentType: mediaType ?? outline.bodies[0]?.mediaType ?? 'application/json',
    };
  }
  if (value.body === undefined) return null;
  const outlined = mediaType === null ? outline.bodies[0] : bodyFor(outline, mediaType);
  if (outlined !== undefined) return writeBody(outlined, value.body);
  return { bytes: encode(JSON.stringify(value.body)), contentType: mediaType ?? 'application/json' };
}

/** How the document wants bodies of a type; undefined: it does not know the type. */
export function bodyFor(outline: RequestOutline, mediaType: string): BodyOutline | undefined {
  const exact = outline.bodies.find((body) => body.mediaType === mediaType);
  if (exact !== undefined) return exact;
  const ranges = outline.bodies.map((body) => ({ range: body.mediaType, body }));
  const found = matchMediaType(ranges, mediaType)?.body;
  return found === undefined ? undefined : { ...found, mediaType };
}
