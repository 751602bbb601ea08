/** What stopped a run, as the exit code will say it: the user's input, the target, or ourselves. */
export type ErrorKind = 'usage' | 'target' | 'internal';

export interface ErrorDetails {
  /** Where the fault lies: a config key, `METHOD path`, a JSON pointer, a file. */
  readonly where?: string;
  /** What the reader can do about it, as a full sentence. */
  readonly advice?: string;
  readonly cause?: unknown;
}

/** Base of all errors this project throws on purpose. Anything else that is thrown is our own bug. */
export abstract class TouchstoneError extends Error {
  abstract readonly kind: ErrorKind;
  abstract readonly code: string;
  readonly where: string | undefined;
  readonly advice: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.where = details.where;
    this.advice = details.advice;
  }
}

/** Flags, environment or config cannot be used as given; nothing was sent. Exit code 2. */
export class UsageError extends TouchstoneError {
  readonly kind = 'usage';
  readonly code = 'USAGE';
}

/** The document could not be loaded, or is no OpenAPI document we can use. Exit code 3. */
export class DocumentError extends TouchstoneError {
  readonly kind = 'target';
  readonly code = 'DOCUMENT';
}

/** The target cannot be reached or does not speak HTTP or TLS with us. Exit code 3. */
export class UnreachableError extends TouchstoneError {
  readonly kind = 'target';
  readonly code = 'UNREACHABLE';
}

/** The target refuses the credential of `sender`. Exit code 3. */
export class CredentialError extends TouchstoneError {
  readonly kind = 'target';
  readonly code = 'CREDENTIAL';
}

/** The target answers that it has had too many requests before the run has begun. Exit code 3. */
export class BusyError extends TouchstoneError {
  readonly kind = 'target';
  readonly code = 'BUSY';
}

/** A file could not be read or written (reports, log, config output). Exit code 4. */
export class FileError extends TouchstoneError {
  readonly kind = 'internal';
  readonly code = 'FILE';
}

/** Something that cannot happen did: a bug of ours. Exit code 4. */
export class InternalError extends TouchstoneError {
  readonly kind = 'internal';
  readonly code = 'INTERNAL';
}
