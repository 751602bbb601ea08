import { isList, isObject, joinPointer, textMember } from '../../contract/json-pointer.js';
import type { Json, JsonObject } from '../../contract/model.js';
import type { Vocabulary } from './vocabulary.js';

/** Where the schemas of a document stand that have names of their own. */
export interface ResourceIndex {
  /** Pointer of the resource with this URI, given without fragment. */
  byUri(uri: string): string | null;
  /** Pointer of the schema with an anchor in a resource. */
  anchor(resource: string, name: string): string | null;
  /** The same for `$dynamicAnchor` alone. */
  dynamicAnchor(resource: string, name: string): string | null;
}

/** Stands in for the URI of a document that says none. */
export const unnamed = 'http://document.invalid/';

/** The URI that a schema object takes for itself and what is below; null: it stays within the surrounding resource. */
export function ownUri(schema: JsonObject, base: string, vocabulary: Vocabulary): string | null {
  if (vocabulary.id === null) return null;
  const id = textMember(schema, vocabulary.id);
  if (id === null || id.startsWith('#')) return null;
  if (!vocabulary.refSiblings && textMember(schema, '$ref') !== null) return null;
  return resolveUri(id, base)?.replace(/#.*$/s, '') ?? null;
}

/** Null when it is no URI. */
export function resolveUri(reference: string, base: string): string | null {
  try {
    return new URL(reference, base).href;
  } catch {
    return null;
  }
}

/** What holds values, not schemas: an `$id` in there names nothing. */
const valueHolders: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples']);
/** What maps names to schemas: its members are no keywords. */
const nameMaps: ReadonlySet<string> = new Set(
  'properties patternProperties $defs definitions dependentSchemas dependencies schemas'.split(' '),
);

/** Walks the whole document once; only what a plain pointer cannot reach asks for it. */
export function indexResources(root: Json, vocabulary: Vocabulary): ResourceIndex {
  const uris = new Map<string, string>();
  const anchors = new Map<string, string>();
  const dynamic = new Map<string, string>();
  interface Within {
    readonly pointer: string;
    readonly resource: string;
    readonly uri: string;
    readonly names: boolean;
  }
  const name = (schema: JsonObject, at: Within): void => {
    const id = vocabulary.id === null ? null : textMember(schema, vocabulary.id);
    if (id?.startsWith('#') === true) anchors.set(`${at.resource}#${id.slice(1)}`, at.pointer);
    if (!vocabulary.knows('$anchor')) return;
    const [anchor, moving] = [textMember(schema, '$anchor'), textMember(schema, '$dynamicAnchor')];
    if (anchor !== null) anchors.set(`${at.resource}#${anchor}`, at.pointer);
    if (moving === null) return;
    anchors.set(`${at.resource}#${moving}`, at.pointer);
    dynamic.set(`${at.resource}#${moving}`, at.pointer);
  };
  const visit = (value: Json, at: Within): void => {
    if (isList(value)) {
      value.forEach((item, index) => visit(item, { ...at, pointer: joinPointer(at.pointer, index), names: false }));
      return;
    }
    if (!isObject(value)) return;
    const uri = at.names ? null : ownUri(value, at.uri, vocabulary);
    const here = uri === null ? at : { ...at, uri, resource: at.pointer };
    if (uri !== null && !uris.has(uri)) uris.set(uri, at.pointer);
    if (!at.names) name(value, here);
    for (const [key, item] of Object.entries(value)) {
      if (!at.names && valueHolders.has(key)) continue;
      visit(item, { ...here, pointer: joinPointer(at.pointer, key), names: !at.names && nameMaps.has(key) });
    }
  };
  uris.set(unnamed, '');
  visit(root, { pointer: '', resource: '', uri: unnamed, names: false });
  return {
    byUri: (uri) => uris.get(uri) ?? null,
    anchor: (resource, wanted) => anchors.get(`${resource}#${wanted}`) ?? null,
    dynamicAnchor: (resource, wanted) => dynamic.get(`${resource}#${wanted}`) ?? null,
  };
}
