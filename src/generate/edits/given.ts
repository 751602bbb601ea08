import { isList, isObject, joinPointer, splitPointer } from '../../contract/json-pointer.js';
import type { Json } from '../../contract/model.js';
import type { SchemaSource } from '../schema-source.js';

type Given = NonNullable<SchemaSource['given']>;

/**
 * The value with what a source gives for places in it, so that no mail goes to an address somebody made up.
 *
 * @param path where the value stands, `*` for array indexes.
 */
export function withGiven(given: Given, path: string, value: Json): Json {
  const known = given(path);
  const [first] = known?.values ?? [];
  if (known === null || first === undefined) return withGivenInside(given, path, value);
  const text = JSON.stringify(value);
  const mayStay = known.values.some((one) => JSON.stringify(one) === text) || known.admits?.(value) === true;
  return mayStay ? value : first;
}

/** The same for what lies within the value, which itself stays. */
export function withGivenInside(given: Given, path: string, value: Json): Json {
  if (isList(value)) return value.map((item) => withGiven(given, `${path}/*`, item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withGiven(given, joinPointer(path, name), item)]),
  );
}

/** A pointer into a value with `*` for each array index on the way. */
export function pathOf(root: Json, at: string): string {
  let [value, path]: [Json | undefined, string] = [root, ''];
  for (const segment of splitPointer(at)) {
    const inList = isList(value);
    path = inList ? `${path}/*` : joinPointer(path, segment);
    if (isList(value)) value = value[Number(segment)];
    else value = isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  }
  return path;
}
