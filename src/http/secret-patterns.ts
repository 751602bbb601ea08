/** Fewest bytes of a secret whose base64 and hex forms are looked for: shorter ones would hit by chance. */
const shortestEncoded = 4;

/** The strings a secret may be hidden in, in one piece, case variants included. */
export function literalForms(value: string): readonly string[] {
  const forms = new Set<string>();
  for (const text of [value, value.toLowerCase(), value.toUpperCase()]) {
    const once = jsonEscaped(text);
    for (const form of [text, once, jsonEscaped(once)]) forms.add(form);
  }
  const bytes = Buffer.from(value);
  if (bytes.length >= shortestEncoded) {
    forms.add(bytes.toString('hex'));
    forms.add(bytes.toString('hex').toUpperCase());
    for (const core of base64Cores(bytes)) {
      for (const form of [core, core.replaceAll('/', '\\/'), core.replace(/\+/g, '-').replace(/\//g, '_')])
        forms.add(form);
    }
  }
  return [...forms];
}

/** Source that matches a secret with any of its characters percent-encoded or written as a JSON escape. */
export function mixedForms(value: string): string {
  return Array.from(value, charForms).join('');
}

function charForms(char: string): string {
  const percent = Array.from(Buffer.from(char), (byte) => `%${anyCase(byte.toString(16).padStart(2, '0'))}`).join('');
  const escape = Array.from({ length: char.length }, (_, at) => {
    return `\\\\+u${anyCase(char.charCodeAt(at).toString(16).padStart(4, '0'))}`;
  }).join('');
  const forms = [escapeRegExp(char), percent, escape];
  if (char === ' ') forms.push('\\+');
  // One or more backslashes: JSON inside JSON escapes again.
  if (/["\\/]/.test(char)) forms.push(`\\\\+${escapeRegExp(char)}`);
  const short = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' }[char];
  if (short !== undefined) forms.push(`\\\\+${short}`);
  return `(?:${forms.join('|')})`;
}

/**
 * The characters of base64 text that depend on the secret alone, for each of the three positions it can have in what was encoded
 * (`user:secret` included); characters shared with its neighbours are left out.
 */
function base64Cores(bytes: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    return text.slice(start, end);
  });
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function jsonEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
