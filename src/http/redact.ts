import { literalForms, mixedForms } from './secret-patterns.js';

/** A secret and the name that stands for it: `SENDER_KEY` is written as `$SENDER_KEY`. */
export interface NamedSecret {
  readonly name: string;
  readonly value: string;
}

/** A piece of a text: as it stands, or a secret by its name. */
export type TextPart = string | { readonly secret: string };

/** Takes secrets out of everything that is written or shown. */
export interface Redactor {
  /** Secrets by value as `$NAME`, anything shaped like a key as `[redacted …]`. */
  text(text: string): string;
  /** The same for a line of JSON, which stays JSON. */
  json(line: string): string;
  /** The same for a header line's value; headers that carry credentials show nothing else than scheme and names. */
  headerValue(name: string, value: string): string;
  /** A text cut at the secrets in it, for writers that quote them in their own way. */
  parts(text: string): readonly TextPart[];
  /** The parts of a header line's value. */
  headerParts(name: string, value: string): readonly TextPart[];
  /** Knows one more secret from now on. */
  add(secret: NamedSecret): void;
}

const withheld = '[redacted]';
const keyShape = '(smx_[a-z]+_)[A-Za-z0-9]{6,}';
/** Without one of these no letter, digit, `_` or `-` can be written in another way. */
const encoded = /%[0-9a-f]{2}|\\u[0-9a-f]{4}/i;
const credentialHeader = /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-sendmux-upload-token)$/i;
const scheme = /^(?:basic|bearer|digest|token|apikey|negotiate|hmac)$/i;

interface Patterns {
  readonly names: readonly string[];
  /** Secrets in one piece, and key shapes. */
  readonly literal: RegExp;
  /** Secrets with some of their characters encoded; null without secrets. */
  readonly mixed: RegExp | null;
  /** What a text must contain for `mixed` to have a chance. */
  readonly hint: RegExp;
}

/** Makes a redactor; secrets with an empty value are ignored. */
export function createRedactor(secrets: readonly NamedSecret[]): Redactor {
  let known = secrets.filter(({ value }) => value !== '');
  let patterns = compile(known);

  const parts = (text: string): TextPart[] => {
    const found = split(text, patterns.literal, patterns.names);
    const { mixed, hint } = patterns;
    if (mixed === null || !hint.test(text)) return found;
    return found.flatMap((part) => (typeof part === 'string' ? split(part, mixed, patterns.names) : part));
  };
  const text = (value: string): string => join(parts(value));
  const headerParts = (name: string, value: string): TextPart[] =>
    credentialHeader.test(name) ? credentialParts(value, parts) : parts(value);

  return {
    text,
    json(line) {
      const redacted = text(line);
      // A match that ran into an escape or a quote of the line would leave no JSON behind; go string by string then.
      return redacted === line || isJson(redacted) ? redacted : JSON.stringify(mapStrings(JSON.parse(line), text));
    },
    headerValue: (name, value) => join(headerParts(name, value)),
    parts,
    headerParts,
    add(secret) {
      if (secret.value === '' || known.some(({ value }) => value === secret.value)) return;
      known = [...known, secret];
      patterns = compile(known);
    },
  };
}

function compile(secrets: readonly NamedSecret[]): Patterns {
  const ordered = [...secrets].sort((a, b) => b.value.length - a.value.length);
  const literals = ordered.map(({ value }) => `(${literalForms(value)})`);
  const mixed = ordered.map(({ value }) => `(${mixedForms(value)})`);
  return {
    names: ordered.map(({ name }) => name),
    literal: new RegExp([...literals, keyShape].join('|'), 'g'),
    mixed: mixed.length === 0 ? null : new RegExp(mixed.join('|'), 'g'),
    hint: ordered.every(({ value }) => /^[\w-]+$/.test(value)) ? encoded : /^/,
  };
}

/** Cuts a text at the matches of a pattern whose first groups are the secrets, in order. */
function split(text: string, pattern: RegExp, names: readonly string[]): TextPart[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return [text];
  const parts: TextPart[] = [];
  let from = 0;
  while (match !== null) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push(partOf(match, names));
    from = pattern.lastIndex;
    match = pattern.exec(text);
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function partOf(match: RegExpExecArray, names: readonly string[]): TextPart {
  const at = names.findIndex((_, index) => match[index + 1] !== undefined);
  const name = names[at];
  return name === undefined ? `[redacted ${match[names.length + 1] ?? ''}…]` : { secret: name };
}

function credentialParts(value: string, parts: (text: string) => TextPart[]): TextPart[] {
  const [first = '', ...rest] = value.split(' ');
  const named = (word: string): TextPart[] => {
    const found = parts(word);
    return word === '' || found.every((part) => typeof part !== 'string') ? found : [withheld];
  };
  const head = scheme.test(first) ? [first] : named(first);
  return [...head, ...rest.flatMap((word) => [' ', ...named(word)])];
}

function join(parts: readonly TextPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : `$${part.secret}`)).join('');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [map(name), mapStrings(item, map)]));
}
