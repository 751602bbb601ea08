import { member } from '../../../contract/json-pointer.js';
import { breaking, matching, type Demand } from './demand.js';
import { addItems, addMembers, lists, objects, toKinds, withList, withObject } from './narrow.js';
import type { InPlace } from './reading.js';
import type { ItemLayer, MemberLayer, Shape } from './shape.js';

/**
 * What is left for `unevaluatedProperties`: the members that no keyword of this schema, nor of those it applied in
 * place on the way to this shape, has spoken of (2020-12 core, section 11.3).
 */
export function unevaluatedMembers(shape: Shape, reading: InPlace): Shape {
  const demand = demandOf(reading, 'unevaluatedProperties');
  const layer = demand === null ? null : beside(membersSpokenOf(shape, reading), demand);
  return layer === null ? shape : addMembers(shape, layer);
}

function membersSpokenOf(shape: Shape, { before }: InPlace): readonly MemberLayer[] {
  return shape.object.layers.slice(before.object.layers.length).filter(({ evaluates }) => evaluates);
}

function beside(spoken: readonly MemberLayer[], rest: Demand): MemberLayer | null {
  if (spoken.some((layer) => layer.rest !== null)) return null;
  return {
    named: new Map(spoken.flatMap(({ named }) => [...named.keys()].map((name) => [name, null] as const))),
    patterns: spoken.flatMap(({ patterns }) => patterns.map(({ pattern }) => ({ pattern, demand: null }))),
    rest,
    evaluates: true,
  };
}

/** The same for items; those that a `contains` is met by count as spoken of. */
export function unevaluatedItems(shape: Shape, reading: InPlace): Shape {
  const demand = demandOf(reading, 'unevaluatedItems');
  const spoken = itemsSpokenOf(shape, reading);
  if (demand === null || spoken.some(({ rest }) => rest !== null)) return shape;
  const contained = shape.list.shares.slice(reading.before.list.shares.length).map((share) => share.demand);
  const rest: Demand = contained.length === 0 ? demand : { kind: 'any', of: [demand, ...contained] };
  const length = Math.max(0, ...spoken.map(({ prefix }) => prefix.length));
  return addItems(shape, { prefix: Array.from({ length }, () => null), rest, evaluates: true });
}

function itemsSpokenOf(shape: Shape, { before }: InPlace): readonly ItemLayer[] {
  return shape.list.layers.slice(before.list.layers.length).filter(({ evaluates }) => evaluates);
}

function demandOf({ schemas, place }: InPlace, keyword: string): Demand | null {
  const child = schemas.child(place, keyword);
  return child === null ? null : matching(child);
}

/**
 * Some member or item that nothing speaks of is there and wrong. What the other keywords speak of is not known here, so
 * a name of its own is taken.
 */
export function denyUnevaluated(shape: Shape, { schemas, place, schema }: InPlace): readonly Shape[] {
  const members = member(schema, 'unevaluatedProperties') === undefined ? null : toKinds(shape, objects);
  const items = member(schema, 'unevaluatedItems') === undefined ? null : toKinds(shape, lists);
  const wrongMember = schemas.child(place, 'unevaluatedProperties');
  const wrongItem = schemas.child(place, 'unevaluatedItems');
  const nothingNamed: MemberLayer = { named: new Map(), patterns: [], rest: null, evaluates: false };
  return [
    ...(members === null || wrongMember === null
      ? []
      : [
          withObject(members, {
            min: Math.max(1, members.object.min),
            extras: [...members.object.extras, { among: { beside: nothingNamed }, demand: breaking(wrongMember) }],
          }),
        ]),
    ...(items === null || wrongItem === null
      ? []
      : [
          withList(items, {
            min: Math.max(1, items.list.min),
            shares: [...items.list.shares, { demand: breaking(wrongItem), min: 1, max: Infinity }],
          }),
        ]),
  ];
}
