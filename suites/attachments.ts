import { describe, type Caller, type HeaderLine, type Observation, type ScenarioContext } from '../src/kit.js';
import { fileName, type SmallFile } from './files.js';

type Members = Readonly<Record<string, unknown>>;

/** A direct upload, where it differs from the plain one of a file. */
export interface DirectUpload {
  readonly as?: Caller;
  /** Instead of the file's own; null: none. */
  readonly filename?: string | null;
  /** Media type in the query. */
  readonly override?: string;
  readonly bytes?: Uint8Array;
}

/** Uploads a file with its own media type. */
export function upload(t: ScenarioContext, file: SmallFile, how: DirectUpload = {}): Promise<Observation> {
  return t.send({
    method: 'POST',
    path: uploadPath(how.filename === undefined ? fileName(file) : how.filename, how.override),
    as: how.as ?? 'sender',
    headers: [['Content-Type', file.type]],
    bytes: how.bytes ?? file.bytes,
  });
}

/** The path of a direct upload with its query. */
export function uploadPath(filename: string | null, override?: string): string {
  const query = [
    ...(filename === null ? [] : [`filename=${encodeURIComponent(filename)}`]),
    ...(override === undefined ? [] : [`content_type=${encodeURIComponent(override)}`]),
  ].join('&');
  return query === '' ? '/emails/attachments' : `/emails/attachments?${query}`;
}

/** Uploads a file that other steps need; when that fails, nothing can be said of them. */
export async function uploaded(t: ScenarioContext, file: SmallFile, as: Caller = 'sender'): Promise<string> {
  const seen = await upload(t, file, { as });
  return attachmentId(seen) ?? t.block(`a small upload was refused: ${describe(seen)}`);
}

/** `attachment_id` of a reply; null: it has none. */
export function attachmentId(seen: Observation): string | null {
  const id = dataOf(seen)?.['attachment_id'];
  return typeof id === 'string' && id !== '' ? id : null;
}

/** `data` of a success. */
export function dataOf({ object, status }: Observation): Members | null {
  const data = status < 300 ? object?.['data'] : null;
  // A parsed JSON object has string keys only.
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Members) : null;
}

/** Asks for the metadata of an attachment. */
export function metadata(t: ScenarioContext, id: string, as: Caller = 'sender'): Promise<Observation> {
  return t.send({ method: 'GET', path: `/emails/attachments/${encodeURIComponent(id)}`, as });
}

/** An id of the right form that nobody was given. */
export function inventedId(t: ScenarioContext, prefix: 'att' | 'upl'): string {
  return `${prefix}_${t.unique(`invented ${prefix}`).replace('-', '0')}`;
}

/** A delegated upload that was agreed on. */
export interface Intent {
  readonly seen: Observation;
  /** Where to PUT, as `Call.path` takes it. */
  readonly path: string;
  readonly token: string;
  /** Header lines to send, but for Content-Length and the token. */
  readonly headers: readonly HeaderLine[];
  readonly file: SmallFile;
  /** Unix milliseconds; NaN: no date-time. */
  readonly expiresAt: number;
}

const tokenHeader = 'X-Sendmux-Upload-Token';

/** Asks for a delegated upload. */
export function announce(t: ScenarioContext, json: object, as: Caller = 'sender'): Promise<Observation> {
  return t.send({ method: 'POST', path: '/emails/attachment-uploads', as, json });
}

/** What an intent says of a file. */
export function announcement(file: SmallFile): Members {
  return { filename: fileName(file), size_bytes: file.bytes.length, content_type: file.type };
}

/**
 * Agrees on a delegated upload of a file; null: the reply holds too little to go on, which is for the checks of intents
 * to report. When it is refused, nothing can be said of what follows.
 */
export async function agreed(t: ScenarioContext, file: SmallFile, more: object = {}): Promise<Intent | null> {
  const seen = await announce(t, { ...announcement(file), ...more });
  if (seen.status >= 300) t.block(`an upload intent was refused: ${describe(seen)}`);
  return intentIn(t, seen, file);
}

/** Why what needs an intent was not tried. */
export const unusableIntent = 'an upload intent came without what a PUT needs';

/** Reads an intent; null: too little of it is there to go on. */
export function intentIn(t: ScenarioContext, seen: Observation, file: SmallFile): Intent | null {
  const data = dataOf(seen) ?? {};
  const { upload_id: id, upload_url: url, headers, expires_at: expiry } = data;
  if (typeof id !== 'string' || typeof headers !== 'object' || headers === null) return null;
  const lines = Object.entries(headers).flatMap(([name, value]): HeaderLine[] =>
    typeof value === 'string' && /^[\w-]+$/.test(name) && !/[\r\n\0]/.test(value) ? [[name, value]] : [],
  );
  const token = lines.find(([name]) => isNamed(name, tokenHeader))?.[1];
  if (token === undefined) return null;
  // The target may name itself otherwise than we do, and must not send us elsewhere.
  const usable = typeof url === 'string' && url.startsWith(`${t.target}/`);
  return {
    seen,
    path: usable ? url : `/emails/attachment-uploads/${encodeURIComponent(id)}`,
    token,
    headers: lines.filter(([name]) => !isNamed(name, tokenHeader) && !isNamed(name, 'Content-Length')),
    file,
    expiresAt: typeof expiry === 'string' ? Date.parse(expiry) : Number.NaN,
  };
}

/** A PUT of an intent, where it differs from the right one. */
export interface DelegatedUpload {
  /** Null: no such header. */
  readonly token?: string | null;
  readonly as?: Caller;
  readonly bytes?: Uint8Array;
  readonly type?: string;
}

/** Completes an intent as it says, with what `how` has instead. */
export function complete(t: ScenarioContext, intent: Intent, how: DelegatedUpload = {}): Promise<Observation> {
  return t.send({
    method: 'PUT',
    path: intent.path,
    as: how.as ?? 'anonymous',
    headers: completionHeaders(intent, how),
    bytes: how.bytes ?? intent.file.bytes,
  });
}

/** The header lines of a PUT, Content-Length excepted. */
export function completionHeaders(
  intent: Intent,
  { token = intent.token, type }: DelegatedUpload,
): readonly HeaderLine[] {
  const lines = intent.headers.map(([name, value]): HeaderLine => [
    name,
    type !== undefined && isNamed(name, 'Content-Type') ? type : value,
  ]);
  return token === null ? lines : [...lines, [tokenHeader, token]];
}

function isNamed(name: string, wanted: string): boolean {
  return name.toLowerCase() === wanted.toLowerCase();
}
