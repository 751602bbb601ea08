/** Everything but tab and line feed that nobody sees: controls, separators, direction overrides, non-characters. */
const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/**
 * Makes a text from outside safe to show on a terminal, in XML 1.0 and in HTML: control characters appear as their
 * Unicode pictures or as an escape, lone surrogates as U+FFFD. Nothing is dropped, so a reader sees that it was there.
 */
export function visible(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(unseen, symbol)
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

function symbol(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

/** The same on one line, cut to a number of code points with an ellipsis. */
export function visibleLine(text: string, length: number): string {
  // A code point takes at most two units: what lies beyond is not shown and need not be looked at.
  const near = text.slice(0, 2 * length + 2);
  const points = Array.from(visible(near).replace(/\s+/g, ' ').trim());
  if (points.length <= length && near.length === text.length) return points.join('');
  return `${points.slice(0, length - 1).join('')}…`;
}
