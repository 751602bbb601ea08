import type { Issue } from './failure.js';
import type { FileFacts } from './files.js';
import type { Mail } from './parts.js';

type Signature = (head: Buffer) => boolean;

function startsWith(...bytes: readonly number[]): Signature {
  return (head) => bytes.every((byte, at) => head[at] === byte);
}

const zip = startsWith(0x50, 0x4b, 0x03, 0x04);
const compoundFile = startsWith(0xd0, 0xcf, 0x11, 0xe0);
const jpeg = startsWith(0xff, 0xd8, 0xff);

/** Binary formats: the content must begin as theirs does. */
const binary: Readonly<Record<string, Signature>> = {
  png: startsWith(0x89, 0x50, 0x4e, 0x47),
  jpg: jpeg,
  jpeg,
  gif: startsWith(0x47, 0x49, 0x46, 0x38),
  webp: (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP',
  bmp: startsWith(0x42, 0x4d),
  ico: startsWith(0x00, 0x00, 0x01, 0x00),
  pdf: startsWith(0x25, 0x50, 0x44, 0x46, 0x2d),
  doc: compoundFile,
  xls: compoundFile,
  ppt: compoundFile,
  docx: zip,
  xlsx: zip,
  pptx: zip,
  odt: zip,
  ods: zip,
  odp: zip,
};

/** Formats without a signature: the extension is all there is to check. */
const textual: ReadonlySet<string> = new Set(['txt', 'csv', 'json', 'xml', 'md', 'svg', 'ics', 'vcf']);

/** Faults of a mail's attachments that its schema cannot express. */
export function inspectAttachments(mail: Mail): readonly Issue[] {
  return (mail.attachments ?? []).flatMap((attachment, index) => {
    if (!('content' in attachment)) return [];
    const { filename, content } = attachment;
    const at = `attachments.${index}`;
    if (!isBase64(content)) {
      return [{ field: `${at}.content`, code: 'wrong_encoding', message: 'must be padded base64' }];
    }
    const fault = judgeFile(filename, Buffer.from(content.slice(0, 32), 'base64'));
    return fault === null ? [] : [{ ...fault, field: `${at}.${fault.field}` }];
  });
}

/** Faults of an uploaded file: the same as of one inside a mail. */
export function inspectFile({ filename }: FileFacts, content: Uint8Array): readonly Issue[] {
  const fault = judgeFile(filename, Buffer.from(content.subarray(0, 32)));
  // The bytes have no name of their own; they are the body.
  return fault === null ? [] : [{ ...fault, field: fault.field === 'content' ? '' : fault.field }];
}

function judgeFile(filename: string, head: Buffer): Issue | null {
  const extension = /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
  if (textual.has(extension)) return null;
  const signature = Object.hasOwn(binary, extension) ? binary[extension] : undefined;
  if (signature === undefined) {
    return { field: 'filename', code: 'type_not_allowed', message: 'must end in an allowed extension' };
  }
  if (signature(head)) return null;
  return { field: 'content', code: 'type_mismatch', message: 'is not what the extension of the file says' };
}

/** RFC 4648 section 4. Searched, not matched: a pattern over millions of letters would exhaust the engine's stack. */
function isBase64(content: string): boolean {
  const padding = content.indexOf('=');
  const letters = padding === -1 ? content.length : padding;
  const padded = content.length % 4 === 0 && content.length - letters <= 2;
  return padded && !/[^A-Za-z0-9+/=]/.test(content) && /^=*$/.test(content.slice(letters));
}
