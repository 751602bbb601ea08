import { grammarOf, type Grammar, type MemberRule, type ObjectKind, type Scalar, type Shape } from './grammar.js';
import { isList, isObject, joinPointer, member } from './json-pointer.js';
import type { Json, JsonObject, LoadedDocument } from './model.js';

/** An object of the document, of a known kind. */
export interface DocumentNode {
  readonly kind: ObjectKind;
  /** A boolean only for boolean schemas. */
  readonly value: JsonObject | boolean;
  readonly parent: DocumentNode | null;
  /** Segments from the parent to here: `['properties', 'id']`. */
  readonly steps: readonly (string | number)[];
}

/** A place that holds something else than the specification wants there. */
export interface Mismatch {
  readonly node: DocumentNode;
  /** Segments from the node to the place. */
  readonly steps: readonly (string | number)[];
  readonly expected: string;
  /** Undefined: a required member is missing. */
  readonly actual: Json | undefined;
}

export interface DocumentVisitor {
  readonly enter: (node: DocumentNode) => void;
  readonly mismatch?: (mismatch: Mismatch) => void;
  /** Objects of this kind are entered, but what is inside of them is not. Most of a large document is inside of schemas. */
  readonly leaf?: ObjectKind;
}

/** The JSON pointer of a node. Computed on demand: a large document has many nodes, and few are talked about. */
export function pointerOf(node: DocumentNode): string {
  return node.parent === null ? joinPointer('', ...node.steps) : joinPointer(pointerOf(node.parent), ...node.steps);
}

/**
 * Visits every object of a document once, in document order, without following `$ref`s.
 * Values that only look like schemas or references (examples, defaults, extensions) are not visited.
 */
export function walkDocument(document: Pick<LoadedDocument, 'root' | 'dialect'>, visitor: DocumentVisitor): void {
  const root: DocumentNode = { kind: 'OpenAPI', value: document.root, parent: null, steps: [] };
  visitObject({ grammar: grammarOf(document.dialect), dialect: document.dialect, visitor }, root);
}

interface Walk {
  readonly grammar: Grammar;
  readonly dialect: LoadedDocument['dialect'];
  readonly visitor: DocumentVisitor;
}

function visitObject(walk: Walk, node: DocumentNode): void {
  walk.visitor.enter(node);
  const { value } = node;
  if (typeof value === 'boolean' || node.kind === walk.visitor.leaf) return;
  if (isReference(walk, node)) return;
  const members = walk.grammar.get(node.kind) ?? new Map<string, MemberRule>();
  const rest = members.get('*');
  for (const name of Object.keys(value)) {
    const rule = members.get(name) ?? (rest !== undefined && !name.startsWith('x-') ? rest : undefined);
    const held = value[name];
    if (rule !== undefined && held !== undefined) visitShape(walk, rule.shape, { node, steps: [name], value: held });
  }
  reportMissing(walk, node, members);
}

/** A Reference Object stands for another one, so what is beside `$ref` is no part of the document. */
function isReference(walk: Walk, node: DocumentNode): boolean {
  if (typeof member(node.value, '$ref') !== 'string') return false;
  if (node.kind === 'PathItem') return false;
  return node.kind !== 'Schema' || walk.dialect === '3.0';
}

function reportMissing(walk: Walk, node: DocumentNode, members: ReadonlyMap<string, MemberRule>): void {
  if (walk.visitor.mismatch === undefined) return;
  for (const [name, rule] of members) {
    if (rule.required && member(node.value, name) === undefined) {
      walk.visitor.mismatch({ node, steps: [name], expected: describeShape(rule.shape), actual: undefined });
    }
  }
}

interface Place {
  readonly node: DocumentNode;
  readonly steps: readonly (string | number)[];
  readonly value: Json;
}

function visitShape(walk: Walk, shape: Shape, place: Place): void {
  const { node, steps, value } = place;
  if (shape.kind === 'object') {
    const isSchema = shape.object === 'Schema';
    if (isObject(value) || (isSchema && typeof value === 'boolean')) {
      visitObject(walk, { kind: shape.object, value, parent: node, steps });
      return;
    }
  } else if (shape.kind === 'list') {
    if (isList(value)) {
      value.forEach((item, index) => visitShape(walk, shape.of, { node, steps: [...steps, index], value: item }));
      return;
    }
  } else if (shape.kind === 'scalar') {
    if (holds[shape.scalar](value)) return;
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (shape.kind === 'patterned' && name.startsWith('x-')) continue;
      visitShape(walk, shape.of, { node, steps: [...steps, name], value: item });
    }
    return;
  }
  walk.visitor.mismatch?.({ node, steps, expected: describeShape(shape), actual: value });
}

const typeNames: ReadonlySet<Json> = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer']);

const holds: Readonly<Record<Scalar, (value: Json) => boolean>> = {
  any: () => true,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  count: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0,
  record: (value) => isObject(value),
  typeName: (value) =>
    isList(value) ? value.length > 0 && value.every((item) => typeNames.has(item)) : typeNames.has(value),
};

const scalarNames: Readonly<Record<Scalar, string>> = {
  any: 'any value',
  string: 'a string',
  boolean: 'true or false',
  number: 'a number',
  count: 'a whole number of 0 or more',
  record: 'an object',
  typeName: 'a JSON type name',
};

function describeShape(shape: Shape): string {
  switch (shape.kind) {
    case 'scalar':
      return scalarNames[shape.scalar];
    case 'object':
      return `${/^[AEIO]/.test(shape.object) ? 'an' : 'a'} ${shape.object} object`;
    case 'list':
      return 'an array';
    case 'map':
    case 'patterned':
      return 'an object';
  }
}
