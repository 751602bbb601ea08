import { connectionReplySchemas, deliveryRequestSchemas } from '../document/connection-schemas.js';
import { connectionOperation } from '../operations.js';
import type { GatewayProfile } from './profile.js';
import { sending202608 } from './sending-2026-08.js';

/** October 2026: the connection check, delivery groups, OAuth and agents. */
export const sending202610: GatewayProfile = {
  ...sending202608,
  id: 'sending@2026-10',
  operations: [...sending202608.operations, connectionOperation],
  requests: deliveryRequestSchemas(sending202608.requests),
  replies: { ...sending202608.replies, ...connectionReplySchemas },
  security: {
    schemes: {
      ...sending202608.security.schemes,
      oauth: {
        type: 'oauth2',
        description: 'An access token, also sent as bearer token.',
        flows: {
          authorizationCode: {
            authorizationUrl: 'https://gateway.example/oauth/authorize',
            tokenUrl: 'https://gateway.example/oauth/token',
            scopes: { 'email.send': 'Send mail.' },
          },
        },
      },
    },
    alternatives: [...sending202608.security.alternatives, { oauth: ['email.send'] }],
  },
  principals: [...sending202608.principals, 'agent', 'approvedAgent', 'oauth'],
};
