import type { GatewayOptions, GatewayPrincipal } from '../../src/gateway/options.js';
import type { GatewayCall, GatewayClient } from './gateway-client.js';
import { startClient } from './gateway-client.js';
import type { HttpReply } from './http-call.js';
import { httpCall } from './http-call.js';

/** `data` about a file. */
export interface FileData {
  readonly attachment_id: string;
  readonly filename: string;
  readonly content_type: string;
  readonly size_bytes: number;
  readonly expires_at: string;
}

/** `data` of an announced upload. */
export interface IntentData {
  readonly upload_id: string;
  readonly upload_url: string;
  readonly method: string;
  readonly expires_at: string;
  readonly max_size_bytes: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What an upload may do otherwise than the plainest one. */
export interface Upload extends GatewayCall {
  readonly query?: string;
}

/** A gateway of a later profile, and short ways to upload to it. */
export interface UploadClient extends GatewayClient {
  upload(content: string | Buffer, options?: Upload): Promise<HttpReply>;
  /** Uploads a text file and returns its id. */
  uploaded(as?: GatewayPrincipal): Promise<string>;
  metadata(id: string, options?: GatewayCall): Promise<HttpReply>;
  announce(json: unknown, options?: GatewayCall): Promise<HttpReply>;
  /** Announces a text file of five bytes. */
  announced(more?: Readonly<Record<string, unknown>>): Promise<IntentData>;
  /** Sends the headers of an intent and what is given on top; null leaves one out. */
  put(
    intent: IntentData,
    content: string | readonly Buffer[],
    more?: Readonly<Record<string, string | null>>,
  ): Promise<HttpReply>;
}

export function fileOf(reply: HttpReply): FileData {
  return (reply.json() as { readonly data: FileData }).data;
}

export function intentOf(reply: HttpReply): IntentData {
  return (reply.json() as { readonly data: IntentData }).data;
}

export async function startUploadClient(options: GatewayOptions = {}): Promise<UploadClient> {
  const client = await startClient({ profile: 'sending@2026-08', ...options });
  const upload: UploadClient['upload'] = (content, { query = 'filename=note.txt', ...rest } = {}) =>
    client.call(`/emails/attachments?${query}`, { method: 'POST', body: content, ...rest });
  const announce: UploadClient['announce'] = (json, rest) =>
    client.call('/emails/attachment-uploads', { method: 'POST', json, ...rest });
  return {
    ...client,
    upload,
    uploaded: async (as = 'sender') => fileOf(await upload('hello', { as })).attachment_id,
    metadata: (id, rest) => client.call(`/emails/attachments/${id}`, rest),
    announce,
    announced: async (more) => intentOf(await announce({ filename: 'note.txt', size_bytes: 5, ...more })),
    put: (intent, content, more = {}) => {
      // The length is what the content has.
      const wanted: Record<string, string | null> = { ...intent.headers, 'Content-Length': null, ...more };
      const given = Object.entries(wanted).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
      return httpCall(intent.upload_url, { method: 'PUT', headers: Object.fromEntries(given), body: content });
    },
  };
}
