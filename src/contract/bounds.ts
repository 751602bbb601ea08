import { member } from './json-pointer.js';
import type { Json } from './model.js';

const keywords = {
  length: ['minLength', 'maxLength'],
  items: ['minItems', 'maxItems'],
  properties: ['minProperties', 'maxProperties'],
  number: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
} as const;

interface Bound {
  readonly value: number;
  /** The bound itself is out. */
  readonly exclusive: boolean;
}

/**
 * Why the limits that schemas set together leave no room, as part of a sentence; null when they do.
 * `kind` says what is limited; for `integer` the room must hold a whole number.
 */
export function rangeConflict(
  schemas: readonly { readonly value: Json }[],
  kind: keyof typeof keywords,
): string | null {
  const [least, most] = keywords[kind];
  const lowest = strictest(schemas, least, (left, right) => left > right);
  const highest = strictest(schemas, most, (left, right) => left < right);
  if (lowest === null || highest === null) return null;
  const empty =
    kind === 'integer'
      ? wholeFrom(lowest, 1) > wholeFrom(highest, -1)
      : lowest.value > highest.value || (lowest.value === highest.value && (lowest.exclusive || highest.exclusive));
  return empty ? `${describe(least, lowest)} and ${describe(most, highest)} leave nothing between them` : null;
}

function describe(keyword: string, { value, exclusive }: Bound): string {
  return `${keyword} ${value}${exclusive ? ' (exclusive)' : ''}`;
}

function strictest(
  schemas: readonly { readonly value: Json }[],
  keyword: string,
  isStricter: (left: number, right: number) => boolean,
): Bound | null {
  let strict: Bound | null = null;
  for (const bound of schemas.flatMap(({ value }) => boundsOf(value, keyword))) {
    const tie = strict?.value === bound.value;
    if (strict === null || isStricter(bound.value, strict.value) || (tie && bound.exclusive)) strict = bound;
  }
  return strict;
}

/** 3.0 excludes a limit by a flag beside it, later versions by a limit of its own. */
function boundsOf(schema: Json, keyword: string): readonly Bound[] {
  const limit = member(schema, keyword);
  const exclusive = member(schema, keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum');
  const isNumeric = keyword === 'minimum' || keyword === 'maximum';
  return [
    ...(typeof limit === 'number' ? [{ value: limit, exclusive: isNumeric && exclusive === true }] : []),
    ...(isNumeric && typeof exclusive === 'number' ? [{ value: exclusive, exclusive: true }] : []),
  ];
}

/** The first whole number inside of a bound, upwards or downwards. */
function wholeFrom({ value, exclusive }: Bound, direction: 1 | -1): number {
  const whole = direction === 1 ? Math.ceil(value) : Math.floor(value);
  return exclusive && whole === value ? whole + direction : whole;
}
