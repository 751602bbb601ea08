import type { Json, JsonObject, Validators } from '../../contract/model.js';
import { isList, member } from '../../contract/json-pointer.js';
import { propertiesOf, requiredOf, under, valuesOf, viewOf, type SchemaView } from '../../contract/schema-view.js';

/** Objects within objects that are looked into. */
const deepest = 4;

/** Where examples of members are looked for, and who says which of them are good ones. */
export interface Examples {
  readonly root: JsonObject;
  readonly validators: Pick<Validators, 'schema'>;
}

/**
 * A value of a schema put together from the examples of its members: `all` that have one, or only those that are
 * required. What is required and has none is as in `base`. Null: no member has an example.
 */
export function composeExample(
  examples: Examples,
  {
    pointer,
    base,
    members,
  }: { readonly pointer: string; readonly base: Json | undefined; readonly members: 'all' | 'required' },
): Json | null {
  return compose(examples, viewOf(examples.root, [pointer]), { base, members, depth: 0 });
}

interface Composing {
  /** Undefined: nothing is known of this place. */
  readonly base: Json | undefined;
  readonly members: 'all' | 'required';
  readonly depth: number;
}

function compose(examples: Examples, view: SchemaView, composing: Composing): Json | null {
  const { base, members, depth } = composing;
  if (depth > deepest) return null;
  const items = under(view, 'items');
  if (items.length > 0) {
    const item = exampleAt(examples, items, { ...composing, base: undefined, depth: depth + 1 });
    return item === null ? null : [item];
  }
  const required = requiredOf(view);
  const held: (readonly [string, Json])[] = [];
  let found = false;
  for (const name of propertiesOf(view)) {
    if (members === 'required' && !required.has(name)) continue;
    const pointers = under(view, 'properties', name);
    if (valuesOf(viewOf(examples.root, pointers), 'readOnly').includes(true)) continue;
    const known = member(base, name);
    const example = exampleAt(examples, pointers, { base: known, members, depth: depth + 1 });
    if (example !== null) found = true;
    const value = example ?? (required.has(name) ? known : undefined);
    if (value !== undefined) held.push([name, value]);
  }
  return found ? Object.fromEntries(held) : null;
}

/** The first example of a place that its schemas accept, else one put together. */
function exampleAt(examples: Examples, pointers: readonly string[], composing: Composing): Json | null {
  const view = viewOf(examples.root, pointers);
  const own = [
    ...valuesOf(view, 'example'),
    ...valuesOf(view, 'examples').flatMap((list) => (isList(list) ? list : [])),
  ];
  const fits = (value: Json): boolean =>
    pointers.every((pointer) => examples.validators.schema(pointer, value, 'request').kind !== 'invalid');
  return own.find(fits) ?? compose(examples, view, composing);
}
