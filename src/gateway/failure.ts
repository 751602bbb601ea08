interface ErrorRow {
  readonly status: number;
  readonly retryable: boolean;
}

/** The error vocabulary of the Sending API: each code has one status. */
export const errorTable = {
  invalid_parameter: { status: 400, retryable: false },
  missing_parameter: { status: 400, retryable: false },
  authentication_required: { status: 401, retryable: false },
  insufficient_credits: { status: 402, retryable: false },
  insufficient_permissions: { status: 403, retryable: false },
  billing_restricted: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  conflict: { status: 409, retryable: false },
  idempotency_conflict: { status: 409, retryable: false },
  payload_too_large: { status: 413, retryable: false },
  validation_error: { status: 422, retryable: false },
  rate_limit_exceeded: { status: 429, retryable: true },
  daily_limit_exceeded: { status: 429, retryable: true },
  internal_error: { status: 500, retryable: true },
  no_active_providers: { status: 503, retryable: true },
  service_unavailable: { status: 503, retryable: true },
} as const satisfies Readonly<Record<string, ErrorRow>>;

export type ErrorCode = keyof typeof errorTable;

/** One fault in a request body. */
export interface Issue {
  /** Dot path: `cc.3.email`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** Why a request, or one message of a batch, is refused. */
export interface Failure {
  readonly kind: 'failure';
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly message: string;
  /** Becomes `errors[]`; the first one names `param`. */
  readonly issues: readonly Issue[];
  /** Value of Retry-After in seconds; null: none. */
  readonly retryAfter: number | null;
  /** Methods for `Allow`; null: no such header. */
  readonly allow: readonly string[] | null;
}

/** Seconds a client is told to wait on a 503. */
const PAUSE_SECONDS = 5;

/**
 * A failure with the status and the retry advice of its code.
 * `message` is for people; `more` overrides what the code does not settle.
 */
export function failure(code: ErrorCode, message: string, more: Partial<Omit<Failure, 'kind' | 'code'>> = {}): Failure {
  const { status, retryable } = errorTable[code];
  return {
    kind: 'failure',
    code,
    status,
    retryable,
    message,
    issues: [],
    retryAfter: status === 503 ? PAUSE_SECONDS : null,
    allow: null,
    ...more,
  };
}
