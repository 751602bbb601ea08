import { isList, listMember, objectMember, textMember } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';
import type { Place } from '../../schema/place.js';
import { breaking, matching, type Demand } from './demand.js';
import { tagOf } from './discriminator.js';
import { forbidMember, objects, requireMembers, toKinds, withoutKinds } from './narrow.js';
import type { InPlace, Reading } from './reading.js';
import { denyUnevaluated, unevaluatedItems, unevaluatedMembers } from './unevaluated.js';
import type { Shape } from './shape.js';
import { spread } from './spread.js';

type Step = (shape: Shape, reading: InPlace) => readonly Shape[];

interface Applicator {
  readonly keyword: string;
  readonly apply: Step;
}

/** Keywords that apply other schemas to the same value, in the order in which they are built in. */
export const applicators: readonly Applicator[] = [
  { keyword: '$ref', apply: (shape, reading) => follow(shape, reading, { keyword: '$ref', holds: true }) },
  {
    keyword: '$dynamicRef',
    apply: (shape, reading) => follow(shape, reading, { keyword: '$dynamicRef', holds: true }),
  },
  { keyword: 'allOf', apply: (shape, reading) => addAll(shape, reading, branches(reading, 'allOf').map(matching)) },
  { keyword: 'anyOf', apply: (shape, reading) => alternatives(shape, reading, 'anyOf') },
  { keyword: 'oneOf', apply: exactlyOne },
  { keyword: 'if', apply: conditional },
  { keyword: 'not', apply: (shape, reading) => addAll(shape, reading, below(reading, 'not').map(breaking)) },
  { keyword: 'dependentRequired', apply: dependents('dependentRequired') },
  { keyword: 'dependentSchemas', apply: dependents('dependentSchemas') },
  { keyword: 'dependencies', apply: dependents('dependencies') },
  { keyword: 'unevaluatedProperties', apply: (shape, reading) => [unevaluatedMembers(shape, reading)] },
  { keyword: 'unevaluatedItems', apply: (shape, reading) => [unevaluatedItems(shape, reading)] },
];

interface Denial {
  readonly keyword: string;
  readonly deny: Step;
}

/** How each of them is broken. */
export const denialsInPlace: readonly Denial[] = [
  { keyword: '$ref', deny: (shape, reading) => follow(shape, reading, { keyword: '$ref', holds: false }) },
  {
    keyword: '$dynamicRef',
    deny: (shape, reading) => follow(shape, reading, { keyword: '$dynamicRef', holds: false }),
  },
  {
    keyword: 'allOf',
    deny: (shape, reading) => branches(reading, 'allOf').flatMap((one) => reading.add(shape, breaking(one))),
  },
  { keyword: 'anyOf', deny: (shape, reading) => addAll(shape, reading, branches(reading, 'anyOf').map(breaking)) },
  { keyword: 'oneOf', deny: noneOrTwo },
  {
    keyword: 'not',
    deny: (shape, reading) => addAll(shape, reading, below(reading, 'not').map(matching)),
  },
  { keyword: 'if', deny: denyConditional },
  { keyword: 'dependentRequired', deny: denyDependents('dependentRequired') },
  { keyword: 'dependentSchemas', deny: denyDependents('dependentSchemas') },
  { keyword: 'dependencies', deny: denyDependents('dependencies') },
  { keyword: 'unevaluatedProperties', deny: denyUnevaluated },
  { keyword: 'unevaluatedItems', deny: denyUnevaluated },
];

interface Reference {
  readonly keyword: '$ref' | '$dynamicRef';
  readonly holds: boolean;
}

function follow(shape: Shape, reading: InPlace, { keyword, holds }: Reference): readonly Shape[] {
  const { schemas, place, schema, add } = reading;
  const reference = textMember(schema, keyword);
  if (reference === null) return [shape];
  const found = keyword === '$ref' ? schemas.target(place, reference) : schemas.dynamicTarget(place, reference);
  // What leads nowhere cannot be met; a validator could not read it either.
  return found === null ? [] : add(shape, { kind: 'schema', place: found, holds });
}

function branches({ schemas, place, schema }: Reading, keyword: string): readonly Place[] {
  return listMember(schema, keyword)
    .map((_, index) => schemas.child(place, keyword, index))
    .filter((branch) => branch !== null);
}

function below({ schemas, place }: Reading, keyword: string): readonly Place[] {
  const child = schemas.child(place, keyword);
  return child === null ? [] : [child];
}

function addAll(shape: Shape, { add }: InPlace, demands: readonly Demand[]): readonly Shape[] {
  return demands.reduce<readonly Shape[]>((shapes, demand) => spread(shapes, (one) => add(one, demand)), [shape]);
}

function alternatives(shape: Shape, reading: InPlace, keyword: 'anyOf' | 'oneOf'): readonly Shape[] {
  return branches(reading, keyword).flatMap((branch) => alternative(shape, reading, branch));
}

/** One alternative, with the tag by which a discriminator tells it, where that is possible. */
function alternative(shape: Shape, reading: InPlace, branch: Place): readonly Shape[] {
  const shapes = reading.add(shape, matching(branch));
  const tag = tagOf(reading, branch);
  if (tag === null) return shapes;
  const tagged = shapes.map((one) => tag(one)).filter((one) => one !== null);
  return tagged.length === 0 ? shapes : tagged;
}

function exactlyOne(shape: Shape, reading: InPlace): readonly Shape[] {
  const all = branches(reading, 'oneOf');
  return all.flatMap((branch) => {
    const others = all.filter((other) => other !== branch).map(matching);
    return alternative(shape, reading, branch).map((one) => ({ ...one, unless: [...one.unless, ...others] }));
  });
}

/** No branch, or the first two that go together. */
function noneOrTwo(shape: Shape, reading: InPlace): readonly Shape[] {
  const all = branches(reading, 'oneOf');
  const none = addAll(shape, reading, all.map(breaking));
  const two = all.flatMap((one, index) =>
    all.slice(index + 1).flatMap((other) => addAll(shape, reading, [matching(one), matching(other)])),
  );
  return [...none, ...two];
}

function conditional(shape: Shape, reading: InPlace): readonly Shape[] {
  const [condition] = below(reading, 'if');
  if (condition === undefined) return [shape];
  const [then, otherwise] = [below(reading, 'then'), below(reading, 'else')];
  if (then.length + otherwise.length === 0) return [shape];
  return [
    ...addAll(shape, reading, [matching(condition), ...then.map(matching)]),
    ...addAll(shape, reading, [breaking(condition), ...otherwise.map(matching)]),
  ];
}

function denyConditional(shape: Shape, reading: InPlace): readonly Shape[] {
  const [condition] = below(reading, 'if');
  if (condition === undefined) return [];
  return [
    ...below(reading, 'then').flatMap((then) => addAll(shape, reading, [matching(condition), breaking(then)])),
    ...below(reading, 'else').flatMap((other) => addAll(shape, reading, [breaking(condition), breaking(other)])),
  ];
}

/** The member is absent, or what depends on it holds. */
function dependents(keyword: string): Step {
  return (shape, reading) => {
    let shapes: readonly Shape[] = [shape];
    for (const [name, value] of Object.entries(objectMember(reading.schema, keyword))) {
      shapes = spread(shapes, (one) => {
        const absent = one.object.required.has(name) ? withoutKinds(one, objects) : forbidMember(one, name);
        const held = toKinds(one, objects);
        const present = held === null ? [] : [requireMembers(held, [name])];
        const met = present.flatMap((holding) =>
          isList(value)
            ? [requireMembers(holding, value.filter(isText))]
            : childOf(reading, keyword, name).flatMap((place) => reading.add(holding, matching(place))),
        );
        return absent === null ? met : [absent, ...met];
      });
    }
    return shapes;
  };
}

function denyDependents(keyword: string): Step {
  return (shape, reading) => {
    const narrowed = toKinds(shape, objects);
    if (narrowed === null) return [];
    return Object.entries(objectMember(reading.schema, keyword)).flatMap(([name, value]) => {
      const present = requireMembers(narrowed, [name]);
      if (isList(value)) return value.filter(isText).map((missing) => forbidMember(present, missing));
      return childOf(reading, keyword, name).flatMap((place) => reading.add(present, breaking(place)));
    });
  };
}

function childOf({ schemas, place }: Reading, keyword: string, name: string): readonly Place[] {
  const child = schemas.child(place, keyword, name);
  return child === null ? [] : [child];
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}
