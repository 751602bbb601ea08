import type { ApiHeader } from '../contract/model.js';
import type { CheckContext, Observation, Violation } from './check.js';
import { oracleOf, untested } from './make-oracle.js';
import { describedBy, replyOf } from './gen-reply.js';
import { showHeader } from './show.js';

/** GEN-05 */
export const declaredHeadersAreValid = oracleOf('GEN-05', {
  read: (tried) => {
    const reply = replyOf(tried);
    const headers = reply === null ? [] : (describedBy(reply)?.headers ?? []);
    return reply === null || headers.length === 0 ? null : { seen: reply.seen, headers };
  },
  judge: ({ seen, headers }, context) => headers.flatMap((header) => faultsOf(header, seen, context)),
  unseen: untested('the document declares no header field of a reply that came'),
});

function faultsOf({ name, required, schema }: ApiHeader, seen: Observation, context: CheckContext) {
  const lines = seen.headerLines(name);
  if (lines.length === 0) return required ? [missing(name, seen)] : [];
  const value = lines.join(', ');
  return schema === null || isValid(value, schema, context) ? [] : [mismatch(name, seen, { value, schema })];
}

function missing(name: string, { status }: Observation): Violation {
  const message = `A ${status} lacks the header field ${name}.`;
  return { message, expected: 'the header field that the document requires', actual: showHeader(null) };
}

function mismatch(name: string, { status }: Observation, fault: { value: string; schema: string }): Violation {
  return {
    message: `The header field ${name} of a ${status} breaks its schema.`,
    expected: `what ${fault.schema} says`,
    actual: showHeader(fault.value),
  };
}

function isValid(value: string, schema: string, { validators }: CheckContext): boolean {
  return meaningsOf(value).some((meaning) => validators.schema(schema, meaning).kind !== 'invalid');
}

/** What a field may mean, for its text does not tell: the types of the style `simple`, and a date of HTTP as one of JSON Schema. */
function meaningsOf(value: string): readonly unknown[] {
  const items = value.split(',').map((item) => item.trim());
  const date = value.endsWith('GMT') ? Date.parse(value) : NaN;
  return [
    ...scalarsOf(value),
    items,
    items.map((item) => scalarsOf(item).at(-1)),
    Object.fromEntries(items.map((item) => item.split('=', 2))),
    Object.fromEntries(items.flatMap((item, at) => (at % 2 === 0 ? [[item, items[at + 1]]] : []))),
    ...(Number.isNaN(date) ? [] : [new Date(date).toISOString()]),
  ];
}

/** The text, and the number, boolean or null it may stand for. */
function scalarsOf(text: string): readonly unknown[] {
  if (text === 'true' || text === 'false') return [text, text === 'true'];
  if (text === 'null' || text === '') return [text, null];
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? [text, Number(text)] : [text];
}
