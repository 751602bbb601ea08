import type { Json, JsonObject } from '../../../contract/model.js';
import type { Demand } from './demand.js';
import type { Expander } from './expand.js';
import { kindOf } from './kinds.js';
import type { Matchers } from './matchers.js';
import { itemDemands, memberDemands, speaksOf } from './members.js';
import { isMultipleOf } from './multiples.js';
import { canonical } from './narrow.js';
import type { Extra, ListShape, NumberShape, ObjectShape, Shape, TextShape } from './shape.js';

/** Judges values by their shapes, quickly. Formats and contents are not looked at: the source's judge has the last word. */
export interface Fitting {
  /** Whether a value meets all the demands. */
  meets(demands: readonly Demand[], value: Json): boolean;
  /** Whether a value has the shape. */
  hasShape(shape: Shape, value: Json): boolean;
}

export function createFitting(expander: Expander, matchers: Matchers): Fitting {
  const meets = (demands: readonly Demand[], value: Json): boolean =>
    demands.length === 0 || expander.shapes(demands).some((shape) => hasShape(shape, value));

  const hasShape = (shape: Shape, value: Json): boolean =>
    shape.kinds.has(kindOf(value)) &&
    isAmong(shape, value) &&
    fitsKind(shape, value) &&
    !shape.unless.some((demand) => meets([demand], value));

  const fitsKind = (shape: Shape, value: Json): boolean => {
    if (typeof value === 'string') return fitsText(shape.text, value, matchers);
    if (typeof value === 'number') return fitsNumber(shape.number, value);
    if (typeof value !== 'object' || value === null) return true;
    return isItems(value) ? fitsList(shape.list, value) : fitsObject(shape.object, value);
  };

  const fitsList = (list: ListShape, items: readonly Json[]): boolean => {
    if (items.length < list.min || items.length > list.max) return false;
    if (list.unique || list.repeated) {
      const distinct = new Set(items.map(canonical)).size === items.length;
      if (distinct ? list.repeated : list.unique) return false;
    }
    return (
      items.every((item, index) => meets(itemDemands(list.layers, index), item)) &&
      list.shares.every(({ demand, min, max }) => {
        const count = items.filter((item) => meets([demand], item)).length;
        return count >= min && count <= max;
      })
    );
  };

  const fitsObject = (object: ObjectShape, value: JsonObject): boolean => {
    const names = Object.keys(value);
    if (names.length < object.min || names.length > object.max) return false;
    for (const name of object.required) if (!Object.hasOwn(value, name)) return false;
    return (
      names.every(
        (name) =>
          !object.absent.has(name) &&
          meets(object.names, name) &&
          meets(memberDemands(object, name, matchers), value[name] ?? null),
      ) &&
      object.extras.every((extra) => hasExtra(extra, value)) &&
      object.oddNames.every((demand) => names.some((name) => meets([demand], name)))
    );
  };

  const hasExtra = ({ among, demand }: Extra, value: JsonObject): boolean =>
    Object.entries(value).some(([name, held]) => {
      const concerned =
        'pattern' in among ? matchers(among.pattern).test(name) : !speaksOf(among.beside, name, matchers);
      return concerned && meets([demand], held);
    });

  return { meets, hasShape };
}

function isItems(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

function isAmong(shape: Shape, value: Json): boolean {
  if (shape.values === null && shape.excluded.length === 0) return true;
  const same = (other: Json): boolean =>
    other === value ||
    (typeof other === 'object' && typeof value === 'object' && canonical(other) === canonical(value));
  return (shape.values === null || shape.values.some(same)) && !shape.excluded.some(same);
}

export function fitsNumber(number: NumberShape, value: number): boolean {
  return (
    (number.openMin ? value > number.min : value >= number.min) &&
    (number.openMax ? value < number.max : value <= number.max) &&
    number.multiplesOf.every((step) => isMultipleOf(value, step)) &&
    !number.notMultiplesOf.some((step) => isMultipleOf(value, step))
  );
}

export function fitsText(text: TextShape, value: string, matchers: Matchers): boolean {
  return (
    fitsLength(text, value) &&
    text.patterns.every((pattern) => matchers(pattern).test(value)) &&
    !text.notPatterns.some((pattern) => matchers(pattern).test(value))
  );
}

function fitsLength({ min, max }: TextShape, value: string): boolean {
  // Code units are at least as many as code points, and at most twice as many.
  if (value.length <= max && value.length >= min * 2) return true;
  const length = codePoints(value);
  return length >= min && length <= max;
}

export function codePoints(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) if ((text.codePointAt(at) ?? 0) > 0xffff) count -= 1;
  return count;
}
