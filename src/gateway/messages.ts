import type { Mail } from './parts.js';

const MESSAGES_MAX = 10_000;

/** A mail that was taken on, as the test controls show it. */
export interface LoggedMessage {
  readonly message_id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** RFC 3339, UTC. */
  readonly accepted_at: string;
}

/** The mails that were taken on, the latest ten thousand of them. */
export interface MessageLog {
  add(mail: Mail, messageId: string): void;
  withSubject(subject: string): readonly LoggedMessage[];
}

/** `now` is the gateway's clock in milliseconds. */
export function createMessageLog(now: () => number): MessageLog {
  const ring: LoggedMessage[] = [];
  let next = 0;
  return {
    add: (mail, messageId) => {
      ring[next] = {
        message_id: messageId,
        from: mail.from.email,
        to: mail.to.email,
        subject: mail.subject,
        accepted_at: new Date(now()).toISOString(),
      };
      next = (next + 1) % MESSAGES_MAX;
    },
    withSubject: (subject) => ring.filter((message) => message.subject === subject),
  };
}
