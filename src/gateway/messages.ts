import type { StoredFile } from './files.js';
import type { Mail } from './parts.js';

const MESSAGES_MAX = 10_000;

/** A mail that was taken on, as the test controls show it. */
export interface LoggedMessage {
  readonly message_id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly attachments: readonly LoggedAttachment[];
  /** RFC 3339, UTC. */
  readonly accepted_at: string;
}

/** A file that went with a mail: one inside of it has no id. */
export interface LoggedAttachment {
  readonly filename: string;
  readonly attachment_id: string | null;
}

/** The mails that were taken on, the latest ten thousand of them. */
export interface MessageLog {
  /** `files` are the uploaded ones it refers to. */
  add(mail: Mail, messageId: string, files: readonly StoredFile[]): void;
  withSubject(subject: string): readonly LoggedMessage[];
}

/** `now` is the gateway's clock in milliseconds. */
export function createMessageLog(now: () => number): MessageLog {
  const ring: LoggedMessage[] = [];
  let next = 0;
  return {
    add: (mail, messageId, files) => {
      ring[next] = {
        message_id: messageId,
        from: mail.from.email,
        to: mail.to.email,
        subject: mail.subject,
        attachments: attachmentsOf(mail, files),
        accepted_at: new Date(now()).toISOString(),
      };
      next = (next + 1) % MESSAGES_MAX;
    },
    withSubject: (subject) => ring.filter((message) => message.subject === subject),
  };
}

function attachmentsOf({ attachments = [] }: Mail, files: readonly StoredFile[]): readonly LoggedAttachment[] {
  const inline = attachments.flatMap((one) =>
    'content' in one ? [{ filename: one.filename, attachment_id: null }] : [],
  );
  return [...inline, ...files.map(({ filename, id }) => ({ filename, attachment_id: id }))];
}
