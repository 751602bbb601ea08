import { decodeText } from './escape.js';
import type { Field } from './field.js';
import { isScalar, parseJson, textOf, type Raw, type Reading } from './raw.js';

export type Decode = (text: string) => string;

interface Delimited {
  readonly delimiter: string;
  readonly decode: Decode;
}

/** Takes a delimited text apart as far as the schema wants parts. */
export function readDelimited(field: Field, text: string, how: Delimited & { readonly reading: Reading }): Raw {
  const { delimiter, decode, reading } = how;
  if (field.json) return readJson(decode(text));
  // Servers that decode before they split find delimiters within values, too.
  const early = reading.manner === 'lenient';
  const whole = early ? decode(text) : text;
  const divider = early ? decode(delimiter) : delimiter;
  const finish: Decode = early ? (part) => part.trim() : decode;
  const { types } = field.shape;
  const alone = reading.manner === 'textual' && isScalar(field.shape) && !whole.includes(divider);
  const isSplit =
    !alone && (types.has('array') || types.has('object')) && !(early && whole.trim() === '' && isScalar(field.shape));
  if (!isSplit) return textOf(decode(text));
  const parts = early && whole.trim() === '' ? [] : whole.split(divider);
  const asObject = types.has('object') && !types.has('array');
  const members = asObject ? readMembers(field.explode, parts, finish) : null;
  return members ?? { kind: 'list', items: parts.map((part) => textOf(finish(part))) };
}

/** `R=100` each, or `R` and `100` in turn; null when the parts do not pair up. */
function readMembers(explode: boolean, parts: readonly string[], finish: Decode): Raw | null {
  const members = new Map<string, Raw>();
  if (!explode && parts.length % 2 === 1) return null;
  for (let index = 0; index < parts.length; index += explode ? 1 : 2) {
    const [name, value] = explode ? splitPair(parts[index] ?? '') : [parts[index] ?? '', parts[index + 1] ?? ''];
    if (value === null) return null;
    members.set(finish(name), textOf(finish(value)));
  }
  return { kind: 'members', members };
}

/** A name and what follows its first `=`; null: there is none. */
export function splitPair(text: string): readonly [name: string, value: string | null] {
  const at = text.indexOf('=');
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

/** A JSON text; what is none stays a text, which no schema for anything but texts accepts. */
export function readJson(text: string): Raw {
  const value = parseJson(text);
  return value === undefined ? textOf(text) : { kind: 'json', value };
}

/** The text of a path parameter, by style; null when it lacks the marks of its style. */
export function readText(field: Field, text: string, reading: Reading): Raw | null {
  const decode = decodeText;
  if (field.style === 'label') {
    if (!text.startsWith('.')) return null;
    if (!field.explode && text.includes(',')) {
      // Examples up to 3.1.0 part with dots what RFC 6570, section 3.2.5 parts with commas.
      reading.doubts.add('the editions of the standard differ on style label without explode');
    }
    return readDelimited(field, text.slice(1), { delimiter: field.explode ? '.' : ',', decode, reading });
  }
  if (field.style === 'matrix') return readMatrix(field, text, reading);
  return readDelimited(field, text, { delimiter: ',', decode, reading });
}

function readMatrix(field: Field, text: string, reading: Reading): Raw | null {
  if (!text.startsWith(';')) return null;
  const pairs = text
    .slice(1)
    .split(';')
    .map(splitPair)
    .map(([name, value]) => [decodeText(name), value ?? ''] as const);
  const { types } = field.shape;
  const own = pairs.filter(([name]) => name === field.name);
  if (field.explode && own.length === 0 && types.has('object')) {
    return { kind: 'members', members: new Map(pairs.map(([name, value]) => [name, textOf(decodeText(value))])) };
  }
  if (own.length === 0) return null;
  if (field.explode && types.has('array')) {
    return { kind: 'list', items: own.map(([, value]) => textOf(decodeText(value))) };
  }
  return readDelimited(field, own[0]?.[1] ?? '', { delimiter: ',', decode: decodeText, reading });
}
