import { joinPointer } from '../../contract/json-pointer.js';
import { isJsonType } from '../../contract/media-type.js';
import type { ApiParameter, Json } from '../../contract/model.js';
import type { HeaderLine } from '../../http/exchange.js';
import { keepByName } from '../keep-by-name.js';
import type { WireRequest, WireVerdict } from '../request-case.js';
import type { Slot } from './field.js';
import { decodeText } from './escape.js';
import { readForm } from './form.js';
import { readCookie, readHeader } from './header.js';
import { createBodyJudge } from './judge-body.js';
import { judgeWith, missing } from './judge-place.js';
import { partSlots, type RequestOutline, type RequestContext } from './outline.js';
import { matchPath, readPath, valueSegments, wandering } from './path.js';
import { distribute, readField, type OwnPairs } from './pairs-read.js';
import { joinPairs, splitPairs } from './query.js';
import { coerce, type Reading } from './raw.js';
import { readJson } from './style-read.js';
import { requiredPointer } from './slots.js';
import { combine, judgeReadings, type PartVerdict } from './verdict.js';

/** Longest URL and header that servers must be expected to take (RFC 9110, section 4.1). */
const mostOctets = 8000;

/**
 * Reads requests of an operation as a server would, in all manners that servers have, and holds them to the document. What
 * they were made from does not matter: only what is on the wire does. Requests of one operation have most of their parts
 * in common, and a part that was just read is not read again.
 */
export function createReader(context: RequestContext, outline: RequestOutline): (wire: WireRequest) => WireVerdict {
  const { operation } = outline;
  const path = keepByName(String, createPathJudge(context, outline));
  const query = keepByName(String, createQueryJudge(context, outline));
  const headers = createHeaderJudge(context, outline);
  const body = createBodyJudge(context, outline);
  return (wire) => {
    const [before, after] = splitAt(wire.path, '?');
    const verdict = combine([...tooLong(wire), ...path(before), ...query(after), ...headers(wire.headers), body(wire)]);
    const twin = verdict.kind === 'invalid' ? context.routes.twin(operation) : null;
    return twin === null ? verdict : { kind: 'undecided', reason: `on the wire it may also be a request of ${twin}` };
  };
}

function splitAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function tooLong({ path, headers }: WireRequest): readonly PartVerdict[] {
  if (path.length > mostOctets) return [{ kind: 'lost', reason: 'the URL is longer than servers need to take' }];
  return headers
    .filter(([, value]) => value.length > mostOctets)
    .map(([name]) => ({ kind: 'lost', reason: `the header ${name} is longer than servers need to take` }));
}

function createPathJudge(context: RequestContext, outline: RequestOutline): (path: string) => readonly PartVerdict[] {
  const slots = partSlots(outline, 'path').map((slot) => ({ slot, judge: createSlotJudge(context, slot) }));
  return (path) => {
    const reason = wandering(valueSegments(outline.template, path));
    if (reason !== null) return [{ kind: 'lost', reason }];
    const rival = context.routes.rival(outline.operation, path);
    if (rival !== null) return [{ kind: 'lost', reason: `the path leads to ${rival}` }];
    const texts = matchPath(outline.template, path);
    if (texts === null) return [{ kind: 'lost', reason: 'the path is not that of the operation' }];
    return slots.map(({ slot, judge }) => {
      const text = texts.get(slot.name);
      return judge((reading) => (text === undefined ? undefined : readPath(slot, text, reading)));
    });
  };
}

function createQueryJudge(context: RequestContext, outline: RequestOutline): (query: string) => readonly PartVerdict[] {
  const { querystring } = outline;
  if (querystring !== null) return (query) => [judgeQuerystring(context, querystring, query)];
  const slots = partSlots(outline, 'query');
  const judges = slots.map((slot) => ({
    name: slot.name,
    judge: keepByName(nameOfPairs, createPairsJudge(context, slot)),
  }));
  return (query) => {
    const { owned, strange } = distribute(slots, splitPairs(query));
    const unknown: readonly PartVerdict[] = strange.map(([name]) => ({
      kind: 'undecided',
      reason: `the document does not say whether ${JSON.stringify(name)} may be in the query`,
    }));
    return [...unknown, ...judges.map(({ name, judge }) => judge(owned.get(name)))];
  };
}

function nameOfPairs(own: OwnPairs | undefined): string {
  return own === undefined ? '' : `${own.kind} ${joinPairs(own.pairs)}`;
}

/** Judges what of a query belongs to a parameter; undefined: nothing does. */
function createPairsJudge(context: RequestContext, slot: Slot): (own: OwnPairs | undefined) => PartVerdict {
  const judge = createSlotJudge(context, slot);
  return (own) => {
    const verdict = judge((reading) =>
      own === undefined ? undefined : coerce(readField(slot, own, reading), slot.shape, reading),
    );
    const doubt = own === undefined || verdict.kind !== 'valid' ? null : doubtIn(slot, own);
    return doubt === null ? verdict : { kind: 'undecided', reason: doubt };
  };
}

/**
 * Why a server need not take values that are valid; null: it must. OpenAPI 3.1, "Parameter Object", `allowEmptyValue`: off by
 * default, and to be removed because nobody knows what it means.
 */
function doubtIn({ name }: Slot, { pairs }: OwnPairs): string | null {
  if (pairs.some(([, value]) => value === '')) return `${name} is empty, which a server need not allow`;
  return pairs.some(([, value]) => value.includes('%00'))
    ? `${name} holds U+0000, which many stores cannot keep`
    : null;
}

/** The whole query as one value (OpenAPI 3.2, "Parameter Locations"). */
function judgeQuerystring(context: RequestContext, querystring: ApiParameter, query: string): PartVerdict {
  const { schema, mediaType, pointer, required } = querystring;
  const shape = context.shapeOf(schema);
  const isJson = mediaType !== null && isJsonType(mediaType);
  const read = (reading: Reading): Json | undefined => {
    if (query === '' && reading.manner !== 'typed') return undefined;
    if (!isJson) return readForm({ shape, encoding: new Map() }, query, reading);
    return coerce(readJson(decodeText(query)), shape, reading);
  };
  const fault = missing('/query', joinPointer(pointer, 'required'));
  return judgeReadings(read, judgeWith(context, { at: '/query', schema, fault: required ? fault : null }), 'the query');
}

function createHeaderJudge(
  context: RequestContext,
  outline: RequestOutline,
): (lines: readonly HeaderLine[]) => readonly PartVerdict[] {
  const headers = partSlots(outline, 'header').map((slot) => ({ slot, read: readHeader }));
  const cookies = partSlots(outline, 'cookie').map((slot) => ({ slot, read: readCookie }));
  const judges = [...headers, ...cookies].map((one) => ({ ...one, judge: createSlotJudge(context, one.slot) }));
  if (judges.length === 0) return () => [];
  return keepByName(
    (lines: readonly HeaderLine[]) => JSON.stringify(lines),
    (lines) => judges.map(({ slot, read, judge }) => judge((reading) => read(slot, lines, reading))),
  );
}

/** Judges what is read in the place of a parameter. */
function createSlotJudge(
  context: RequestContext,
  slot: Slot,
): (read: (reading: Reading) => Json | undefined) => WireVerdict {
  const at = joinPointer('', slot.part, slot.name);
  const fault = slot.required ? missing(at, requiredPointer(slot)) : null;
  const judge = judgeWith(context, { at, schema: slot.schema, fault });
  return (read) =>
    judgeReadings(
      (reading) => {
        const value = read(reading);
        return value === undefined ? emptyReading(slot, reading) : value;
      },
      judge,
      slot.name,
    );
}

/** A list or an object without parts leaves no trace on the wire, so a required one that is missing may be an empty one. */
function emptyReading(slot: Slot, { manner }: Reading): Json | undefined {
  if (manner !== 'lenient' || !slot.required || slot.json) return undefined;
  if (slot.shape.types.has('array')) return [];
  return slot.shape.types.has('object') ? {} : undefined;
}
