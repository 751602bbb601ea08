import { joinPointer } from '../../contract/json-pointer.js';
import { isJsonType } from '../../contract/media-type.js';
import type { Json } from '../../contract/model.js';
import type { WireRequest, WireVerdict } from '../request-case.js';
import type { Slot } from './field.js';
import { decodeText } from './escape.js';
import { readForm } from './form.js';
import { readCookie, readHeader } from './header.js';
import { judgeBody } from './judge-body.js';
import { judgeWith, missing } from './judge-place.js';
import type { RequestOutline, RequestContext } from './outline.js';
import { matchPath, readPath, valueSegments, wandering } from './path.js';
import { distribute, readField } from './pairs-read.js';
import { splitPairs } from './query.js';
import { coerce, type Reading } from './raw.js';
import { readJson } from './style-read.js';
import { requiredPointer } from './slots.js';
import { combine, judgeReadings, type PartVerdict } from './verdict.js';

/** Longest URL and header that servers must be expected to take (RFC 9110, section 4.1). */
const mostOctets = 8000;

/**
 * Reads a request as a server would, in all manners that servers have, and holds it to the document. What it was made
 * from does not matter: only what is on the wire does.
 */
export function readBack(context: RequestContext, outline: RequestOutline, wire: WireRequest): WireVerdict {
  const [path, query] = splitAt(wire.path, '?');
  const verdict = combine([
    judgeLength(wire),
    ...judgePath(context, outline, path),
    ...judgeQuery(context, outline, query),
    ...partSlots(outline, 'header').map((slot) =>
      judgeSlot(context, slot, (reading) => readHeader(slot, wire.headers, reading)),
    ),
    ...partSlots(outline, 'cookie').map((slot) =>
      judgeSlot(context, slot, (reading) => readCookie(slot, wire.headers, reading)),
    ),
    judgeBody(context, outline, wire),
  ]);
  const twin = verdict.kind === 'invalid' ? context.routes.twin(outline.operation) : null;
  return twin === null ? verdict : { kind: 'undecided', reason: `on the wire it may also be a request of ${twin}` };
}

function splitAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

export function partSlots(outline: RequestOutline, part: Slot['part']): readonly Slot[] {
  return outline.slots.filter((slot) => slot.part === part);
}

function judgeLength(wire: WireRequest): PartVerdict {
  if (wire.path.length > mostOctets) return { kind: 'lost', reason: 'the URL is longer than servers need to take' };
  const long = wire.headers.find(([, value]) => value.length > mostOctets);
  return long === undefined
    ? { kind: 'valid' }
    : { kind: 'lost', reason: `the header ${long[0]} is longer than servers need to take` };
}

function judgePath(context: RequestContext, outline: RequestOutline, path: string): readonly PartVerdict[] {
  const reason = wandering(valueSegments(outline.template, path));
  if (reason !== null) return [{ kind: 'lost', reason }];
  const rival = context.routes.rival(outline.operation, path);
  if (rival !== null) return [{ kind: 'lost', reason: `the path leads to ${rival}` }];
  const texts = matchPath(outline.template, path);
  if (texts === null) return [{ kind: 'lost', reason: 'the path is not that of the operation' }];
  return partSlots(outline, 'path').map((slot) =>
    judgeSlot(context, slot, (reading) => {
      const text = texts.get(slot.name);
      return text === undefined ? undefined : readPath(slot, text, reading);
    }),
  );
}

function judgeQuery(context: RequestContext, outline: RequestOutline, query: string): readonly PartVerdict[] {
  if (outline.querystring !== null) return [judgeQuerystring(context, outline, query)];
  const slots = partSlots(outline, 'query');
  const { owned, strange } = distribute(slots, splitPairs(query));
  const unknown: readonly PartVerdict[] = strange.map(([name]) => ({
    kind: 'undecided',
    reason: `the document does not say whether ${JSON.stringify(name)} may be in the query`,
  }));
  const judged = slots.map((slot): PartVerdict => {
    const own = owned.get(slot.name);
    const verdict = judgeSlot(context, slot, (reading) =>
      own === undefined ? undefined : coerce(readField(slot, own, reading), slot.shape, reading),
    );
    const isEmpty = own?.pairs.some(([, value]) => value === '') === true;
    return isEmpty && verdict.kind === 'valid' ? { kind: 'undecided', reason: emptyValue(slot) } : verdict;
  });
  return [...unknown, ...judged];
}

/** OpenAPI 3.1, "Parameter Object", `allowEmptyValue`: off by default, and to be removed because nobody knows what it means. */
function emptyValue(slot: Slot): string {
  return `${slot.name} is empty, which a server need not allow`;
}

/** The whole query as one value (OpenAPI 3.2, "Parameter Locations"). */
function judgeQuerystring(context: RequestContext, outline: RequestOutline, query: string): PartVerdict {
  const { querystring } = outline;
  if (querystring === null) return { kind: 'valid' };
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

function judgeSlot(context: RequestContext, slot: Slot, read: (reading: Reading) => Json | undefined): WireVerdict {
  const at = joinPointer('', slot.part, slot.name);
  const fault = slot.required ? missing(at, requiredPointer(slot)) : null;
  const judge = judgeWith(context, { at, schema: slot.schema, fault });
  return judgeReadings(
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
