import { literalForms, mixedForms } from './secret-patterns.js';
import { searchFor } from './secret-search.js';

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
  /** How many secrets were added since it was made. */
  learned(): number;
}

const withheld = '[redacted]';
/** Values of credential headers whose redaction is remembered. */
const mostCredentials = 64;
const longestCredential = 256;
const keyShape = /(smx_[a-z]+_)[A-Za-z0-9]{6,}/g;
const credentialHeader = /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-sendmux-upload-token)$/i;
const scheme = /^(?:basic|bearer|digest|token|apikey|negotiate|hmac)$/i;

interface Patterns {
  readonly names: readonly string[];
  /** Finds secrets in one piece. */
  readonly search: ReturnType<typeof searchFor>;
  /** Secrets with some of their characters encoded; null without secrets. */
  readonly mixed: RegExp | null;
  /** All secrets consist of letters, digits, `_` and `-`, which are only ever encoded as `%41` or `\u0041`. */
  readonly plain: boolean;
}

/** Makes a redactor; secrets with an empty value are ignored. */
export function createRedactor(secrets: readonly NamedSecret[]): Redactor {
  const given = secrets.filter(({ value }) => value !== '');
  let known = given;
  let patterns = compile(known);

  const parts = (text: string): readonly TextPart[] => {
    let found: readonly TextPart[] = takeLiterals(text, patterns);
    if (mayBeMixed(text, patterns)) found = within(found, (part) => takeMixed(part, patterns));
    return text.includes('smx_') ? within(found, takeKeyShapes) : found;
  };
  const text = (value: string): string => (isClean(value, patterns) ? value : joined(parts(value)));
  // A run sends the same few again and again.
  const credentials = new Map<string, readonly TextPart[]>();
  const headerParts = (name: string, value: string): readonly TextPart[] => {
    if (!credentialHeader.test(name)) return parts(value);
    const known = credentials.get(value);
    if (known) return known;
    const found = credentialParts(value, parts);
    if (value.length > longestCredential) return found;
    if (credentials.size >= mostCredentials) credentials.clear();
    credentials.set(value, found);
    return found;
  };

  return {
    text,
    json(line) {
      const redacted = text(line);
      // A match that ran into an escape or a quote of the line would leave no JSON behind; go string by string then.
      return redacted === line || isJson(redacted) ? redacted : JSON.stringify(mapStrings(JSON.parse(line), text));
    },
    headerValue: (name, value) => (credentialHeader.test(name) ? joined(headerParts(name, value)) : text(value)),
    parts,
    headerParts,
    add(secret) {
      if (secret.value === '' || known.some(({ value }) => value === secret.value)) return;
      known = [...known, secret];
      patterns = compile(known);
      credentials.clear();
    },
    learned: () => known.length - given.length,
  };
}

function compile(secrets: readonly NamedSecret[]): Patterns {
  const ordered = [...secrets].sort((a, b) => b.value.length - a.value.length);
  const mixed = ordered.map(({ value }) => `(${mixedForms(value)})`);
  return {
    names: ordered.map(({ name }) => name),
    search: searchFor(ordered.map(({ value }) => literalForms(value))),
    mixed: mixed.length === 0 ? null : new RegExp(mixed.join('|'), 'g'),
    plain: ordered.every(({ value }) => /^[\w-]+$/.test(value)),
  };
}

/** Nothing in the text is, or looks like, a secret; nearly all texts are like that. */
function isClean(text: string, patterns: Patterns): boolean {
  return !text.includes('smx_') && !mayBeMixed(text, patterns) && patterns.search(text, 0) === null;
}

function takeLiterals(text: string, { search, names }: Patterns): TextPart[] {
  const first = search(text, 0);
  if (first === null) return [text];
  const parts: TextPart[] = [];
  let from = 0;
  for (let hit: typeof first | null = first; hit !== null; hit = search(text, from)) {
    if (hit.at > from) parts.push(text.slice(from, hit.at));
    parts.push({ secret: names[hit.secret] ?? '' });
    from = hit.at + hit.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function mayBeMixed(text: string, { mixed, plain }: Patterns): boolean {
  return mixed !== null && (!plain || text.includes('%') || text.includes('\\u'));
}

function takeMixed(text: string, { mixed, names }: Patterns): TextPart[] {
  return mixed === null
    ? [text]
    : cut(text, mixed, (groups) => ({ secret: names[groups.findIndex((group) => group !== undefined)] ?? '' }));
}

function takeKeyShapes(text: string): TextPart[] {
  return cut(text, keyShape, ([prefix = '']) => `[redacted ${prefix}…]`);
}

/** Cuts a text at the matches of a pattern; what stands for a match is made of its groups. */
function cut(
  text: string,
  pattern: RegExp,
  replace: (groups: readonly (string | undefined)[]) => TextPart,
): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    parts.push(replace(match.slice(1)));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function within(parts: readonly TextPart[], take: (text: string) => TextPart[]): TextPart[] {
  return parts.flatMap((part) => (typeof part === 'string' ? take(part) : part));
}

function credentialParts(value: string, parts: (text: string) => readonly TextPart[]): TextPart[] {
  const [first = '', ...rest] = value.split(' ');
  const named = (word: string): readonly TextPart[] => {
    const found = parts(word);
    return word === '' || found.every((part) => typeof part !== 'string') ? found : [withheld];
  };
  const head = scheme.test(first) ? [first] : named(first);
  return [...head, ...rest.flatMap((word) => [' ', ...named(word)])];
}

/** Parts as one text, secrets as `$NAME`. */
export function joined(parts: readonly TextPart[]): string {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'string') return only;
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
