import type { JsonSchema } from './document/json-schema.js';
import type { Issue } from './failure.js';
import type { SchemaName } from './parts.js';
import type { RequestSchemas } from './profiles/profile.js';
import { createValidator } from './validate.js';

/** All faults of a value against a request schema, in the order of the schema. */
export type BodyValidator = (name: SchemaName, value: unknown) => readonly Issue[];

/**
 * Holds request bodies to the schemas of a document, except that the messages of a batch are judged one by one
 * afterwards, each against its own schema.
 */
export function createBodyValidator(schemas: RequestSchemas): BodyValidator {
  const validator = createValidator(schemas);
  const { BatchSendRequest: batch = {} } = schemas;
  const enforced: RequestSchemas = { ...schemas, BatchSendRequest: withAnyMessages(batch) };
  return (name, value) => {
    const schema = enforced[name];
    if (schema === undefined) throw new Error(`The profile has no schema ${name}.`);
    return validator(schema, value);
  };
}

function withAnyMessages(batch: JsonSchema): JsonSchema {
  const { properties = {} } = batch;
  return { ...batch, properties: { ...properties, messages: { ...properties['messages'], items: {} } } };
}
