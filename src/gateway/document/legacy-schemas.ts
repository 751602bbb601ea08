import type { RequestSchemas } from '../profiles/profile.js';
import type { JsonSchema } from './json-schema.js';

type Schemas = Readonly<Record<string, JsonSchema>>;

/** Characters of html_body and text_body, each. */
const TEXT_MAX = 10_485_760;

const key: JsonSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  pattern: '^[a-zA-Z0-9_-]+$',
  description: 'The idempotency key, as an alternative to the header.',
  examples: ['order-4711'],
};

/** Schemas of requests where an idempotency key may stand in the body and texts are shorter. */
export function legacyRequestSchemas(base: RequestSchemas): RequestSchemas {
  const { EmailSendRequest: mail = {}, BatchSendRequest: batch = {} } = base;
  const { html_body: html, text_body: text } = mail.properties ?? {};
  return {
    ...base,
    EmailSendRequest: withMembers(mail, {
      html_body: { ...html, maxLength: TEXT_MAX },
      text_body: { ...text, maxLength: TEXT_MAX },
      idempotency_key: key,
    }),
    BatchSendRequest: withMembers(batch, { idempotency_key: key }),
  };
}

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

const idempotent: JsonSchema = {
  type: 'boolean',
  const: true,
  description: 'The mail was taken on before, with the same idempotency key.',
};

/** Schemas of replies where mails have UUIDs, replays are marked and `retryable` may be missing. */
export function legacyReplySchemas(base: Schemas): Schemas {
  const members = (schema: JsonSchema): Schemas => ({
    message_id: {
      ...schema.properties?.['message_id'],
      pattern: UUID,
      examples: ['0b5e7a2c-3d41-4f86-9a17-c2d8e4f60b93'],
    },
    idempotent,
  });
  const { SendData: send = {}, BatchItem: item = {}, BatchData: batch = {} } = base;
  const changed: Schemas = {
    ...base,
    SendData: withMembers(send, members(send)),
    BatchItem: withMembers(item, members(item)),
    BatchData: withMembers(batch, { idempotent }),
  };
  return Object.fromEntries(Object.entries(changed).map(([name, schema]) => [name, withoutRetryable(schema)]));
}

function withMembers(schema: JsonSchema, members: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { ...schema, properties: { ...schema.properties, ...members } };
}

/** Error objects, also those inside of envelopes, no longer require `retryable`. */
function withoutRetryable(schema: JsonSchema): JsonSchema {
  const { required, properties = {} } = schema;
  const { error } = properties;
  return {
    ...schema,
    ...(required === undefined ? {} : { required: required.filter((name) => name !== 'retryable') }),
    ...(error === undefined ? {} : { properties: { ...properties, error: withoutRetryable(error) } }),
  };
}
