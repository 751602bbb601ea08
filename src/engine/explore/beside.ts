import type { Observation } from '../../checks/check.js';
import type { ApiModel, ApiOperation, Method } from '../../contract/model.js';
import { matchOperation } from '../match-operation.js';
import { caseId } from './case-id.js';
import type { Field } from './field.js';
import { dispatch } from './request.js';

const methods: readonly Method[] = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE', 'QUERY'];

/** A segment that no document has. */
const nowhere = 'touchstone-nowhere';

/** A made-up path beside or below another, which the document has nothing for; null: it has something everywhere. */
export function pathBeside(path: string, model: ApiModel): string | null {
  const own = path.replace(/\?.*$/s, '').replace(/\/$/, '');
  const candidates = [own.replace(/[^/]*$/, nowhere), `${own}/${nowhere}`, `${own}/${nowhere}/${nowhere}`];
  const isFree = (candidate: string) => methods.every((method) => matchOperation(model, method, candidate) === null);
  return candidates.find(isFree) ?? null;
}

/** How the target answers an operation's plain request at a path that is nobody's; null: it was not asked or not answered. */
export async function askBeside(operation: ApiOperation, field: Field): Promise<Observation | null> {
  const plain = field.plain(operation);
  if (plain === null) return null;
  const { wire } = field.maker.assemble(operation, plain.value, plain.mediaType);
  const path = pathBeside(wire.path, field.facts.model);
  if (path === null) return null;
  const by = caseId({ operation: operation.key, index: 0 });
  const access = field.access(operation);
  const spec = dispatch(
    { ...wire, path },
    { id: `${by}/beside`, by, operation: null, access, credential: 'own' },
    field.options,
  );
  const reply = await field.courier.send(spec);
  return reply.kind === 'answered' ? reply.seen : null;
}
