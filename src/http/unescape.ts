/** Percent escapes (RFC 3986 section 2.1) in a row, or one JSON escape by number (RFC 8259 section 7), escaped again any number of times. */
const escapes = /(?:%[0-9a-f]{2})+|\\+u[0-9a-f]{4}/gi;

/** Whether a text may hold such escapes. */
export function hasEscapes(text: string): boolean {
  return text.includes('%') || text.includes('\\u');
}

/** The text with its escapes resolved; those that stand for no character of UTF-8 stay. */
export function unescaped(text: string): string {
  return text.replace(escapes, (escape) =>
    escape.startsWith('%') ? fromPercent(escape) : String.fromCharCode(parseInt(escape.slice(-4), 16)),
  );
}

function fromPercent(escape: string): string {
  return Buffer.from(escape.replaceAll('%', ''), 'hex').toString();
}
