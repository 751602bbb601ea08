import type { ProfileOptions, ProfileValues } from '../requirements/profile.js';
import { leaf, list, onOff, oneOf, whole, type Group, type Leaf, type Shape } from './setting.js';

const statuses = list('HTTP statuses', { type: 'integer', minimum: 100, maximum: 599 });

const size = whole(1, Number.MAX_SAFE_INTEGER);

const sizeOrNull: Shape = {
  form: 'json',
  takes: 'a whole number above 0, or null',
  schema: { type: ['integer', 'null'], minimum: 1 },
};

const patternOrNull: Shape = {
  form: 'json',
  takes: 'a regular expression, or null',
  schema: { type: ['string', 'null'], format: 'regex' },
};

const codeStatuses: Shape = {
  form: 'json',
  takes: 'an object of error codes and their HTTP statuses',
  schema: { type: 'object', additionalProperties: { type: 'integer', minimum: 400, maximum: 599 } },
};

function declared(shape: Shape, summary: string): Leaf {
  return leaf(shape, { summary, fallback: 'as the profile says' });
}

const options: Readonly<Record<keyof ProfileOptions, Leaf>> = {
  rateHeadersScope: declared(oneOf(['keyed', 'keyed+304', 'all']), 'replies that carry the X-RateLimit headers'),
  sendSuccessStatus: declared(statuses, 'statuses of an accepted mail'),
  validationStatus: declared(oneOf(['lenient', 'strict422']), 'whether a refused body must be a 422'),
  idempotencyAfter4xx: declared(oneOf(['any', 'release', 'replay']), 'what a key does after a refused request'),
  replayRequestId: declared(oneOf(['any', 'original', 'fresh']), 'the request id of a replayed reply'),
  idempotencyKeyCharset: declared(oneOf(['opaque', 'token']), 'characters an idempotency key may hold'),
  idempotencyOversize: declared(oneOf(['any', 'ignore', 'reject']), 'what becomes of a key that is too long'),
  idempotencyScope: declared(oneOf(['endpoint', 'team']), 'how far an idempotency key reaches'),
  retryAfterOn503: declared(oneOf(['should', 'must']), 'how firmly a 503 carries Retry-After'),
  batchItemSchema: declared(oneOf(['per-item', 'whole']), 'whether one bad message refuses the whole batch'),
  docUrlPattern: declared(patternOrNull, 'what doc_url of an error must match'),
  rootKeyCanSend: declared(onOff, 'whether a root key may send'),
  suspendedStatus: declared(statuses, 'statuses for a key whose mailbox is suspended'),
  senderRefusal: declared(statuses, 'statuses for a sender that the key may not use'),
  allowParamOn: declared(list('error codes'), 'error codes that may carry param without concerning a field'),
  extraErrorCodes: declared(codeStatuses, 'error codes beyond the vocabulary'),
  messageIdForm: declared(oneOf(['eml', 'uuid']), 'the form of message ids'),
  idempotencyKeyInBody: declared(onOff, 'whether sends take idempotency_key in the body'),
  deliveryGroup: declared(onOff, 'whether sends may name a delivery_group'),
  retryableOptional: declared(onOff, 'whether errors may leave out retryable'),
  strictRequestId: declared(onOff, 'whether request ids must have the strict form'),
};

const values: Readonly<Record<keyof ProfileValues, Leaf>> = {
  rateLimit: declared(size, 'requests a key may make in one window'),
  rateWindowSeconds: declared(size, 'length of a rate window in seconds'),
  batchMax: declared(size, 'messages in a batch at most'),
  ccMax: declared(size, 'recipients in cc at most'),
  bccMax: declared(size, 'recipients in bcc at most'),
  recipientsMax: declared(sizeOrNull, 'recipients in to, cc and bcc together at most'),
  bodyMaxBytes: declared(size, 'bytes of a request body at most'),
  htmlMaxBytes: declared(size, 'bytes of html_body and text_body at most'),
  uploadMaxBytes: declared(size, 'bytes of an upload at most'),
  idempotencyTtlSeconds: declared(size, 'how long an idempotency key is kept, in seconds'),
  clockSkewSeconds: declared(whole(0, 86_400), 'how far the clock of the target may be off, in seconds'),
};

export const profileOptions: Group = {
  kind: 'group',
  summary: 'Choices your API makes where the contract leaves one',
  members: options,
};

export const profileValues: Group = {
  kind: 'group',
  summary: 'Numbers your API declares otherwise than the profile',
  members: values,
};
