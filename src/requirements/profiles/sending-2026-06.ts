import { send, batch, specification } from '../operations.js';
import type { ErrorCode, Profile } from '../profile.js';

const aboutField = (status: number): ErrorCode => ({ status, retryable: false, aboutField: true });
const final = (status: number): ErrorCode => ({ status, retryable: false, aboutField: false });
const passing = (status: number): ErrorCode => ({ status, retryable: true, aboutField: false });

/** The error vocabulary: Errors, shared and Sending codes, with the codes known to have been added later. */
const errorCodes = {
  invalid_parameter: aboutField(400),
  missing_parameter: aboutField(400),
  authentication_required: final(401),
  insufficient_credits: final(402),
  insufficient_permissions: final(403),
  billing_restricted: final(403),
  not_found: final(404),
  conflict: final(409),
  idempotency_conflict: final(409),
  payload_too_large: final(413),
  validation_error: aboutField(422),
  rate_limit_exceeded: passing(429),
  daily_limit_exceeded: passing(429),
  internal_error: passing(500),
  no_active_providers: passing(503),
  service_unavailable: passing(503),
} satisfies Profile['errorCodes'];

/** Where cc and bcc have limits of their own. */
export const limitsPerField = { 'SEND-15': 'this profile limits cc and bcc each, not all recipients together' };

/** Where texts have no cap of their own that could be seen. */
export const limitsPerBody = { 'SIZE-04': 'a text may be as large as the whole body, whose cap strikes first' };

/** The Sending API as documented in June 2026: send, batch and the document. The default profile. */
export const sending202606: Profile = {
  id: 'sending@2026-06',
  title: 'Sending API, June 2026',
  tiers: ['seed', 'core', 'doc'],
  areas: [],
  excluded: { ...limitsPerField, ...limitsPerBody },
  operations: [send, batch, specification],
  errorCodes,
  values: {
    rateLimit: 1800,
    rateWindowSeconds: 60,
    batchMax: 100,
    ccMax: 100,
    bccMax: 100,
    recipientsMax: null,
    bodyMaxBytes: 26_214_400,
    htmlMaxBytes: 26_214_400,
    uploadMaxBytes: 18_874_368,
    idempotencyTtlSeconds: 86_400,
    clockSkewSeconds: 5,
  },
  options: {
    rateHeadersScope: 'keyed',
    sendSuccessStatus: [200, 201],
    validationStatus: 'lenient',
    idempotencyAfter4xx: 'any',
    replayRequestId: 'any',
    idempotencyKeyCharset: 'opaque',
    idempotencyOversize: 'any',
    idempotencyScope: 'endpoint',
    retryAfterOn503: 'should',
    batchItemSchema: 'per-item',
    docUrlPattern: null,
    rootKeyCanSend: false,
    suspendedStatus: [401, 403],
    senderRefusal: [403, 404],
    allowParamOn: [],
    extraErrorCodes: {},
    messageIdForm: 'eml',
    idempotencyKeyInBody: false,
    deliveryGroup: false,
    retryableOptional: false,
    strictRequestId: false,
  },
};
