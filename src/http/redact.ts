import { literalForms, mixedForms } from './secret-patterns.js';
import { searchForSecrets, type SecretSearch } from './secret-search.js';
import { hasEscapes, unescaped } from './unescape.js';

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
const shortestKey = 'smx_a_123456'.length;
const none: readonly Known[] = [];
const credentialHeader = /^(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-sendmux-upload-token)$/i;
const scheme = /^(?:basic|bearer|digest|token|apikey|negotiate|hmac)$/i;

/** A secret that is looked for, with the expression for its forms in which some characters are escaped, made when it is first needed. */
interface Known extends NamedSecret {
  mixed: RegExp | null;
}

/** Everything that is looked for. */
interface Wanted {
  readonly secrets: Known[];
  /** Those with characters that have an escape of their own; others consist of letters, digits, `_` and `-`. */
  readonly odd: Known[];
  /** Finds secrets in one piece, by their place in the list. */
  readonly search: SecretSearch;
}

/** Makes a redactor; secrets with an empty value are ignored. */
export function createRedactor(secrets: readonly NamedSecret[]): Redactor {
  const wanted: Wanted = { secrets: [], odd: [], search: searchForSecrets() };
  for (const secret of secrets) want(secret, wanted);
  const given = wanted.secrets.length;

  const parts = (text: string): readonly TextPart[] => {
    if (isClean(text, wanted)) return [text];
    const found = within(takeLiterals(text, wanted), (part) => takeMixed(part, wanted));
    return text.includes('smx_') ? within(found, takeKeyShapes) : found;
  };
  const text = (value: string): string => (isClean(value, wanted) ? value : joined(parts(value)));
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
      want(secret, wanted);
      credentials.clear();
    },
    learned: () => wanted.secrets.length - given,
  };
}

function want({ name, value }: NamedSecret, { secrets, odd, search }: Wanted): void {
  if (value === '' || secrets.some((known) => known.value === value)) return;
  const secret = { name, value, mixed: null };
  secrets.push(secret);
  if (!/^[\w-]+$/.test(value)) odd.push(secret);
  search.add(literalForms(value));
}

/** Nothing in the text is, or looks like, a secret; nearly all texts are like that. */
function isClean(text: string, wanted: Wanted): boolean {
  if (text.length < Math.min(shortestKey, wanted.search.least())) return true;
  return !text.includes('smx_') && wanted.search.find(text, 0) === null && suspects(text, wanted).length === 0;
}

function takeLiterals(text: string, { search, secrets }: Wanted): TextPart[] {
  const first = search.find(text, 0);
  if (first === null) return [text];
  const parts: TextPart[] = [];
  let from = 0;
  for (let hit: typeof first | null = first; hit !== null; hit = search.find(text, from)) {
    if (hit.at > from) parts.push(text.slice(from, hit.at));
    parts.push({ secret: secrets[hit.secret]?.name ?? '' });
    from = hit.at + hit.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** Secrets that a text without literal ones may hold with some of their characters escaped, the longest first. */
function suspects(text: string, { secrets, odd, search }: Wanted): readonly Known[] {
  if (!hasEscapes(text)) return odd;
  const bare = unescaped(text);
  const found = new Set(odd);
  for (let hit = search.find(bare, 0); hit !== null; hit = search.find(bare, hit.at + 1)) {
    const secret = secrets[hit.secret];
    if (secret !== undefined) found.add(secret);
  }
  return found.size === 0 ? none : [...found].sort((a, b) => b.value.length - a.value.length);
}

function takeMixed(text: string, wanted: Wanted): TextPart[] {
  let parts: TextPart[] = [text];
  for (const secret of suspects(text, wanted)) {
    const pattern = (secret.mixed ??= new RegExp(mixedForms(secret.value), 'g'));
    parts = within(parts, (part) => cut(part, pattern, () => ({ secret: secret.name })));
  }
  return parts;
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
