import type { Tier } from './requirement.js';

/** Numbers of the contract that a profile fixes and a vendor may declare otherwise. */
export interface ProfileValues {
  readonly rateLimit: number;
  readonly rateWindowSeconds: number;
  readonly batchMax: number;
  readonly ccMax: number;
  readonly bccMax: number;
  /** to + cc + bcc together; null: no common limit. */
  readonly recipientsMax: number | null;
  readonly bodyMaxBytes: number;
  /** cap of html_body and text_body each. */
  readonly htmlMaxBytes: number;
  readonly uploadMaxBytes: number;
  readonly idempotencyTtlSeconds: number;
  readonly clockSkewSeconds: number;
}

/** Choices where the documents contradict each other (catalogue, section B). A vendor may declare them. */
export interface ProfileOptions {
  /** which replies must carry the X-RateLimit trio. */
  readonly rateHeadersScope: 'keyed' | 'keyed+304' | 'all';
  /** statuses of an accepted mail that pass; 201 outside of it fails, inside it warns unless it stands alone. */
  readonly sendSuccessStatus: readonly number[];
  /** */
  readonly validationStatus: 'lenient' | 'strict422';
  /** */
  readonly idempotencyAfter4xx: 'any' | 'release' | 'replay';
  /** */
  readonly replayRequestId: 'any' | 'original' | 'fresh';
  /** */
  readonly idempotencyKeyCharset: 'opaque' | 'token';
  readonly idempotencyOversize: 'any' | 'ignore' | 'reject';
  /** */
  readonly idempotencyScope: 'endpoint' | 'team';
  /** */
  readonly retryAfterOn503: 'should' | 'must';
  /** */
  readonly batchItemSchema: 'per-item' | 'whole';
  /** regular expression that doc_url must match; null: any http(s) URL with the code as fragment. */
  readonly docUrlPattern: string | null;
  /** */
  readonly rootKeyCanSend: boolean;
  /** */
  readonly suspendedStatus: readonly number[];
  /** */
  readonly senderRefusal: readonly number[];
  /** codes on which `param` is tolerated although no field is concerned. */
  readonly allowParamOn: readonly string[];
  /** Codes a vendor adds to the vocabulary: code → status. */
  readonly extraErrorCodes: Readonly<Record<string, number>>;
  /** an `eml_` id, or the UUID of the first servers. */
  readonly messageIdForm: 'eml' | 'uuid';
  /** the first servers took `idempotency_key` in the body and marked replays `idempotent: true`. */
  readonly idempotencyKeyInBody: boolean;
  /** whether sends may name a `delivery_group`. */
  readonly deliveryGroup: boolean;
  /** Whether `error.retryable` may be left out, as the first servers did. */
  readonly retryableOptional: boolean;
  /** HDR-04: the strict form ^req_[a-z0-9]+$ instead of the lenient one. */
  readonly strictRequestId: boolean;
}

/** One row of the error vocabulary. */
export interface ErrorCode {
  readonly status: number;
  readonly retryable: boolean;
  /** Whether `param` and `errors[]` make sense with it. */
  readonly aboutField: boolean;
}

/** A named set of requirements and values. */
export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly tiers: readonly Tier[];
  /** Areas in scope; empty: all. */
  readonly areas: readonly string[];
  /** Requirements of those tiers and areas that are nevertheless out, with the reason. */
  readonly excluded: Readonly<Record<string, string>>;
  /** The surface: operations (`POST /emails/send`) that this profile promises. */
  readonly operations: readonly string[];
  readonly errorCodes: Readonly<Record<string, ErrorCode>>;
  readonly values: ProfileValues;
  readonly options: ProfileOptions;
}
