import { isJsonType, matchMediaType } from '../contract/media-type.js';
import type { ApiMediaType, ApiOperation, JsonObject } from '../contract/model.js';
import { propertiesOf, under, valuesOf, viewOf, type SchemaView } from '../contract/schema-view.js';
import { findResponse } from '../contract/validators.js';
import type { CheckContext, Observation, Violation } from './check.js';
import { oracleOf, untested } from './make-oracle.js';
import { readJson } from './json-text.js';
import { asObject } from './observe.js';
import type { Tried } from './oracle.js';
import { show } from './show.js';

type Members = Readonly<Record<string, unknown>>;

/** A value that was sent and the one that is shown. */
interface Pair {
  readonly name: string;
  readonly sent: unknown;
  readonly shown: unknown;
}

/** GEN-18 */
export const whatWasCreatedHoldsWhatWasSent = oracleOf('GEN-18', {
  read: (tried, context) => {
    const pairs = pairsOf(tried, context);
    return pairs.length === 0 ? null : pairs;
  },
  judge: (pairs) => pairs.filter(({ sent, shown }) => !isSame(sent, shown)).map(difference),
  unseen: untested('nothing that was created shows what was sent'),
});

function difference({ name, sent, shown }: Pair): Violation {
  return {
    message: `What was created shows another ${name} than was sent.`,
    expected: show(sent),
    actual: show(shown),
  };
}

function pairsOf(tried: Tried, context: CheckContext): readonly Pair[] {
  if (tried.kind !== 'created' || tried.read?.status !== 200) return [];
  const { created, read } = tried;
  if (![200, 201].includes(created.status) || created.operation === null || read.operation === null) return [];
  const sent = sentMembers(created);
  const asked = requestView(created.operation, context.document.root);
  const shown = sent === null ? null : resourceIn(read, read.operation, context.document.root);
  if (sent === null || asked === null || shown === null) return [];
  return Object.entries(sent)
    .filter(([name, value]) => isComparable(name, value) && Object.hasOwn(shown.members, name))
    .filter(([name]) => isOpen(asked, name, context) && isOpen(shown.view, name, context))
    .map(([name, value]) => ({ name, sent: value, shown: shown.members[name] }));
}

/** Fractions and lists are often written another way; an id is the server's to give; many stores have no U+0000. */
function isComparable(name: string, value: unknown): boolean {
  if (name === 'id' || name === '_id') return false;
  if (typeof value === 'string') return !value.includes('\u0000');
  return typeof value === 'boolean' || Number.isSafeInteger(value);
}

function sentMembers({ exchange: { request } }: Observation): Members | null {
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  if (type === undefined || !isJsonType(type) || request.body === null) return null;
  const reading = readJson(request.body);
  return reading.kind === 'value' ? asObject(reading.value) : null;
}

function jsonView(content: readonly ApiMediaType[], type: string, root: JsonObject): SchemaView | null {
  const schema = matchMediaType(content, type)?.schema ?? null;
  return schema === null ? null : viewOf(root, [schema]);
}

function requestView({ requestBody }: ApiOperation, root: JsonObject): SchemaView | null {
  return jsonView(requestBody?.content ?? [], 'application/json', root);
}

interface Resource {
  readonly members: Members;
  readonly view: SchemaView;
}

/** The resource in a reply: the body, or the one object in it when the body is an envelope that declares nothing else alike. */
function resourceIn(read: Observation, operation: ApiOperation, root: JsonObject): Resource | null {
  const response = findResponse(operation.responses, read.status);
  const view = response === null || read.mediaType === null ? null : jsonView(response.content, read.mediaType, root);
  if (view === null || read.object === null) return null;
  const inner = Object.entries(read.object).flatMap(([name, value]): readonly Resource[] => {
    const members = asObject(value);
    return members === null ? [] : [{ members, view: viewOf(root, under(view, 'properties', name)) }];
  });
  const scalars = Object.values(read.object).filter((value) => typeof value === 'string').length;
  const [only] = inner;
  return only !== undefined && inner.length === 1 && scalars === 0 ? only : { members: read.object, view };
}

/** The schema knows the member, and neither side keeps it to itself. */
function isOpen(view: SchemaView, name: string, { document: { root } }: CheckContext): boolean {
  if (!propertiesOf(view).has(name)) return false;
  const member = viewOf(root, under(view, 'properties', name));
  return !['readOnly', 'writeOnly'].some((keyword) => valuesOf(member, keyword).includes(true));
}

/** Servers tidy up what they store: blanks, case, the way a time is written. */
function isSame(sent: unknown, shown: unknown): boolean {
  if (String(sent) === String(shown)) return true;
  if (typeof sent !== 'string' || typeof shown !== 'string') return false;
  const tidy = (text: string) => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return tidy(sent) === tidy(shown) || (isTime(sent) && Date.parse(sent) === Date.parse(shown));
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text));
}
