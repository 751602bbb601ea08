import { isList, member } from '../../../contract/json-pointer.js';
import type { Json } from '../../../contract/model.js';
import { itemLayer, memberLayer } from './assertions.js';
import { breaking, opposite, type Demand } from './demand.js';
import { kindsOfType, type Kind } from './kinds.js';
import {
  addItems,
  addMembers,
  atLeast,
  atMost,
  forbidMember,
  lists,
  numbers,
  objects,
  requireMembers,
  texts,
  toKinds,
  withList,
  withObject,
  withText,
  withoutKinds,
  withoutValues,
} from './narrow.js';
import type { Reading } from './reading.js';
import type { ItemLayer, MemberLayer, Shape } from './shape.js';

type Ways = readonly (Shape | null)[];
type Denial = (shape: Shape, value: Json, reading: Reading) => Ways;

/** The ways to break one of the keywords that constrain a value by themselves; one of them is enough to break the schema. */
export function denyAny(shape: Shape, reading: Reading): readonly Shape[] {
  const ways = Object.entries(reading.schema).flatMap(([keyword, value]) => {
    if (!Object.hasOwn(denials, keyword) || !reading.schemas.vocabulary.knows(keyword)) return [];
    return denials[keyword]?.(shape, value, reading) ?? [];
  });
  return [...ways, ...denyMembers(shape, reading), ...denyItems(shape, reading)].filter((way) => way !== null);
}

const denials: Readonly<Record<string, Denial>> = {
  type: (shape, value) => {
    const kinds = kindsOfType(value);
    return kinds === null ? [] : [withoutKinds(shape, kinds)];
  },
  enum: (shape, value) => (isList(value) ? [withoutValues(shape, value)] : []),
  const: (shape, value) => [withoutValues(shape, [value])],
  minimum: (shape, value, { schema, schemas }) => {
    const open = schemas.vocabulary.exclusiveFlags && member(schema, 'exclusiveMinimum') === true;
    return numeric(shape, value, (narrowed, limit) => atMost(narrowed, limit, !open));
  },
  maximum: (shape, value, { schema, schemas }) => {
    const open = schemas.vocabulary.exclusiveFlags && member(schema, 'exclusiveMaximum') === true;
    return numeric(shape, value, (narrowed, limit) => atLeast(narrowed, limit, !open));
  },
  exclusiveMinimum: (shape, value) => numeric(shape, value, (narrowed, limit) => atMost(narrowed, limit, false)),
  exclusiveMaximum: (shape, value) => numeric(shape, value, (narrowed, limit) => atLeast(narrowed, limit, false)),
  multipleOf: (shape, value) =>
    numeric(shape, value, (narrowed, step) => ({
      ...narrowed,
      number: { ...narrowed.number, notMultiplesOf: [...narrowed.number.notMultiplesOf, step] },
    })),
  minLength: (shape, value) =>
    counted(shape, value, texts, (narrowed, least) =>
      withText(narrowed, { max: Math.min(narrowed.text.max, least - 1) }),
    ),
  maxLength: (shape, value) =>
    counted(shape, value, texts, (narrowed, most) =>
      withText(narrowed, { min: Math.max(narrowed.text.min, most + 1) }),
    ),
  pattern: (shape, value) =>
    limited(shape, texts, (narrowed) =>
      typeof value === 'string' ? withText(narrowed, { notPatterns: [...narrowed.text.notPatterns, value] }) : null,
    ),
  // What has no format is easily met; the validator decides.
  format: (shape) => [toKinds(shape, texts)],
  minItems: (shape, value) =>
    counted(shape, value, lists, (narrowed, least) =>
      withList(narrowed, { max: Math.min(narrowed.list.max, least - 1) }),
    ),
  maxItems: (shape, value) =>
    counted(shape, value, lists, (narrowed, most) =>
      withList(narrowed, { min: Math.max(narrowed.list.min, most + 1) }),
    ),
  uniqueItems: (shape, value) =>
    value === true
      ? limited(shape, lists, (narrowed) => withList(narrowed, { repeated: true, min: Math.max(2, narrowed.list.min) }))
      : [],
  contains: (shape, _, reading) => denyShare(shape, reading),
  minProperties: (shape, value) =>
    counted(shape, value, objects, (narrowed, least) =>
      withObject(narrowed, { max: Math.min(narrowed.object.max, least - 1) }),
    ),
  maxProperties: (shape, value) =>
    counted(shape, value, objects, (narrowed, most) =>
      withObject(narrowed, { min: Math.max(narrowed.object.min, most + 1) }),
    ),
  required: (shape, value) =>
    isList(value)
      ? value.flatMap((name) =>
          limited(shape, objects, (narrowed) => (typeof name === 'string' ? forbidMember(narrowed, name) : null)),
        )
      : [],
  propertyNames: (shape, _, { schemas, place }) => {
    const names = schemas.child(place, 'propertyNames');
    return limited(shape, objects, (narrowed) =>
      names === null ? null : withObject(narrowed, { oddNames: [...narrowed.object.oddNames, breaking(names)] }),
    );
  },
};

function limited(shape: Shape, kinds: ReadonlySet<Kind>, change: (shape: Shape) => Shape | null): Ways {
  const narrowed = toKinds(shape, kinds);
  return narrowed === null ? [] : [change(narrowed)];
}

function counted(
  shape: Shape,
  value: Json,
  ...[kinds, change]: [ReadonlySet<Kind>, (shape: Shape, limit: number) => Shape]
): Ways {
  return typeof value === 'number' ? limited(shape, kinds, (narrowed) => change(narrowed, value)) : [];
}

function numeric(shape: Shape, value: Json, change: (shape: Shape, limit: number) => Shape): Ways {
  return counted(shape, value, numbers, change);
}

function denyShare(shape: Shape, { schemas, place, schema }: Reading): Ways {
  const contained = schemas.child(place, 'contains');
  if (contained === null) return [];
  const [least, most] = ['minContains', 'maxContains'].map((name) =>
    schemas.vocabulary.knows(name) ? member(schema, name) : undefined,
  );
  const min = typeof least === 'number' ? least : 1;
  const share = { demand: { kind: 'schema', place: contained, holds: true } as const };
  return limited(shape, lists, (narrowed) =>
    withList(narrowed, { shares: [...narrowed.list.shares, { ...share, min: 0, max: min - 1 }] }),
  ).concat(
    typeof most !== 'number'
      ? []
      : limited(shape, lists, (narrowed) =>
          withList(narrowed, { shares: [...narrowed.list.shares, { ...share, min: most + 1, max: Infinity }] }),
        ),
  );
}

const nothingNamed: MemberLayer = { named: new Map(), patterns: [], rest: null, evaluates: false };

/** Some member is there and wrong. */
function denyMembers(shape: Shape, reading: Reading): Ways {
  const layer = memberLayer(reading);
  const narrowed = layer === null ? null : toKinds(shape, objects);
  if (layer === null || narrowed === null) return [];
  const named = [...layer.named].map(([name, demand]) => {
    const wrong = denied(demand);
    return wrong === null
      ? null
      : addMembers(requireMembers(narrowed, [name]), { ...nothingNamed, named: new Map([[name, wrong]]) });
  });
  const patterned = layer.patterns.map(({ pattern, demand }) => {
    const wrong = denied(demand);
    return wrong === null ? null : withExtra(narrowed, { among: { pattern }, demand: wrong });
  });
  const rest = denied(layer.rest);
  return [
    ...named,
    ...patterned,
    rest === null ? null : withExtra(narrowed, { among: { beside: layer }, demand: rest }),
  ];
}

function withExtra(shape: Shape, extra: Shape['object']['extras'][number]): Shape {
  return withObject(shape, { extras: [...shape.object.extras, extra], min: Math.max(1, shape.object.min) });
}

/** Some item is there and wrong. */
function denyItems(shape: Shape, reading: Reading): Ways {
  const layer = itemLayer(reading);
  const narrowed = layer === null ? null : toKinds(shape, lists);
  if (layer === null || narrowed === null) return [];
  return [...layer.prefix, layer.rest].map((demand, index) => {
    const wrong = denied(demand);
    if (wrong === null) return null;
    const at: ItemLayer = {
      prefix: [...Array.from({ length: index }, () => null), wrong],
      rest: null,
      evaluates: false,
    };
    return addItems(withList(narrowed, { min: Math.max(narrowed.list.min, index + 1) }), at);
  });
}

function denied(demand: Demand | null): Demand | null {
  return demand === null ? null : opposite(demand);
}
