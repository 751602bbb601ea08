import type { Profile } from '../requirements/profile.js';
import { asObject } from './observe.js';

/**
 * The contract asks more of a mail than its schema tells: of all recipients together, of files within it, of what it refers to, of
 * keys that were used before.
 */
export function breaksUntoldRules(mail: unknown, { values, options }: Profile): boolean {
  const members = asObject(mail) ?? {};
  if (members['delivery_group'] !== undefined) return true;
  if (options.idempotencyKeyInBody && members['idempotency_key'] !== undefined) return true;
  const { attachments } = members;
  const files = Array.isArray(attachments) ? attachments.map(asObject) : [];
  return recipientsOf(mail) > (values.recipientsMax ?? Infinity) || !files.every(isPlainFile);
}

/** A text whose content is padded base64 (RFC 4648 section 4). */
function isPlainFile(file: ReturnType<typeof asObject>): boolean {
  const { filename, content } = file ?? {};
  if (typeof filename !== 'string' || typeof content !== 'string' || !filename.endsWith('.txt')) return false;
  return Buffer.from(content, 'base64').toString('base64') === content;
}

/** to, cc and bcc of a mail together. */
function recipientsOf(mail: unknown): number {
  const { cc, bcc } = asObject(mail) ?? {};
  return 1 + [cc, bcc].reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
}
