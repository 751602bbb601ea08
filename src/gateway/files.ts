/** Media type of a file whose sender named none. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** A file inside a mail's JSON, in base64. */
export interface InlineAttachment {
  readonly filename: string;
  readonly content: string;
}

/** A file that was uploaded before. */
export interface AttachmentReference {
  readonly attachment_id: string;
}

/** What is known of a file; its bytes are not kept, for nothing is delivered. */
export interface FileFacts {
  readonly filename: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Lowercase hex SHA-256 of the bytes. */
  readonly sha256: string;
}

/** A file that was uploaded. */
export interface StoredFile extends FileFacts {
  readonly id: string;
  readonly team: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What a file is looked for: to show its metadata, or to go with a mail. */
export type FileUse = 'read' | 'attach';
