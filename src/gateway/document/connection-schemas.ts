import type { RequestSchemas } from '../profiles/profile.js';
import type { JsonSchema } from './json-schema.js';
import { successEnvelope } from './replies.js';

const deliveryGroup: JsonSchema = {
  type: 'string',
  pattern: '^dgrp_[a-z0-9][a-z0-9_-]{0,122}$',
  description: 'Public id of a delivery group.',
  examples: ['dgrp_invoices'],
};

/** Schemas of requests where a mail may say which delivery groups it goes through. */
export function deliveryRequestSchemas(base: RequestSchemas): RequestSchemas {
  const { EmailSendRequest: mail = {} } = base;
  return {
    ...base,
    EmailSendRequest: {
      ...mail,
      properties: {
        ...mail.properties,
        delivery_group: {
          description: 'The group of sending accounts to use, or several to choose from.',
          anyOf: [
            deliveryGroup,
            { type: 'array', minItems: 1, maxItems: 50, items: deliveryGroup, description: 'Groups to choose from.' },
          ],
        },
      },
    },
  };
}

function id(example: string): JsonSchema {
  return { type: 'string', minLength: 1, description: 'Public id.', examples: [example] };
}

function closed(description: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', description, properties, required: Object.keys(properties), additionalProperties: false };
}

/** Schemas of the reply to GET /me. */
export const connectionReplySchemas: Readonly<Record<string, JsonSchema>> = {
  ConnectionReply: successEnvelope('ConnectionData', 'Reply about the key itself.'),
  ConnectionData: closed('What a key is and may do.', {
    team: closed('The team the key belongs to.', {
      id: id('team_gateway'),
      name: { type: 'string', description: 'Display name.' },
    }),
    credential: closed('The key, without its secret.', {
      id: id('cred_sender'),
      type: { type: 'string', enum: ['api_key', 'oauth', 'agent_token'], description: 'What kind of key it is.' },
      name: { type: ['string', 'null'], description: 'Display name, if it was given one.' },
    }),
    label: { type: 'string', minLength: 1, description: 'What to call the connection in a list.' },
    permissions: {
      type: 'array',
      items: { type: 'string', minLength: 1, description: 'A permission.' },
      description: 'What the key may do.',
    },
    mailboxes: {
      type: 'array',
      items: closed('A mailbox.', {
        id: id('mbx_sender'),
        email: { type: 'string', format: 'email', description: 'Its address.' },
      }),
      description: 'Mailboxes the key may send from.',
    },
  }),
};
