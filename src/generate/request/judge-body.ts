import { joinPointer, valueAt } from '../../contract/json-pointer.js';
import { essenceOf, matchMediaType } from '../../contract/media-type.js';
import type { ApiRequestBody, Json } from '../../contract/model.js';
import type { WireRequest } from '../request-case.js';
import { kindOf } from './body-format.js';
import { contentTypeOf, incompatibility, readBody, type BodyOutline, type BodyWritten } from './body.js';
import { judgeWith, missing } from './judge-place.js';
import type { RequestOutline, RequestContext } from './outline.js';
import { splitMultipart } from './multipart-read.js';
import { parseJson, type Reading } from './raw.js';
import { judgeReadings, type PartVerdict } from './verdict.js';

/** What a body is worth: its type, its syntax, and what it holds. */
export function judgeBody(context: RequestContext, outline: RequestOutline, wire: WireRequest): PartVerdict {
  const documented = outline.operation.requestBody;
  const contentType = contentTypeOf(wire.headers);
  if (wire.body === null) return judgeAbsence(context, documented);
  if (documented === null) return { kind: 'undecided', reason: 'the document says nothing of a body' };
  const matched = contentType === null ? null : matchMediaType(documented.content, contentType);
  if (contentType === null || matched === null) {
    const message = `bodies of type ${contentType ?? 'unknown'} are not documented`;
    const schema = joinPointer(documented.pointer, 'content');
    return { kind: 'invalid', faults: [{ at: '/body', keyword: 'content', schema, message }] };
  }
  const body = outline.bodies.find(({ range }) => range === matched.range);
  const kind = kindOf(contentType);
  if (body === undefined || kind === null)
    return { kind: 'undecided', reason: `bodies of type ${contentType} are not read` };
  const sent = { bytes: wire.body, contentType };
  const verdict = judgeContent(context, documented, { body: { ...body, kind }, sent });
  return moderate(context, outline, { verdict, body, wire });
}

/** Authors forget `required` more often than they mean its default, that a POST may come without a body. */
function judgeAbsence(context: RequestContext, documented: ApiRequestBody | null): PartVerdict {
  if (documented === null) return { kind: 'valid' };
  const required = joinPointer(documented.pointer, 'required');
  if (documented.required) return { kind: 'invalid', faults: [missing('/body', required)] };
  if (valueAt(context.document.root, required) !== undefined) return { kind: 'valid' };
  return { kind: 'undecided', reason: 'the document does not say whether the body may be left out' };
}

function judgeContent(
  context: RequestContext,
  documented: ApiRequestBody,
  { body, sent }: { readonly body: BodyOutline; readonly sent: BodyWritten },
): PartVerdict {
  const typed = readBody(body, sent, { manner: 'typed', doubts: new Set() });
  if (typed.kind === 'garbled') {
    const message = `is no ${essenceOf(sent.contentType)}`;
    const schema = joinPointer(documented.pointer, 'content', body.mediaType);
    return { kind: 'invalid', faults: [{ at: '/body', keyword: body.kind, schema, message }] };
  }
  const fault = documented.required ? missing('/body', joinPointer(documented.pointer, 'required')) : null;
  const read = (reading: Reading): Json | undefined => {
    const found = readBody(body, sent, reading);
    return found.kind === 'value' ? found.value : undefined;
  };
  return judgeReadings(read, judgeWith(context, { at: '/body', schema: body.schema, fault }), 'the body');
}

interface BodyJudged {
  readonly verdict: PartVerdict;
  readonly body: BodyOutline;
  readonly wire: WireRequest;
}

/** Keeps from a body's verdict what a server may reasonably see otherwise. */
function moderate(context: RequestContext, outline: RequestOutline, { verdict, body, wire }: BodyJudged): PartVerdict {
  const isBodiless = outline.operation.method === 'GET' || outline.operation.method === 'HEAD';
  if (isBodiless) return { kind: 'undecided', reason: `a body has no meaning in ${outline.operation.method}` };
  if (body.kind === 'multipart' && verdict.kind === 'valid') return doubtPretence(wire) ?? verdict;
  if (body.kind !== 'json' || wire.body === null) return verdict;
  const value = parseJson(new TextDecoder().decode(wire.body));
  if (value === undefined) return verdict;
  if (verdict.kind === 'valid') {
    const reason = incompatibility(value);
    return reason === null ? verdict : { kind: 'undecided', reason };
  }
  const other = verdict.kind === 'invalid' ? anotherFit(context, outline, { body, value }) : null;
  return other === null
    ? verdict
    : { kind: 'undecided', reason: `the body is valid as ${other}, which is also accepted` };
}

/** A part may claim to be an image; its bytes are made for a schema that knows nothing of images. */
function doubtPretence(wire: WireRequest): PartVerdict | null {
  const parts = splitMultipart(contentTypeOf(wire.headers) ?? '', wire.body ?? new Uint8Array()) ?? [];
  const pretender = parts.find(({ contentType }) => contentType !== null && kindOf(contentType) === null);
  if (pretender === undefined) return null;
  return { kind: 'undecided', reason: `the part ${pretender.name} is ${pretender.contentType ?? ''} in name only` };
}

/** Servers that read all JSON alike may take a body by the schema of another JSON type. */
function anotherFit(
  context: RequestContext,
  outline: RequestOutline,
  { body, value }: { readonly body: BodyOutline; readonly value: Json },
): string | null {
  const others = outline.bodies.filter((other) => other.kind === 'json' && other.schema !== body.schema);
  const fits = ({ schema }: BodyOutline): boolean =>
    schema === null || context.validators.schema(schema, value, 'request').kind !== 'invalid';
  return others.find(fits)?.mediaType ?? null;
}
