import { joinPointer, valueAt } from '../../contract/json-pointer.js';
import { essenceOf, matchMediaType } from '../../contract/media-type.js';
import type { ApiRequestBody, Json } from '../../contract/model.js';
import { keepByName } from '../keep-by-name.js';
import type { WireRequest } from '../request-case.js';
import { kindOf } from './body-format.js';
import { contentTypeOf, incompatibility, readBody, type BodyOutline, type BodyRead, type BodyWritten } from './body.js';
import { judgeWith, missing } from './judge-place.js';
import type { RequestOutline, RequestContext } from './outline.js';
import { splitMultipart } from './multipart-read.js';
import type { Reading } from './raw.js';
import { judgeReadings, type PartVerdict } from './verdict.js';

/**
 * Judges the bodies of an operation: their type, their syntax, and what they hold. The same bytes go out under several
 * URLs, and are judged once.
 */
export function createBodyJudge(context: RequestContext, outline: RequestOutline): (wire: WireRequest) => PartVerdict {
  const absence = judgeAbsence(context, outline.operation.requestBody);
  const reader = keepByName(String, (contentType: string) => readerFor(context, outline, contentType));
  const known = new WeakMap<Uint8Array, { readonly contentType: string | null; readonly verdict: PartVerdict }>();
  return ({ headers, body }) => {
    if (body === null) return absence;
    const contentType = contentTypeOf(headers);
    const before = known.get(body);
    if (before?.contentType === contentType) return before.verdict;
    const verdict = contentType === null ? undocumented(outline, 'unknown') : reader(contentType)(body);
    known.set(body, { contentType, verdict });
    return verdict;
  };
}

/** Authors forget `required` more often than they mean its default, that a POST may come without a body. */
function judgeAbsence(context: RequestContext, documented: ApiRequestBody | null): PartVerdict {
  if (documented === null) return { kind: 'valid' };
  const required = joinPointer(documented.pointer, 'required');
  if (documented.required) return { kind: 'invalid', faults: [missing('/body', required)] };
  if (valueAt(context.document.root, required) !== undefined) return { kind: 'valid' };
  return { kind: 'undecided', reason: 'the document does not say whether the body may be left out' };
}

function undocumented({ operation: { requestBody } }: RequestOutline, contentType: string): PartVerdict {
  if (requestBody === null) return { kind: 'undecided', reason: 'the document says nothing of a body' };
  const message = `bodies of type ${contentType} are not documented`;
  const schema = joinPointer(requestBody.pointer, 'content');
  return { kind: 'invalid', faults: [{ at: '/body', keyword: 'content', schema, message }] };
}

/** Judges bodies that are sent under one type. */
function readerFor(
  context: RequestContext,
  outline: RequestOutline,
  contentType: string,
): (bytes: Uint8Array) => PartVerdict {
  const documented = outline.operation.requestBody;
  const matched = documented === null ? null : matchMediaType(documented.content, contentType);
  if (documented === null || matched === null) return () => undocumented(outline, contentType);
  const outlined = outline.bodies.find(({ range }) => range === matched.range);
  const kind = kindOf(contentType);
  if (outlined === undefined || kind === null) {
    return () => ({ kind: 'undecided', reason: `bodies of type ${contentType} are not read` });
  }
  const body: BodyOutline = { ...outlined, kind };
  const judge = createContentJudge(context, documented, body);
  return (bytes) => {
    const sent = { bytes, contentType };
    const typed = readBody(body, sent, { manner: 'typed', doubts: new Set() });
    return moderate(context, outline, { verdict: judge(sent, typed), body, sent, typed });
  };
}

function createContentJudge(
  context: RequestContext,
  documented: ApiRequestBody,
  body: BodyOutline,
): (sent: BodyWritten, typed: BodyRead) => PartVerdict {
  const schema = joinPointer(documented.pointer, 'content', body.mediaType);
  const fault = documented.required ? missing('/body', joinPointer(documented.pointer, 'required')) : null;
  const judge = judgeWith(context, { at: '/body', schema: body.schema, fault });
  return (sent, typed) => {
    if (typed.kind === 'garbled') {
      const message = `is no ${essenceOf(sent.contentType)}`;
      return { kind: 'invalid', faults: [{ at: '/body', keyword: body.kind, schema, message }] };
    }
    const read = (reading: Reading): Json | undefined => {
      // JSON reads the same in every manner.
      const found = body.kind === 'json' ? typed : readBody(body, sent, reading);
      return found.kind === 'value' ? found.value : undefined;
    };
    return judgeReadings(read, judge, 'the body');
  };
}

interface BodyJudged {
  readonly verdict: PartVerdict;
  readonly body: BodyOutline;
  readonly sent: BodyWritten;
  readonly typed: BodyRead;
}

/** Keeps from a body's verdict what a server may reasonably see otherwise. */
function moderate(context: RequestContext, outline: RequestOutline, judged: BodyJudged): PartVerdict {
  const { verdict, body, sent, typed } = judged;
  const isBodiless = outline.operation.method === 'GET' || outline.operation.method === 'HEAD';
  if (isBodiless) return { kind: 'undecided', reason: `a body has no meaning in ${outline.operation.method}` };
  if (body.kind === 'multipart' && verdict.kind === 'valid') return doubtPretence(sent) ?? verdict;
  if (body.kind !== 'json') return verdict;
  if (typed.kind === 'garbled' || typed.value === undefined) return verdict;
  if (verdict.kind === 'valid') {
    const reason = incompatibility(typed.value);
    return reason === null ? verdict : { kind: 'undecided', reason };
  }
  const other = verdict.kind === 'invalid' ? anotherFit(context, outline, { body, value: typed.value }) : null;
  return other === null
    ? verdict
    : { kind: 'undecided', reason: `the body is valid as ${other}, which is also accepted` };
}

/** A part may claim to be an image; its bytes are made for a schema that knows nothing of images. */
function doubtPretence({ contentType, bytes }: BodyWritten): PartVerdict | null {
  const parts = splitMultipart(contentType, bytes) ?? [];
  const pretender = parts.find(({ contentType: type }) => type !== null && kindOf(type) === null);
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
