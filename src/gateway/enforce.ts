import type { JsonSchema } from './document/json-schema.js';
import { requestSchemas } from './document/requests.js';
import type { Issue } from './failure.js';
import type { SchemaName } from './parts.js';
import { createValidator } from './validate.js';

const validator = createValidator(requestSchemas);

const messages: JsonSchema = { ...requestSchemas.BatchSendRequest.properties.messages, items: {} };

/**
 * What is asked of a request body: the document's schemas, except that the messages of a batch are judged one by one
 * afterwards, each against its own schema.
 */
const enforced: Readonly<Record<SchemaName, JsonSchema>> = {
  EmailSendRequest: requestSchemas.EmailSendRequest,
  BatchSendRequest: { ...requestSchemas.BatchSendRequest, properties: { messages } },
};

/** All faults of a value against a request schema, in the order of the schema. */
export function validateBody(name: SchemaName, value: unknown): readonly Issue[] {
  return validator(enforced[name], value);
}
