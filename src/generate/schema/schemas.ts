import { isList, isObject, joinPointer, member, splitPointer, textMember } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import type { SchemaSource } from '../schema-source.js';
import type { Place } from './place.js';
import { indexResources, ownUri, resolveUri, unnamed, type ResourceIndex } from './resource-index.js';
import { vocabularyOf, type Vocabulary } from './vocabulary.js';

/** Reads the schemas of a source: goes down into them and follows references. Nothing is walked that is not asked for. */
export interface Schemas {
  readonly vocabulary: Vocabulary;
  /** Null when the document has no such place. */
  at(pointer: string): Place | null;
  /** What stands below a place: `child(place, 'properties', 'to')`. Null when nothing does. */
  child(place: Place, ...steps: readonly (string | number)[]): Place | null;
  /** Where a `$ref` at a place leads; null when it dangles or leaves the root. One step: the target may refer on. */
  target(place: Place, reference: string): Place | null;
  /** Where a `$dynamicRef` at a place leads, seen from the resources entered on the way. */
  dynamicTarget(place: Place, reference: string): Place | null;
}

export function createSchemas(source: Pick<SchemaSource, 'root' | 'dialect'>): Schemas {
  const vocabulary = vocabularyOf(source.dialect);
  /** URI of each resource met, by its pointer. */
  const uris = new Map<string, string>();
  const top = enter({ value: source.root, pointer: '', resource: '', scope: [''] });
  if (!uris.has('')) uris.set('', unnamed);
  let index: ResourceIndex | null = null;
  const indexed = (): ResourceIndex => (index ??= indexResources(source.root, vocabulary));

  function enter(place: Place): Place {
    if (!isObject(place.value)) return place;
    const uri = ownUri(place.value, uris.get(place.resource) ?? unnamed, vocabulary);
    if (uri === null) return place;
    uris.set(place.pointer, uri);
    return { ...place, resource: place.pointer, scope: widened(place.scope, place.pointer) };
  }

  const walk = (from: Place, steps: readonly string[]): Place | null => {
    let place = from;
    for (const name of steps) {
      const value = below(place.value, name);
      if (value === undefined) return null;
      place = enter({ ...place, value, pointer: joinPointer(place.pointer, name) });
    }
    return place;
  };

  const scoped = (place: Place, found: Place | null): Place | null =>
    found && { ...found, scope: vocabulary.knows('$dynamicRef') ? widened(place.scope, found.resource) : top.scope };
  const target = (place: Place, reference: string): Place | null => {
    const [address = '', fragment = ''] = splitOnce(reference, '#');
    const resource = resourceAt(place, address);
    if (resource === null) return null;
    if (fragment === '' || fragment.startsWith('/')) {
      const base = walk(top, splitPointer(resource));
      return scoped(place, base === null ? null : walk(base, splitPointer(decoded(fragment))));
    }
    const anchored = indexed().anchor(resource, decoded(fragment));
    return anchored === null ? null : scoped(place, walk(top, splitPointer(anchored)));
  };
  const resourceAt = (place: Place, address: string): string | null => {
    if (address === '') return place.resource;
    const uri = resolveUri(address, uris.get(place.resource) ?? unnamed);
    return uri === null ? null : indexed().byUri(uri);
  };

  return {
    vocabulary,
    at: (pointer) => walk(top, splitPointer(pointer)),
    child: (place, ...steps) => walk(place, steps.map(String)),
    target,
    dynamicTarget: (place, reference) => {
      const found = target(place, reference);
      const [, name = ''] = splitOnce(reference, '#');
      if (found === null || textMember(found.value, '$dynamicAnchor') !== name) return found;
      const outermost = [...place.scope, found.resource].find(
        (resource) => indexed().dynamicAnchor(resource, name) !== null,
      );
      const pointer = outermost === undefined ? null : indexed().dynamicAnchor(outermost, name);
      return pointer === null ? found : scoped(place, walk(top, splitPointer(pointer)));
    },
  };
}

function below(value: Json, name: string): Json | undefined {
  if (isList(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined;
  return member(value, name);
}

function widened(scope: readonly string[], resource: string): readonly string[] {
  return scope.includes(resource) ? scope : [...scope, resource];
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
