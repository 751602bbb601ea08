import { replySchemas } from '../document/replies.js';
import { requestSchemas } from '../document/requests.js';
import { sendOperations } from '../operations.js';
import type { GatewayProfile } from './profile.js';

/** June 2026: send, batch and the document. */
export const sending202606: GatewayProfile = {
  id: 'sending@2026-06',
  operations: sendOperations,
  requests: requestSchemas,
  replies: replySchemas,
  security: {
    schemes: { bearerKey: { type: 'http', scheme: 'bearer', description: 'An API key as bearer token.' } },
    alternatives: [{ bearerKey: [] }],
  },
  recipientsMax: null,
  principals: ['sender', 'secondSender', 'unprivileged', 'revoked', 'expired', 'suspended', 'otherTeam', 'root'],
  adapt: (parts) => parts,
};
