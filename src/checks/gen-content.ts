import { isJsonType, matchMediaType } from '../contract/media-type.js';
import type { ApiMediaType, SchemaViolation } from '../contract/model.js';
import type { CheckContext, Observation, Violation } from './check.js';
import { oracleOf, untested } from './make-oracle.js';
import { describedBy, isBodyless, replyOf, type OperationReply } from './gen-reply.js';
import { chiefFaults, stablePlace } from './gen-words.js';
import type { Tried } from './oracle.js';
import { hasContent } from './scope.js';
import { oneOf, showHeader } from './show.js';

/** A reply of which the document describes the content. */
interface Described extends OperationReply {
  readonly content: readonly ApiMediaType[];
}

function describedReply(tried: Tried): Described | null {
  const reply = replyOf(tried);
  if (reply === null || isBodyless(reply.seen)) return null;
  const content = describedBy(reply)?.content ?? [];
  return content.length === 0 ? null : { ...reply, content };
}

/** GEN-03 */
export const mediaTypesAreDocumented = oracleOf('GEN-03', {
  read: describedReply,
  judge: (reply) => (hasContent(reply.seen) ? undocumentedType(reply) : missingBody(reply)),
  unseen: untested('the document describes the content of no reply that came'),
});

function undocumentedType({ seen, content }: Described): readonly Violation[] {
  if (seen.mediaType !== null && matchMediaType(content, seen.mediaType) !== null) return [];
  return [
    {
      message:
        seen.mediaType === null
          ? `The body of a ${seen.status} comes without Content-Type.`
          : `A ${seen.status} has another media type than the document lists.`,
      expected: rangesOf(content),
      actual: showHeader(seen.header('content-type')),
    },
  ];
}

/** Nothing at all is a text of length 0, but no JSON. */
function missingBody({ seen: { status }, content }: Described): readonly Violation[] {
  if (!content.every(({ range }) => isJsonType(range))) return [];
  const message = `A ${status} lacks the body that the document describes.`;
  const violation = { message, expected: rangesOf(content), actual: 'no body' };
  return [status >= 400 ? { ...violation, tolerated: true } : violation];
}

function rangesOf(content: readonly ApiMediaType[]): string {
  return oneOf(content.map(({ range }) => range));
}

/** A JSON body for which the document has a schema. */
interface Schematic extends OperationReply {
  readonly mediaType: string;
  readonly value: unknown;
}

/** GEN-04. Text that claims to be JSON and is not is ENV-10's to report. */
export const bodiesMatchTheirSchemas = oracleOf('GEN-04', {
  read: (tried): Schematic | null => {
    const reply = describedReply(tried);
    if (reply === null) return null;
    const { json, mediaType } = reply.seen;
    if (json.kind !== 'value' || mediaType === null || !isJsonType(mediaType)) return null;
    const schema = matchMediaType(reply.content, mediaType)?.schema ?? null;
    return schema === null ? null : { ...reply, mediaType, value: json.value };
  },
  judge: (reply, context) => faultsIn(reply, context).map((fault) => mismatch(reply.seen, fault)),
  unseen: untested('the document has a schema for no JSON body that came'),
});

/** Faults of one body that are reported; the first ones usually explain the rest. */
const mostFaults = 5;

function faultsIn({ operation, seen, ...body }: Schematic, { validators }: CheckContext): readonly SchemaViolation[] {
  const verdict = validators.response(operation, seen.status, body);
  if (verdict.kind !== 'invalid') return [];
  const chief = chiefFaults(verdict.violations);
  const isFirst = ({ schema }: SchemaViolation, at: number) => chief.findIndex((one) => one.schema === schema) === at;
  return chief.filter(isFirst).slice(0, mostFaults);
}

/** The place in the schema names the cause; where in the body it shows is an accident of one reply. */
function mismatch({ status }: Observation, { at, keyword, schema, message }: SchemaViolation): Violation {
  const place = stablePlace(at, keyword);
  return {
    message: `The body of a ${status} breaks ${schema}.`,
    expected: `what ${schema} says`,
    actual: `${place === '' ? 'the body' : place} ${message}`,
  };
}
