/** What is known of one open object or array while a JSON text is read. */
interface Frame {
  readonly kind: 'object' | 'array';
  /** Lower-case name of the member being read; in an array that of the member the array is the value of. */
  member: string;
  /** The next string is a member name. */
  expectsName: boolean;
  /** A scalar other than null stands somewhere below. */
  hasText: boolean;
  /** Addresses anywhere below. */
  readonly addresses: string[];
  /** Those of them mail would go to. */
  readonly recipients: string[];
  /** Members seen that a mail needs, as bits. */
  parts: number;
}

/** Mails found in a JSON text. */
export interface ScannedMails {
  readonly messages: number;
  /** Lower-case addresses, each once. */
  readonly recipients: readonly string[];
}

const nothing: ScannedMails = { messages: 0, recipients: [] };
/** As it is or escaped (RFC 8259 section 7): without this character no mail goes anywhere. */
const mayHoldAddress = /@|\\u0040/i;
const recipientMember = /^(?:resent-)?(?:to|cc|bcc)$/;
const smuggledHeader = /[\r\n]\s*(?:resent-)?(?:to|cc|bcc)\s*:([^\r\n]*)/gi;
const body = 4;
/** Members that a mail needs, a bit for each; either body will do. */
const mailParts: ReadonlyMap<string, number> = new Map([
  ['from', 1],
  ['subject', 2],
  ['html_body', body],
  ['text_body', body],
]);
const allParts = 7;

/**
 * Finds every object in a JSON text that a lenient server might deliver as a mail, at any depth: an address in `to`, `cc` or `bcc`, and a
 * `from`, a subject and a body of whatever type. Repeated members all count, because servers differ in which one they take, and so do
 * addresses smuggled in by line breaks or custom headers. Small slips of syntax are read over; a text whose brackets do not match
 * is none that a server could read, and holds no mail. Nothing here recurses: depth is bounded by the length of the text only.
 */
export function scanMails(text: string): ScannedMails {
  if (!mayHoldAddress.test(text)) return nothing;
  const recipients = new Set<string>();
  const frames: Frame[] = [];
  let messages = 0;
  for (let at = 0; at < text.length;) {
    const first = text.charAt(at);
    const end = tokenEnd(text, at);
    const frame = frames.at(-1);
    if (first === '{') frames.push(openFrame('object', ''));
    else if (first === '[') frames.push(openFrame('array', frame?.member ?? ''));
    else if (first === '}' || first === ']') {
      if (frame?.kind !== (first === '}' ? 'object' : 'array')) return nothing;
      frames.pop();
      if (isDeliverable(frame)) {
        messages += 1;
        for (const address of frame.recipients) recipients.add(address);
      } else {
        handUp(frame, frames.at(-1));
      }
    } else if (frame !== undefined && !blanks.has(first)) readPiece(frame, text.slice(at, end));
    at = end;
  }
  return frames.length > 0 ? nothing : { messages, recipients: [...recipients] };
}

function openFrame(kind: Frame['kind'], member: string): Frame {
  const expectsName = kind === 'object';
  return { kind, member, expectsName, hasText: false, addresses: [], recipients: [], parts: 0 };
}

function isDeliverable({ kind, recipients, parts }: Frame): boolean {
  return kind === 'object' && recipients.length > 0 && parts === allParts;
}

function handUp(frame: Frame, parent: Frame | undefined): void {
  if (parent === undefined) return;
  for (const address of frame.recipients) parent.recipients.push(address);
  book(parent, frame.addresses, frame.hasText);
}

function readPiece(frame: Frame, piece: string): void {
  if (piece === ':') return;
  if (piece === ',') {
    frame.expectsName = frame.kind === 'object';
    return;
  }
  if (frame.expectsName) {
    frame.member = (unquoted(piece) ?? piece).toLowerCase();
    frame.expectsName = false;
    return;
  }
  const value = unquoted(piece);
  if (value === null) {
    book(frame, [], piece !== 'null');
  } else if (mailParts.get(frame.member) === body) {
    book(frame, [], true);
  } else {
    for (const address of smuggledRecipients(value)) frame.recipients.push(address);
    // A display name is no address even when it looks like one.
    book(frame, frame.member === 'name' ? [] : addressesIn(value), true);
  }
}

/** Notes a finished value under the member it belongs to. */
function book(frame: Frame, addresses: readonly string[], hasText: boolean): void {
  const goesTo = frame.kind === 'object' && recipientMember.test(frame.member);
  for (const address of addresses) {
    frame.addresses.push(address);
    if (goesTo) frame.recipients.push(address);
  }
  frame.hasText ||= hasText;
  if (hasText && frame.kind === 'object') frame.parts |= mailParts.get(frame.member) ?? 0;
}

function addressesIn(value: string): string[] {
  if (!value.includes('@')) return [];
  return value
    .split(/[\s,;<>"()]+/)
    .filter((part) => /[^@]@+[^@]/.test(part))
    .map((part) => part.replace(/^mailto:/i, '').toLowerCase());
}

function smuggledRecipients(value: string): string[] {
  if (!/[\r\n]/.test(value)) return [];
  return [...value.matchAll(smuggledHeader)].flatMap(([, list = '']) => addressesIn(list));
}

/** The string that a JSON string token stands for; null for any other token. */
function unquoted(piece: string): string | null {
  if (!piece.startsWith('"')) return null;
  if (piece.includes('\\')) {
    try {
      return String(JSON.parse(piece));
    } catch {
      // A bad escape or a bare control character: what a careless server would read is close to this.
    }
  }
  return piece.slice(1, -1);
}

const punctuation = new Set('{}[],:');
const blanks = new Set(' \t\r\n\uFEFF');

/** Where the token that starts at a position ends; a blank is one, too. */
function tokenEnd(text: string, at: number): number {
  const first = text.charAt(at);
  if (first === '"') return stringEnd(text, at);
  return punctuation.has(first) || blanks.has(first) ? at + 1 : wordEnd(text, at);
}

function stringEnd(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}

function wordEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && !punctuation.has(text.charAt(end)) && !blanks.has(text.charAt(end))) end += 1;
  return end;
}
