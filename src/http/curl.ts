import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { HeaderLine, SentRequest } from './exchange.js';
import type { Redactor, TextPart } from './redact.js';

/** Longest body written into the command; a longer one is named by its length and hash only. */
const longestBodyBytes = 16 * 1024;

/** Bodies from this length on make curl ask for permission first, unless told not to. */
const expectsContinueBytes = 1024;

/**
 * A shell command (POSIX) that sends the same request with curl: same method, URL, header lines and body bytes. Secrets stand in it as
 * `$NAME`, taken from the environment when it is run. A body beyond 16 KiB is left out and a comment says so.
 */
export function curlFor(request: SentRequest, redactor: Redactor): string {
  const body = bodyOf(request, redactor);
  const head = ['curl -sS -i --http1.1', ...methodFlags(request), quoted(redactor.parts(request.url))].join(' ');
  const lines = [head, ...headerArguments(request, redactor).map((line) => `-H ${line}`), ...body.flags];
  return `${body.before}${lines.join(' \\\n  ')}${body.after}`;
}

function methodFlags({ method, url, body }: SentRequest): string[] {
  const flags: string[] = [];
  if (method === 'HEAD' && body === null) flags.push('--head');
  else if (method !== (body === null ? 'GET' : 'POST')) flags.push(`-X ${quoted([method])}`);
  if (/[[\]{}]/.test(url)) flags.push('--globoff');
  if (/\/\.{1,2}(?:[/?#]|$)/.test(url)) flags.push('--path-as-is');
  return flags;
}

function headerArguments(request: SentRequest, redactor: Redactor): string[] {
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const lines = request.headers
    .filter((line) => !isImplied(line, request))
    .map((line) => headerArgument(line, redactor));
  // What curl would add of its own accord is taken out again.
  const unwanted = ['Accept', 'User-Agent'];
  if (request.body !== null) unwanted.push('Content-Type');
  if ((request.body?.length ?? 0) >= expectsContinueBytes) unwanted.push('Expect');
  return [...lines, ...unwanted.filter((name) => !names.has(name.toLowerCase())).map((name) => quoted([`${name}:`]))];
}

function headerArgument([name, value]: HeaderLine, redactor: Redactor): string {
  // A name followed by a semicolon is curl's way to send an empty value.
  if (value === '') return quoted([`${name};`]);
  return quoted([`${name}: `, ...redactor.headerParts(name, value)]);
}

/** Lines that curl writes itself, with the same value. */
function isImplied([name, value]: HeaderLine, { url, body }: SentRequest): boolean {
  switch (name.toLowerCase()) {
    case 'host':
      return url.startsWith(`://${value}/`, url.indexOf('://'));
    case 'connection':
      return /^(?:keep-alive|close)$/i.test(value);
    case 'content-length':
      return body !== null && value === String(body.length);
    default:
      return false;
  }
}

interface BodyArguments {
  readonly before: string;
  readonly flags: readonly string[];
  readonly after: string;
}

function bodyOf({ body }: SentRequest, redactor: Redactor): BodyArguments {
  if (body === null) return { before: '', flags: [], after: '' };
  if (body.length > longestBodyBytes) {
    const sha256 = createHash('sha256').update(body).digest('hex');
    const note = `# request.body: ${body.length} bytes, SHA-256 ${sha256}, too long to be shown here\n`;
    return { before: note, flags: ["--data-binary '@request.body'"], after: '' };
  }
  const text = isUtf8(body) ? Buffer.from(body).toString() : null;
  if (text?.includes('\0') === false) {
    // Only --data-raw takes a leading @ for what it is.
    const flag = text.startsWith('@') ? '--data-raw' : '--data-binary';
    return { before: '', flags: [`${flag} ${quoted(redactor.parts(text))}`], after: '' };
  }
  const base64 = redactor.text(Buffer.from(body).toString('base64')).replace(/.{76}/g, '$&\n');
  return { before: "base64 -d <<'EOF' |\n" + `${base64}\nEOF\n`, flags: ['--data-binary @-'], after: '' };
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
