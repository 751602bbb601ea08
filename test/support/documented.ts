import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import type { GatewayClient } from './gateway-client.js';
import type { HttpReply } from './http-call.js';

type Members = Readonly<Record<string, unknown>>;

/** The document of a gateway, and an independent validator that reads it. */
export interface Documented {
  readonly document: Members;
  /** Steps into the document; undefined where there is nothing. */
  at(...path: readonly string[]): unknown;
  membersAt(...path: readonly string[]): readonly (readonly [name: string, value: Members])[];
  schemaAt(pointer: string): ValidateFunction;
  /** Holds a reply to what the document says of it, headers included. */
  expectDocumented(operation: readonly [method: string, path: string], reply: HttpReply): void;
}

export async function documentOf(client: GatewayClient): Promise<Documented> {
  const document = (await client.call('/openapi.json', { as: null })).json() as Members;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'document');
  const at: Documented['at'] = (...path) => step(document, path);
  const schemaAt: Documented['schemaAt'] = (pointer) => ajv.compile({ $ref: `document${pointer}` });
  const resolve = (value: unknown): Members => {
    const pointer = step(value, ['$ref']);
    return (typeof pointer === 'string' ? at(...pointer.slice(2).split('/')) : value) as Members;
  };
  return {
    document,
    at,
    membersAt: (...path) => Object.entries((at(...path) ?? {}) as Record<string, Members>),
    schemaAt,
    expectDocumented: ([method, path], reply) => {
      const response = resolve(at('paths', path, method.toLowerCase(), 'responses', String(reply.status)));
      expect(response, `${method} ${path} ${reply.status}`).toBeDefined();
      for (const [name, declared] of Object.entries(response['headers'] as Members)) {
        const schema = resolve(declared)['schema'] as Members;
        const value = reply.header(name);
        expect(value, `${name} of a ${reply.status}`).not.toBeNull();
        const read = schema['type'] === 'integer' ? Number(value) : value;
        expect(ajv.validate(schema, read), `${name}: ${String(value)}`).toBe(true);
      }
      const schema = step(response, ['content', 'application/json', 'schema', '$ref']);
      if (typeof schema !== 'string') {
        expect(reply.body.length).toBe(0);
        return;
      }
      const valid = schemaAt(schema);
      expect(valid(reply.json()), `${reply.body.toString()} ${JSON.stringify(valid.errors)}`).toBe(true);
    },
  };
}

function step(from: unknown, path: readonly string[]): unknown {
  return path.reduce((value, name) => (value as Members | undefined)?.[name], from);
}
