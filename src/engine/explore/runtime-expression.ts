import type { Observation } from '../../checks/check.js';
import { asObject } from '../../checks/observe.js';
import { splitPointer } from '../../contract/json-pointer.js';
import type { RequestValue } from '../../generate/request-case.js';

/**
 * The value that a runtime expression means for a request and its reply (OpenAPI 3.1, "Runtime Expressions"):
 * `$response.body#/id`, `$response.header.Location`, `$request.path.petId`. Undefined: there is none, or it is no such expression.
 */
export function evaluate(expression: string, seen: Observation, value: RequestValue): unknown {
  const [, side, place = '', rest = ''] =
    /^\$(request|response)\.(body|header|path|query)(.*)$/s.exec(expression) ?? [];
  if (place === 'body') {
    const body = side === 'response' ? (seen.json.kind === 'value' ? seen.json.value : undefined) : value.body;
    return rest === '' ? body : rest.startsWith('#') ? memberAt(body, rest.slice(1)) : undefined;
  }
  const name = rest.replace(/^\./, '');
  if (side === 'response') return place === 'header' ? (seen.header(name) ?? undefined) : undefined;
  switch (place) {
    case 'path':
      return value.path?.[name];
    case 'query':
      return value.query?.[name];
    case 'header':
      return value.header?.[name];
    default:
      return undefined;
  }
}

function memberAt(body: unknown, pointer: string): unknown {
  return splitPointer(pointer).reduce<unknown>((held, segment) => {
    if (Array.isArray(held)) return (held as readonly unknown[])[Number(segment)];
    const object = asObject(held);
    return object !== null && Object.hasOwn(object, segment) ? object[segment] : undefined;
  }, body);
}
