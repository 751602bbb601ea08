import { isObject, member, objectMember, textMember } from '../../../contract/json-pointer.js';
import type { Place } from '../../schema/place.js';
import type { Demand } from './demand.js';
import { addMembers, objects, requireMembers, toKinds, toValues, type Narrowing } from './narrow.js';
import type { InPlace } from './reading.js';
import { anyShape, type Shape } from './shape.js';

/**
 * Sets the member by which a `discriminator` tells this alternative from the others (OpenAPI 3.1, "Discriminator
 * Object"). Validators do not look at it, but servers do. Null: there is none, or the alternative has no name.
 */
export function tagOf(reading: InPlace, alternative: Place): Narrowing | null {
  const discriminator = member(reading.schema, 'discriminator');
  const reference = textMember(alternative.value, '$ref');
  const name = isObject(discriminator) ? textMember(discriminator, 'propertyName') : null;
  if (reference === null || name === null) return null;
  const schemaName = reference.slice(reference.lastIndexOf('/') + 1);
  const mapped = Object.entries(objectMember(discriminator, 'mapping'))
    .filter(([, target]) => target === reference || target === schemaName)
    .map(([value]) => value);
  const values = mapped.length > 0 ? mapped : [schemaName];
  const tag: Demand = { kind: 'values', values };
  return (shape) => {
    if (!agrees(shape, name, values, reading)) return null;
    const tagged = toKinds(shape, objects);
    if (tagged === null) return null;
    return addMembers(requireMembers(tagged, [name]), {
      named: new Map([[name, tag]]),
      patterns: [],
      rest: null,
      evaluates: false,
    });
  };
}

/** Whether the alternative itself lets the member be one of the values. */
function agrees(shape: Shape, ...[name, values, reading]: [string, readonly string[], InPlace]): boolean {
  const demands = shape.object.layers.map(({ named }) => named.get(name) ?? null).filter((demand) => demand !== null);
  const shapes = demands.reduce<readonly Shape[]>(
    (left, demand) => left.flatMap((one) => reading.add(one, demand)),
    [anyShape],
  );
  return shapes.some((one) => toValues(one, values) !== null);
}
