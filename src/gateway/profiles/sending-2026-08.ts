import { attachmentReplySchemas } from '../document/attachment-schemas.js';
import { uploadOperations } from '../operations.js';
import type { GatewayProfile } from './profile.js';
import { sending202606 } from './sending-2026-06.js';
import { uploadRequestSchemas } from '../document/attachment-schemas.js';

/** August 2026: files can be uploaded and referred to, and a mail has fewer recipients. */
export const sending202608: GatewayProfile = {
  ...sending202606,
  id: 'sending@2026-08',
  operations: [...sending202606.operations, ...uploadOperations],
  requests: uploadRequestSchemas(sending202606.requests),
  replies: { ...sending202606.replies, ...attachmentReplySchemas },
  recipientsMax: 50,
};
