import { requestRecord, type RequestRecord } from './exchange-record.js';
import type { BodyRecord, HeaderLine, SentRequest } from './exchange.js';
import type { Redactor, TextPart } from './redact.js';

/** Bodies from this length on make curl ask for permission first, unless told not to. */
const expectsContinueBytes = 1024;

type RecordedRequest = RequestRecord['request'];

/** Cuts a recorded text at the secrets in it. */
type Parts = (text: string) => readonly TextPart[];

/** The command for a request that is at hand; see {@link curlOf}. */
export function curlFor(request: SentRequest, redactor: Redactor): string {
  return curlOf(requestRecord(request, { redactor }));
}

/**
 * A shell command (POSIX) that sends a recorded request again with curl: same method, URL, header lines and body bytes. Secrets stand
 * in it as `$NAME`, taken from the environment when it is run. A body of which the record holds a part only is left out, and a comment
 * says so.
 */
export function curlOf({ request, secrets = [] }: RequestRecord): string {
  const parts = partsAt(secrets);
  const body = bodyOf(request.body, parts);
  const head = ['curl -sS -i --http1.1', ...methodFlags(request), quoted(parts(request.url))].join(' ');
  const lines = [head, ...headerArguments(request, parts).map((line) => `-H ${line}`), ...body.flags];
  return `${body.before}${lines.join(' \\\n  ')}${body.after}`;
}

function partsAt(secrets: readonly string[]): Parts {
  if (secrets.length === 0) return (text) => [text];
  // Of two names that begin alike the longer one is meant.
  const names = secrets.toSorted((one, other) => other.length - one.length).join('|');
  const placeholder = new RegExp(`\\$(${names})`);
  // Split at a group gives text and name by turns.
  return (text) => text.split(placeholder).map((part, at) => (at % 2 === 0 ? part : { secret: part }));
}

function methodFlags({ method, url, body }: RecordedRequest): string[] {
  const flags: string[] = [];
  if (method === 'HEAD' && body === null) flags.push('--head');
  else if (method !== (body === null ? 'GET' : 'POST')) flags.push(`-X ${quoted([method])}`);
  if (/[[\]{}]/.test(url)) flags.push('--globoff');
  if (/\/\.{1,2}(?:[/?#]|$)/.test(url)) flags.push('--path-as-is');
  return flags;
}

function headerArguments(request: RecordedRequest, parts: Parts): string[] {
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const lines = request.headers.filter((line) => !isImplied(line, request)).map((line) => headerArgument(line, parts));
  // What curl would add of its own accord is taken out again.
  const unwanted = ['Accept', 'User-Agent'];
  if (request.body !== null) unwanted.push('Content-Type');
  if ((request.body?.bytes ?? 0) >= expectsContinueBytes) unwanted.push('Expect');
  return [...lines, ...unwanted.filter((name) => !names.has(name.toLowerCase())).map((name) => quoted([`${name}:`]))];
}

function headerArgument([name, value]: HeaderLine, parts: Parts): string {
  // A name followed by a semicolon is curl's way to send an empty value.
  if (value === '') return quoted([`${name};`]);
  return quoted([`${name}: `, ...parts(value)]);
}

/** Lines that curl writes itself, with the same value. */
function isImplied([name, value]: HeaderLine, { url, body }: RecordedRequest): boolean {
  switch (name.toLowerCase()) {
    case 'host':
      return url.startsWith(`://${value}/`, url.indexOf('://'));
    case 'connection':
      return /^(?:keep-alive|close)$/i.test(value);
    case 'content-length':
      return body !== null && value === String(body.bytes);
    default:
      return false;
  }
}

interface BodyArguments {
  readonly before: string;
  readonly flags: readonly string[];
  readonly after: string;
}

function bodyOf(body: BodyRecord | null, parts: Parts): BodyArguments {
  if (body === null) return { before: '', flags: [], after: '' };
  const { content, encoding, cut, bytes, sha256 } = body;
  if (cut) {
    const digest = sha256 === undefined ? '' : `, SHA-256 ${sha256}`;
    const note = `# request.body: ${bytes} bytes${digest}, too long to be shown here\n`;
    return { before: note, flags: ["--data-binary '@request.body'"], after: '' };
  }
  if (encoding === 'utf-8') {
    // Only --data-raw takes a leading @ for what it is.
    const flag = content.startsWith('@') ? '--data-raw' : '--data-binary';
    return { before: '', flags: [`${flag} ${quoted(parts(content))}`], after: '' };
  }
  const lines = content.replace(/.{76}/g, '$&\n');
  return { before: `base64 -d <<'EOF' |\n${lines}\nEOF\n`, flags: ['--data-binary @-'], after: '' };
}

/** One shell word: single quotes, or double quotes where a variable has to be expanded. */
function quoted(parts: readonly TextPart[]): string {
  if (parts.every((part) => typeof part === 'string')) return `'${parts.join('').replaceAll("'", `'\\''`)}'`;
  return `"${parts.map((part, at) => expandable(part, parts[at + 1])).join('')}"`;
}

function expandable(part: TextPart, next: TextPart | undefined): string {
  if (typeof part === 'string') return part.replace(/[\\"$`]/g, '\\$&');
  return typeof next === 'string' && /^\w/.test(next) ? `\${${part.secret}}` : `$${part.secret}`;
}
