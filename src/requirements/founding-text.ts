import { requirements } from './index.js';

/** What one statement of the founding text (the introduction to the Sending API of June 2026) comes to here. */
export interface FoundingStatement {
  /** The statement in our own words. */
  readonly says: string;
  /** Requirements that cover it: an id (`IDEM-05`), ids in a row (`ENV-01..08`) or a whole area (`SEND`). */
  readonly by: readonly string[];
  /** What of it no requirement here covers, and why. */
  readonly beyond?: string;
}

const otherSurface = 'The Management API is another surface, with a base URL and keys of its own.';

/** The founding text, statement by statement, in its order (catalogue, section E). */
export const foundingText: readonly FoundingStatement[] = [
  {
    says: 'Mail is sent one by one or in batches, with attachments and idempotency keys, and each message gets its own result.',
    by: ['SEND', 'BATCH', 'ATT-29', 'ATT-35', 'IDEM'],
  },
  {
    says: 'Managed Amazon SES accounts are for transactional mail only.',
    by: [],
    beyond: 'A rule for the content of mail, which no HTTP exchange shows.',
  },
  {
    says: 'All paths lie below an HTTPS base URL that ends in /api/v1; the Management API has its own.',
    by: ['CONV-09', 'CONV-12', 'SPEC-05'],
    beyond: otherSurface,
  },
  {
    says: 'The Management API looks after sending accounts: list, add, switch on and off, test, usage, limits.',
    by: ['PERM-08'],
    beyond: otherSurface,
  },
  {
    says: 'A request carries a bearer key that holds the permission email.send.',
    by: ['AUTH-01..03', 'AUTH-06', 'AUTH-07', 'AUTH-09..11', 'PERM-01', 'PERM-02'],
  },
  { says: 'A key belongs to one team.', by: ['AUTH-17..19', 'IDEM-16', 'ATT-08'] },
  {
    says: 'Keys for sending begin with smx_mbx_, root keys with smx_root_.',
    by: ['AUTH-11', 'AUTH-12', 'AUTH-16'],
  },
  {
    says: 'Both sends need email.send; the document is public.',
    by: ['PERM-01..03', 'AUTH-14', 'COND-18'],
  },
  { says: 'Every reply comes in one envelope.', by: ['ENV-01..08'] },
  {
    says: 'An accepted mail is answered with its message_id (eml_…) and the status queued.',
    by: ['SEND-01..04', 'ENV-02'],
  },
  {
    says: 'A refusal for lack of credits is a 402 with code, message, doc_url and retryable: false.',
    by: ['ENV-03..05', 'ERR-08', 'ERR-19..21', 'BATCH-18', 'SEND-32'],
  },
  {
    says: 'An error has code, message, param, doc_url, retryable and errors[]; X-Request-Id and Retry-After go with it.',
    by: ['ENV-04', 'ENV-05', 'ERR-20..28', 'HDR-01', 'HDR-12'],
  },
  { says: 'A key may make 1800 requests in 60 seconds.', by: ['RATE-02', 'RATE-05', 'RATE-08', 'RATE-09', 'RATE-14'] },
  { says: 'A batch counts as one request.', by: ['RATE-07', 'RATE-20'] },
  {
    says: 'Management keys may make 600 requests in 60 seconds, counted apart.',
    by: [],
    beyond: otherSurface,
  },
  {
    says: 'Every reply carries the state of the rate limit and a request id.',
    by: ['RATE-01', 'RATE-03..06', 'RATE-16..19', 'HDR-01', 'HDR-05'],
  },
  { says: 'X-Request-Id is the request_id of meta.', by: ['HDR-02', 'HDR-04', 'IDEM-03'] },
  { says: 'A 429 says in Retry-After how many seconds to wait.', by: ['RATE-09..13', 'ERR-06', 'HDR-12'] },
  {
    says: 'A GET of one resource has a weak ETag; If-None-Match gets a 304 without body, which saves bandwidth.',
    by: ['COND-01..18', 'HDR-11', 'HDR-16'],
    beyond: otherSurface,
  },
  { says: 'Members are snake_case in requests and replies.', by: ['CONV-01', 'CONV-02'] },
  { says: 'Timestamps are RFC 3339 in UTC.', by: ['CONV-03', 'ATT-04'] },
  { says: 'Only public ids appear.', by: ['CONV-04', 'CONV-05', 'ENV-11'] },
  {
    says: 'Authenticated replies are no-store; the document is public for an hour.',
    by: ['HDR-08..11'],
    beyond: otherSurface,
  },
  { says: 'Bodies are JSON, in both directions.', by: ['CONV-06..08', 'ENV-10', 'HDR-07'] },
  { says: 'The document is OpenAPI 3.1.', by: ['SPEC-01..12', 'ENV-12'] },
  {
    says: 'A Postman collection can be had by URL.',
    by: [],
    beyond: 'A file beside the API, not an exchange with it.',
  },
];

/**
 * Ids that a statement names, areas and rows of ids written out, in the order named.
 * A name that no requirement bears is kept as it stands, so that a test can point at it.
 */
export function coveringIds({ by }: FoundingStatement): readonly string[] {
  return [...new Set(by.flatMap(writtenOut))];
}

function writtenOut(name: string): readonly string[] {
  const area = requirements.filter((each) => each.area === name).map(({ id }) => id);
  if (area.length > 0) return area;
  const row = /^([A-Z]+)-(\d\d)\.\.(\d\d)$/.exec(name);
  if (row === null) return [name];
  const [, code = '', from, to] = row;
  const length = Number(to) - Number(from) + 1;
  return Array.from({ length }, (_, at) => `${code}-${String(Number(from) + at).padStart(2, '0')}`);
}
