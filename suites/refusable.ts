import type { paths } from '../generated/sending.js';
import type { Call, Caller } from '../src/kit.js';

export type SendPath = Extract<keyof paths, `/emails/send${string}`>;

/** Both ways to send. */
export const sendPaths: readonly SendPath[] = ['/emails/send', '/emails/send/batch'];

/** Well-formed JSON that no server can deliver: it tells how far a request gets without ever costing a mail. */
const bodies: Readonly<Record<SendPath, object>> = {
  '/emails/send': { subject: 'A probe without sender, recipient and body' },
  '/emails/send/batch': { messages: [] },
};

/** A send that must be refused: for its credential or, where that is good, for its body. */
export function refusable(path: SendPath, as: Caller): Call {
  return { method: 'POST', path, as, json: bodies[path] };
}
